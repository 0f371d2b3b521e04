#include "x509/chain.h"

#include <cppunit/extensions/HelperMacros.h>

#include "make.h"

namespace {
using namespace certportal;
using namespace certportal::test;
using namespace certportal::x509;
using std::string;

Time year(int y) { return Time(std::chrono::sys_days(std::chrono::year(y) / 1 / 1)); }

Recipe ca(const string& name, int from = 2020, int to = 2040, Key key = nullptr) {
  Recipe recipe = ca_recipe(name);
  recipe.not_before = year(from);
  recipe.not_after = year(to);
  recipe.key = std::move(key);
  return recipe;
}

// "Intermediate < Root", and what is amiss.
string told(const Chain& chain) {
  string text;
  for (const Certificate& issuer : chain.issuers) text += (text.empty() ? "" : " < ") + issuer.common_name();
  if (!chain.complete) return text + " ? " + chain.missing_issuer;
  return text + (chain.valid_now ? "" : " (then)");
}

class ChainTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ChainTest);
  CPPUNIT_TEST(chain_leads_to_the_root);
  CPPUNIT_TEST(self_signed_leaf_is_complete_alone);
  CPPUNIT_TEST(missing_issuer_is_named);
  CPPUNIT_TEST(shortest_path_wins_over_cross_signed_ones);
  CPPUNIT_TEST(cross_signature_is_used_where_the_root_has_expired);
  CPPUNIT_TEST(rekeyed_ca_of_the_same_name_is_told_apart);
  CPPUNIT_TEST(same_key_issued_again_later_wins);
  CPPUNIT_TEST(expired_chain_is_kept_and_marked);
  CPPUNIT_TEST(chain_valid_at_no_moment_is_missing);
  CPPUNIT_TEST(only_cas_that_may_sign_are_issuers);
  CPPUNIT_TEST(path_length_is_obeyed);
  CPPUNIT_TEST(loops_of_cross_signed_cas_end);
  CPPUNIT_TEST(depth_is_bounded);
  CPPUNIT_TEST(finder_is_asked_by_the_name_of_the_issuer);
  CPPUNIT_TEST_SUITE_END();

 public:
  void chain_leads_to_the_root() {
    Made root = make_certificate(ca("Root"));
    Made middle = make_certificate(ca("Middle"), &root);
    Made leaf = make_certificate({}, &middle);
    Chain chain = build(leaf, {root, middle, leaf});
    CPPUNIT_ASSERT_EQUAL(string("Middle < Root"), told(chain));
    CPPUNIT_ASSERT(chain.missing_issuer.empty());
    CPPUNIT_ASSERT_EQUAL(string("Root"), told(build(middle, {root, middle})));
  }

  void self_signed_leaf_is_complete_alone() {
    Made leaf = make_certificate({});
    Chain chain = build(leaf, {leaf});
    CPPUNIT_ASSERT(chain.complete && chain.valid_now && chain.issuers.empty());
  }

  void missing_issuer_is_named() {
    Made root = make_certificate(ca("Root"));
    Made middle = make_certificate(ca("Middle"), &root);
    Made leaf = make_certificate({}, &middle);
    CPPUNIT_ASSERT_EQUAL(string(" ? CN=Middle,O=Muster AG"), told(build(leaf, {root})));
    CPPUNIT_ASSERT_EQUAL(string("Middle ? CN=Root,O=Muster AG"), told(build(leaf, {middle})));
    CPPUNIT_ASSERT_EQUAL(string(" ? CN=Middle,O=Muster AG"), told(build(leaf, {})));
  }

  void shortest_path_wins_over_cross_signed_ones() {
    Made old_root = make_certificate(ca("Old Root"));
    Made root = make_certificate(ca("Root"));
    Made cross = make_certificate(ca("Root", 2020, 2050, root.key), &old_root);
    Made leaf = make_certificate({}, &root);
    CPPUNIT_ASSERT_EQUAL(string("Root"), told(build(leaf, {old_root, cross, root})));
    CPPUNIT_ASSERT_EQUAL(string("Root < Old Root"), told(build(leaf, {old_root, cross})));
  }

  void cross_signature_is_used_where_the_root_has_expired() {
    Made new_root = make_certificate(ca("New Root"));
    Made root = make_certificate(ca("Root", 2010, 2026));
    Made cross = make_certificate(ca("Root", 2020, 2040, root.key), &new_root);
    Made leaf = make_certificate({}, &root);
    CPPUNIT_ASSERT_EQUAL(string("Root < New Root"), told(build(leaf, {root, cross, new_root})));
    CPPUNIT_ASSERT_EQUAL(string("Root (then)"), told(build(leaf, {root})));
  }

  void rekeyed_ca_of_the_same_name_is_told_apart() {
    Recipe anonymous = ca("Root");
    anonymous.key_identifiers = false;
    Made first = make_certificate(anonymous);
    Made second = make_certificate(anonymous);
    Recipe bare;
    bare.key_identifiers = false;
    Made leaf = make_certificate(bare, &second);
    Chain chain = build(leaf, {first, second});
    CPPUNIT_ASSERT(chain.complete && chain.issuers.at(0) == second.certificate);
    CPPUNIT_ASSERT(!build(leaf, {first}).complete);
  }

  void same_key_issued_again_later_wins() {
    Made root = make_certificate(ca("Root", 2020, 2035));
    Made longer = make_certificate(ca("Root", 2021, 2045, root.key));
    Made leaf = make_certificate({}, &root);
    CPPUNIT_ASSERT(build(leaf, {root, longer}).issuers.at(0) == longer.certificate);
    CPPUNIT_ASSERT(build(leaf, {longer, root}).issuers.at(0) == longer.certificate);
  }

  void expired_chain_is_kept_and_marked() {
    Made root = make_certificate(ca("Root", 2000, 2020));
    Made middle = make_certificate(ca("Middle", 2001, 2019), &root);
    Recipe old;
    old.not_before = year(2010);
    old.not_after = year(2011);
    Made leaf = make_certificate(old, &middle);
    CPPUNIT_ASSERT_EQUAL(string("Middle < Root (then)"), told(build(leaf, {root, middle})));
  }

  void chain_valid_at_no_moment_is_missing() {
    Made root = make_certificate(ca("Root", 2000, 2020));
    Made leaf = make_certificate({}, &root);
    CPPUNIT_ASSERT_EQUAL(string(" ? CN=Root,O=Muster AG"), told(build(leaf, {root})));
  }

  void only_cas_that_may_sign_are_issuers() {
    Recipe no_ca = ca("Root");
    no_ca.ca = false;
    Recipe no_sign = no_ca;
    no_sign.extensions = {{"basicConstraints", "CA:TRUE"}, {"keyUsage", "cRLSign"}};
    Recipe version_1 = ca("Root");
    version_1.version = 1;
    const struct {
      string name;
      Recipe recipe;
      bool complete;
    } cases[] = {{"no CA", no_ca, false}, {"no keyCertSign", no_sign, false}, {"root of version 1", version_1, true}};
    for (const auto& c : cases) {
      Made root = make_certificate(c.recipe);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.complete, build(make_certificate({}, &root), {root}).complete);
    }
  }

  void path_length_is_obeyed() {
    for (int length : {0, 1}) {
      Recipe recipe = ca("Root");
      recipe.ca = false;
      recipe.extensions = {{"basicConstraints", "CA:TRUE,pathlen:" + std::to_string(length)}};
      Made root = make_certificate(recipe);
      Made middle = make_certificate(ca("Middle"), &root);
      Made leaf = make_certificate({}, &middle);
      CPPUNIT_ASSERT_EQUAL(length == 1, build(leaf, {root, middle}).complete);
      CPPUNIT_ASSERT(build(make_certificate({}, &root), {root}).complete);
    }
  }

  void loops_of_cross_signed_cas_end() {
    Made a = make_certificate(ca("A"));
    Made b = make_certificate(ca("B"));
    Made a_by_b = make_certificate(ca("A", 2020, 2040, a.key), &b);
    Made b_by_a = make_certificate(ca("B", 2020, 2040, b.key), &a);
    Made leaf = make_certificate({}, &a);
    CPPUNIT_ASSERT_EQUAL(string("A < B ? CN=A,O=Muster AG"), told(build(leaf, {a_by_b, b_by_a})));
    CPPUNIT_ASSERT_EQUAL(string("A < B"), told(build(leaf, {a_by_b, b_by_a, b})));
  }

  void depth_is_bounded() {
    std::vector<Made> cas = {make_certificate(ca("CA 0"))};
    for (std::size_t i = 1; i <= kMaxChain; ++i)
      cas.push_back(make_certificate(ca("CA " + std::to_string(i)), &cas.back()));
    CPPUNIT_ASSERT_EQUAL(kMaxChain, build(cas[kMaxChain], cas).issuers.size());
    Chain chain = build(make_certificate({}, &cas.back()), cas);
    CPPUNIT_ASSERT(!chain.complete);
    CPPUNIT_ASSERT_EQUAL(kMaxChain, chain.issuers.size());
  }

  void finder_is_asked_by_the_name_of_the_issuer() {
    Made root = make_certificate(ca("Root"));
    Made leaf = make_certificate({}, &root);
    std::vector<string> asked;
    auto find = [&](const string& subject_sha256) {
      asked.push_back(subject_sha256);
      return std::vector<Certificate>{root.certificate, leaf.certificate};
    };
    CPPUNIT_ASSERT(build_chain(leaf.certificate, find, year(2026)).complete);
    CPPUNIT_ASSERT(asked == std::vector<string>{root.certificate.subject().sha256});
  }

 private:
  // With the clock in the middle of 2026.
  static Chain build(const Made& leaf, const std::vector<Made>& stored) {
    std::vector<Certificate> candidates;
    for (const Made& made : stored) candidates.push_back(made.certificate);
    return build_chain(leaf.certificate, candidates, year(2026) + std::chrono::days(180));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ChainTest);

}  // namespace
