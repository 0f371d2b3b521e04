// The CMP client against OpenSSL's mock server and against what is no CMP server at all.
#include "issuer/cmp.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "../x509/make.h"
#include "mock_cmp.h"
#include "x509/encoding.h"

using namespace certportal;
using namespace certportal::issuer;
using namespace std::string_literals;
using Kind = IssueOutcome::Kind;
using Options = std::vector<std::string>;

namespace {

const char* text_of(Kind kind) {
  switch (kind) {
    case Kind::issued: return "issued";
    case Kind::waiting: return "waiting";
    case Kind::refused: return "refused";
    case Kind::unreachable: return "unreachable";
  }
  return "";
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

test::Recipe leaf_recipe(const test::Key& key, const std::string& name) {
  test::Recipe recipe;
  recipe.subject = {{"CN", name}};
  recipe.dns_names = {name};
  recipe.serial_hex = "2a";
  recipe.not_after = now() + std::chrono::days(90);
  recipe.extensions = {{"extendedKeyUsage", "serverAuth"}};
  recipe.key = key;
  return recipe;
}

class CmpTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CmpTest);
  CPPUNIT_TEST(certificate_comes_with_its_chain_alone);
  CPPUNIT_TEST(confirmation_may_be_implicit_or_fail);
  CPPUNIT_TEST(rejection_is_told_in_the_words_of_the_ca);
  CPPUNIT_TEST(waiting_goes_on_by_polling);
  CPPUNIT_TEST(pause_that_the_ca_wants_is_bounded);
  CPPUNIT_TEST(order_without_its_transaction_begins_anew);
  CPPUNIT_TEST(refused_poll_ends_the_order);
  CPPUNIT_TEST(wrong_secret_fails_no_order);
  CPPUNIT_TEST(trouble_of_the_ca_fails_no_order);
  CPPUNIT_TEST(unprotected_answers_are_not_believed);
  CPPUNIT_TEST(server_that_is_down_is_told_at_once);
  CPPUNIT_TEST(silent_server_is_given_up_in_time);
  CPPUNIT_TEST(garbage_is_no_answer);
  CPPUNIT_TEST(wrong_certificates_are_refused_and_surplus);
  CPPUNIT_TEST(subject_may_hold_what_the_ca_is_known_to_add);
  CPPUNIT_TEST(signatures_protect_as_well);
  CPPUNIT_TEST(revocation_is_accepted_or_refused);
  CPPUNIT_TEST(revocation_that_was_done_before_is_done);
  CPPUNIT_TEST(unusable_settings_are_named);
  CPPUNIT_TEST_SUITE_END();

  std::string folder_;
  test::Made ca_ = test::make_certificate(test::ca_recipe("Demo CA"));
  test::Made other_ca_ = test::make_certificate(test::ca_recipe("Other CA"));
  test::Key key_ = test::make_key();
  test::Made leaf_ = test::make_certificate(leaf_recipe(key_, "www.example.org"), &ca_);
  std::string url_, more_;
  std::unique_ptr<Config> config_;

 public:
  void setUp() override {
    char name[] = "/tmp/cmp-test-XXXXXX";
    folder_ = mkdtemp(name);
    more_ = "";
    write("secret", "sesame");
    write("ca.pem", x509::pem(ca_.der()));
    write("two.pem", x509::pem(ca_.der()) + x509::pem(other_ca_.der()));
    write("leaf.pem", x509::pem(leaf_.der()));
  }
  void tearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  void write(const std::string& name, const std::string& content) const {
    std::ofstream(path(name)) << content << "\n";
    chmod(path(name).c_str(), 0600);
  }

  // A server that knows the secret and returns that certificate.
  Options options(const Options& more = {}) const {
    Options all = {"-srv_ref",  "portal",         "-srv_secret",     "pass:sesame",
                   "-rsp_cert", path("leaf.pem"), "-rsp_extracerts", path("two.pem")};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  Result<std::unique_ptr<Issuer>> try_make(const std::string& url) {
    std::string start = "issuer.far.";
    auto config =
        Config::parse("[issuer.far]\nkind = cmp\ntimeout_seconds = 3\nurl = " + url + "\n" +
                          (more_.empty() ? "reference = portal\nsecret_file = " + path("secret") : more_) + "\n",
                      "test.conf");
    CPPUNIT_ASSERT_MESSAGE(config ? "" : config.error().log, config.ok());
    config_ = std::make_unique<Config>(*config);
    return make_cmp_issuer(*config_, "far");
  }

  std::unique_ptr<Issuer> make(const std::string& url) {
    auto made = try_make(url);
    CPPUNIT_ASSERT_MESSAGE(made ? "" : made.error().log, made.ok());
    return std::move(*made);
  }

  IssueRequest request() const {
    IssueRequest request;
    request.number = {100123};
    request.csr = test::make_csr(key_);
    request.content.common_name = "www.example.org";
    request.content.names = {"www.example.org"};
    request.content.key_sha256 = leaf_.certificate.public_key().sha256;
    request.transaction_id = "0123456789abcdef";
    return request;
  }

  IssueOutcome issue(const Options& more = {}) {
    test::MockCmp server(options(more));
    return make(server.url())->issue(request());
  }

  void check(Kind expected, const IssueOutcome& outcome, const std::string& part = "") {
    CPPUNIT_ASSERT_EQUAL_MESSAGE(outcome.text, std::string(text_of(expected)), std::string(text_of(outcome.kind)));
    CPPUNIT_ASSERT_MESSAGE(outcome.text, contains(outcome.text, part));
    CPPUNIT_ASSERT(outcome.text.empty() == (expected == Kind::issued || expected == Kind::waiting));
    CPPUNIT_ASSERT(outcome.text.size() <= 500 && !contains(outcome.text, "\n"));
    CPPUNIT_ASSERT(outcome.certificate.empty() == (expected != Kind::issued));
  }

  void certificate_comes_with_its_chain_alone() {
    IssueOutcome outcome = issue();
    check(Kind::issued, outcome);
    CPPUNIT_ASSERT(outcome.certificate == leaf_.der());
    CPPUNIT_ASSERT(outcome.ca_certificates == std::vector<std::string>{ca_.der()});
    CPPUNIT_ASSERT(outcome.surplus.empty());
  }

  void confirmation_may_be_implicit_or_fail() {
    check(Kind::issued, issue({"-grant_implicitconf"}));
    check(Kind::issued, issue({"-max_msgs", "1"}));  // the server is gone when it is to be told
  }

  void rejection_is_told_in_the_words_of_the_ca() {
    IssueOutcome outcome = issue({"-pkistatus", "2", "-failure", "19", "-statusstring", "no such\n  product"});
    check(Kind::refused, outcome, "no such product");
    CPPUNIT_ASSERT_MESSAGE(outcome.text, contains(outcome.text, "badCertTemplate"));
    check(Kind::refused, issue({"-pkistatus", "2", "-statusstring", std::string(900, 'x')}), "xxxx");
    check(Kind::refused, issue({"-send_error"}), "rejection");
  }

  void waiting_goes_on_by_polling() {
    test::MockCmp server(options({"-poll_count", "3", "-check_after", "7"}));
    auto issuer = make(server.url());
    for (int poll = 0; poll < 2; ++poll) {
      IssueOutcome outcome = issuer->issue(request());
      check(Kind::waiting, outcome);
      CPPUNIT_ASSERT_EQUAL(7L, static_cast<long>(outcome.again_after.count()));
    }
    check(Kind::issued, issuer->issue(request()));
  }

  void pause_that_the_ca_wants_is_bounded() {
    CPPUNIT_ASSERT_EQUAL(1L, static_cast<long>(issue({"-poll_count", "2", "-check_after", "0"}).again_after.count()));
    CPPUNIT_ASSERT_EQUAL(3600L,
                         static_cast<long>(issue({"-poll_count", "2", "-check_after", "86400"}).again_after.count()));
  }

  void order_without_its_transaction_begins_anew() {
    test::MockCmp server(options({"-poll_count", "9"}));
    check(Kind::waiting, make(server.url())->issue(request()));
    check(Kind::issued, make(server.url())->issue(request()));  // the mock server decides when asked again
  }

  void refused_poll_ends_the_order() {
    test::MockCmp server(options({"-poll_count", "2", "-pkistatus", "2", "-statusstring", "names unknown"}));
    auto issuer = make(server.url());
    check(Kind::waiting, issuer->issue(request()));
    check(Kind::refused, issuer->issue(request()), "names unknown");
  }

  void wrong_secret_fails_no_order() {
    write("secret", "simsalabim");
    check(Kind::unreachable, issue(), "is the secret that of the reference?");
    write("secret", "sesame");
    check(Kind::issued, issue());
  }

  void trouble_of_the_ca_fails_no_order() {
    check(Kind::unreachable, issue({"-pkistatus", "2", "-failure", "24"}), "systemUnavail");
    check(Kind::unreachable, issue({"-pkistatus", "2", "-failure", "1"}), "badMessageCheck");
  }

  void unprotected_answers_are_not_believed() {
    check(Kind::unreachable, issue({"-send_unprotected"}), "missing protection");
    check(Kind::unreachable, issue({"-send_unprot_err", "-pkistatus", "2"}), "missing protection");
  }

  void server_that_is_down_is_told_at_once() {
    auto start = std::chrono::steady_clock::now();
    check(Kind::unreachable, make(test::unused_cmp_url())->issue(request()), "Connection refused");
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
  }

  void silent_server_is_given_up_in_time() {
    test::MockListener server;
    auto start = std::chrono::steady_clock::now();
    check(Kind::unreachable, make(server.url())->issue(request()), "did not answer in time");
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - start < std::chrono::seconds(4));
  }

  void garbage_is_no_answer() {
    const std::string head = "HTTP/1.0 200 OK\r\nContent-Type: application/pkixcmp\r\n";
    const std::string answers[] = {"",
                                   "?",
                                   "SSH-2.0-OpenSSH\r\n",
                                   "HTTP/1.1 404 Not Found\r\n\r\n",
                                   "HTTP/1.0 302 Found\r\nLocation: /\r\n\r\n",
                                   "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>\n",
                                   head + "Content-Length: 3\r\n\r\nabc",
                                   head + "\r\n\x30\x03\x02\x01\x05"s,
                                   head + "\r\n\x30\x84\x7f\xff\xff\xff"s,
                                   head + "Content-Length: 99999999999\r\n\r\n\x30\x82",
                                   head + "Content-Length: 200\r\n\r\n\x30\x82\x10"};
    for (const std::string& answer : answers) {
      test::MockListener server(answer);
      check(Kind::unreachable, make(server.url())->issue(request()), "answer");
    }
  }

  void wrong_certificates_are_refused_and_surplus() {
    test::Recipe as_the_request = leaf_recipe(key_, "www.example.org");
    as_the_request.subject.push_back({"O", "Muster Bank AG"});
    const std::pair<test::Recipe, const char*> wrong[] = {
        {leaf_recipe(test::make_key(), "www.example.org"), "SubjectPublicKeyInfo"},
        {as_the_request, "+ O=Muster Bank AG"},
        {leaf_recipe(key_, "shop.example.org"), "+ shop.example.org"}};
    for (const auto& [recipe, part] : wrong) {
      test::Made made = test::make_certificate(recipe, &ca_);
      write("leaf.pem", x509::pem(made.der()));
      for (const Options& more : {Options{}, Options{"-grant_implicitconf"}}) {
        IssueOutcome outcome = issue(more);
        check(Kind::refused, outcome, part);
        CPPUNIT_ASSERT(outcome.surplus == std::vector<std::string>{made.der()});
        CPPUNIT_ASSERT(outcome.ca_certificates.empty());
      }
    }
  }

  void subject_may_hold_what_the_ca_is_known_to_add() {
    test::Recipe recipe = leaf_recipe(key_, "www.example.org");
    recipe.subject.push_back({"O", "Example Hosting GmbH"});
    write("leaf.pem", x509::pem(test::make_certificate(recipe, &ca_).der()));
    more_ = "reference = portal\nsecret_file = " + path("secret") + "\nsubject_extra = O=Example Hosting GmbH, C=DE";
    check(Kind::issued, issue());
  }

  test::Made signer(const std::string& name, const test::Made& issuer) const {
    test::Recipe recipe;
    recipe.subject = {{"CN", name}};
    recipe.not_after = Time(std::chrono::sys_days(std::chrono::year(2040) / 1 / 1));
    recipe.extensions = {{"keyUsage", "critical,digitalSignature"}};
    return test::make_certificate(recipe, &issuer);
  }

  void signatures_protect_as_well() {
    test::Made portal = signer("portal", ca_), server_key = signer("cmp server", ca_);
    write("portal.pem", x509::pem(portal.der()) + x509::pem(ca_.der()));
    write("portal.key", test::private_key_pem(portal.key));
    write("server.pem", x509::pem(server_key.der()));
    write("server.key", test::private_key_pem(server_key.key));
    write("other.pem", x509::pem(other_ca_.der()));
    const std::string own = "certificate_file = " + path("portal.pem") + "\nkey_file = " + path("portal.key");
    test::MockCmp server({"-srv_cert", path("server.pem"), "-srv_key", path("server.key"), "-srv_trusted",
                          path("ca.pem"), "-rsp_cert", path("leaf.pem"), "-rsp_extracerts", path("ca.pem")});
    more_ = own + "\nca_file = " + path("ca.pem");
    check(Kind::issued, make(server.url())->issue(request()));
    more_ = own + "\nca_file = " + path("other.pem");
    check(Kind::unreachable, make(server.url())->issue(request()));
  }

  RevokeOutcome revoke(const Options& more, const std::string& der) {
    test::MockCmp server(options(more));
    return make(server.url())->revoke(der, model::RevocationReason::key_compromise);
  }

  void revocation_is_accepted_or_refused() {
    using Revoked = RevokeOutcome::Kind;
    CPPUNIT_ASSERT(revoke({}, leaf_.der()).kind == Revoked::revoked);
    RevokeOutcome outcome = revoke({"-pkistatus", "2", "-statusstring", "ask by phone"}, leaf_.der());
    CPPUNIT_ASSERT(outcome.kind == Revoked::refused);
    CPPUNIT_ASSERT_MESSAGE(outcome.text, contains(outcome.text, "ask by phone"));
    CPPUNIT_ASSERT(revoke({}, other_ca_.der()).kind == Revoked::refused);
    write("secret", "simsalabim");
    CPPUNIT_ASSERT(revoke({}, leaf_.der()).kind == Revoked::unreachable);
    write("secret", "sesame");
    CPPUNIT_ASSERT(make(test::unused_cmp_url())->revoke(leaf_.der(), model::RevocationReason::unspecified).kind ==
                   Revoked::unreachable);
  }

  void revocation_that_was_done_before_is_done() {
    CPPUNIT_ASSERT(revoke({"-pkistatus", "2", "-failure", "10"}, leaf_.der()).kind == RevokeOutcome::Kind::revoked);
  }

  void unusable_settings_are_named() {
    struct {
      std::string url, more, expected;
    } const cases[] = {
        {"https://ca.example.org/", "", "issuer.far.url': must start with http://"},
        {"ca.example.org", "", "issuer.far.url': must be http://HOST:PORT/PATH"},
        {"http://ca.example.org/", "reference = portal", "issuer.far.secret_file': is not set"},
        {"http://ca.example.org/", "secret_file = " + path("secret"), "issuer.far.reference': is not set"},
        {"http://ca.example.org/", "reference = p\nsecret_file = " + path("none"), "issuer.far.secret_file': "},
        {"http://ca.example.org/", "key_file = " + path("none"), "issuer.far.key_file': "},
        {"http://ca.example.org/", "ca_file = " + path("secret"), "issuer.far.ca_file': "},
    };
    for (const auto& each : cases) {
      more_ = each.more;
      auto made = try_make(each.url);
      CPPUNIT_ASSERT_MESSAGE(each.expected, !made.ok());
      CPPUNIT_ASSERT_MESSAGE(made.error().log, contains(made.error().log, each.expected));
    }
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CmpTest);

}  // namespace
