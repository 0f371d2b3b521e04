#include "model/product.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal;
using namespace certportal::model;
using std::string;

const string kIssuer = "[issuer.local]\nkind = local\n";

Config config_of(const string& text) {
  auto config = Config::parse(text, "certportal.conf");
  CPPUNIT_ASSERT_MESSAGE(config.ok() ? "" : config.error().log, config.ok());
  return *config;
}

std::vector<Product> products_of(const string& text) {
  auto products = read_products(config_of(text));
  CPPUNIT_ASSERT_MESSAGE(products.ok() ? "" : products.error().log, products.ok());
  return *products;
}

class ProductTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ProductTest);
  CPPUNIT_TEST(defaults_follow_the_field);
  CPPUNIT_TEST(every_key_is_read);
  CPPUNIT_TEST(products_come_in_the_order_of_the_file);
  CPPUNIT_TEST(name_stands_in_for_a_missing_language);
  CPPUNIT_TEST(what_does_not_fit_is_refused_by_its_key);
  CPPUNIT_TEST(issuer_that_is_gone_has_no_kind);
  CPPUNIT_TEST_SUITE_END();

 public:
  void defaults_follow_the_field() {
    Product product = products_of("[product.server]\nissuer = local\n" + kIssuer).at(0);
    CPPUNIT_ASSERT_EQUAL(200u, product.lifetime_days);
    CPPUNIT_ASSERT(product.key_types == std::vector<string>(std::begin(kKeyTypes), std::end(kKeyTypes)));
    CPPUNIT_ASSERT(product.issuer_kind == IssuerKind::local && product.issuer == "local");
    CPPUNIT_ASSERT(product.has_wildcards && !product.has_auto_approval && product.officers == 1);
    CPPUNIT_ASSERT(!product.has_organisation_in_subject && product.allows_same_key);
  }

  void every_key_is_read() {
    Product product =
        products_of(
            "[product.gold]\nname_de = Gold-Zertifikat\nname_en = Gold certificate\nissuer = big\n"
            "lifetime_days = 90\nkey_types = p256, rsa\nwildcards = 0\nauto_approval = 1\nofficers = 2\n"
            "organisation_in_subject = 1\nsame_key = 0\n[issuer.big]\nkind = cmp\nurl = http://ca.example.org/cmp\n")
            .at(0);
    CPPUNIT_ASSERT_EQUAL(string("gold"), product.name);
    CPPUNIT_ASSERT_EQUAL(string("Gold-Zertifikat"), product.shown_name("de"));
    CPPUNIT_ASSERT_EQUAL(string("Gold certificate"), product.shown_name("en"));
    CPPUNIT_ASSERT_EQUAL(90u, product.lifetime_days);
    CPPUNIT_ASSERT((product.key_types == std::vector<string>{"p256", "rsa"}));
    CPPUNIT_ASSERT(product.issuer_kind == IssuerKind::cmp);
    CPPUNIT_ASSERT(!product.has_wildcards && product.has_auto_approval && product.officers == 2);
    CPPUNIT_ASSERT(product.has_organisation_in_subject && !product.allows_same_key);
  }

  void products_come_in_the_order_of_the_file() {
    auto products = products_of("[product.z]\nissuer = local\n[product.a]\nissuer = hand\n" + kIssuer +
                                "[issuer.hand]\nkind = manual\n");
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, products.size());
    CPPUNIT_ASSERT_EQUAL(string("z"), products[0].name);
    CPPUNIT_ASSERT(find_product(products, "a") == &products[1]);
    CPPUNIT_ASSERT(products[1].issuer_kind == IssuerKind::manual);
    CPPUNIT_ASSERT(find_product(products, "b") == nullptr);
    CPPUNIT_ASSERT(products_of("").empty());
  }

  void name_stands_in_for_a_missing_language() {
    auto products = products_of(
        "[product.a]\nissuer = local\nname_de = Eins\n[product.b]\nissuer = local\nname_en = Two\n"
        "[product.c]\nissuer = local\n" +
        kIssuer);
    CPPUNIT_ASSERT_EQUAL(string("Eins"), products[0].shown_name("en"));
    CPPUNIT_ASSERT_EQUAL(string("Two"), products[1].shown_name("de"));
    CPPUNIT_ASSERT_EQUAL(string("c"), products[2].shown_name("de"));
  }

  void what_does_not_fit_is_refused_by_its_key() {
    struct Case {
      string lines;
      const char* key;
    } cases[] = {
        {"[product.a]\nissuer = nowhere\n", "product.a.issuer"},
        {"[product.a]\nname_de = A\n", "product.a.issuer"},
        {"[product.a]\nissuer = local\nkey_types = rsa, dsa\n", "product.a.key_types"},
        {"[product.a]\nissuer = local\nkey_types = ,\n", "product.a.key_types"},
        {"[product.a]\nissuer = nowhere\n[product.c]\nissuer = nowhere\n", "product.c.issuer"},
        {"[issuer.b]\nkind = acme\n", "issuer.b.kind"},
        {"[issuer.b]\nkind = manual\nsubject_extra = O=Muster, AG\n", "issuer.b.subject_extra"},
        {"[issuer.b]\nkind = cmp\n", "issuer.b.url"},
        {"[issuer.b]\nurl = http://127.0.0.1/\n", "issuer.b.kind"},
    };
    for (const Case& c : cases) {
      auto refused = read_products(config_of(c.lines + kIssuer));
      CPPUNIT_ASSERT_MESSAGE(c.lines, !refused.ok());
      CPPUNIT_ASSERT_MESSAGE(refused.error().log, refused.error().log.find("'" + string(c.key) + "'") != string::npos);
    }
  }

  void issuer_that_is_gone_has_no_kind() {
    Config config = config_of(kIssuer);
    CPPUNIT_ASSERT(kind_of_issuer(config, "local") == IssuerKind::local);
    CPPUNIT_ASSERT(!kind_of_issuer(config, "gone"));
    CPPUNIT_ASSERT(!kind_of_issuer(config, ""));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ProductTest);

}  // namespace
