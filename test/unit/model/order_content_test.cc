#include "model/order_content.h"

#include <cppunit/extensions/HelperMacros.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "../x509/make_csr.h"
#include "../x509/sample_csr.h"
#include "x509/encoding.h"

namespace {
using namespace certportal;
using namespace certportal::model;
using namespace certportal::test;
using std::string;
using Strings = std::vector<string>;

Product any_product() {
  Product product;
  product.name = "server";
  product.key_types.assign(std::begin(kKeyTypes), std::end(kKeyTypes));
  return product;
}

x509::Csr read(const Request& request) {
  auto csr = x509::Csr::read(make_request(request));
  CPPUNIT_ASSERT_MESSAGE(csr.ok() ? "" : csr.error().log, csr.ok());
  return *csr;
}

OrderCheck check(const Request& request, const Product& product = any_product()) {
  return check_order(read(request), product, nullptr, {});
}

// "names NAME_IS_LOCAL localhost; key KEY_SIZE"
string findings_of(const OrderCheck& checked) {
  string text;
  for (const Finding& finding : checked.findings) {
    text += (text.empty() ? "" : "; ") + finding.part + " " + finding.error.message;
    auto name = finding.error.values.find("NAME");
    if (name != finding.error.values.end()) text += " " + name->second;
  }
  return text;
}

string joined(const Strings& texts) {
  string all;
  for (const string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

Request request_for(const Strings& names) {
  Request request;
  request.subject = {};
  request.dns_names = names;
  return request;
}

Strings numbered_names(int count) {
  Strings names;
  for (int i = 1; i <= count; ++i) names.push_back("www" + std::to_string(i) + ".example.org");
  return names;
}

const Time kIssuedAt = Recipe().not_before + std::chrono::days(1);

// What a CA makes of an order; `asked` is that of the same key.
struct Delivery {
  Recipe recipe;
  OrderContent asked;
  Strings subject_extra = {};
  Time now = kIssuedAt;
};

Delivery make_delivery() {
  Delivery delivery;
  delivery.recipe.key = make_key();
  delivery.recipe.dns_names = {"www.example.org", "example.org"};
  delivery.recipe.extensions = {{"extendedKeyUsage", "serverAuth"}};
  delivery.asked.common_name = "www.example.org";
  delivery.asked.names = {"www.example.org", "example.org"};
  delivery.asked.key_sha256 = x509::sha256(public_key_der(delivery.recipe.key));
  return delivery;
}

string difference_of(const Delivery& delivery) {
  auto fine =
      check_issued(delivery.asked, make_certificate(delivery.recipe).certificate, delivery.subject_extra, delivery.now);
  if (fine.ok()) return "fine";
  if (fine.error().message == "ISSUED_ENDED") return "ended";
  CPPUNIT_ASSERT_EQUAL(string("ISSUED_DIFFERS"), fine.error().message);
  return fine.error().values.at("WHAT");
}

class OrderContentTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(OrderContentTest);
  CPPUNIT_TEST(good_requests_become_content);
  CPPUNIT_TEST(every_kind_of_key_can_be_ordered);
  CPPUNIT_TEST(a_hundred_names_are_possible_and_one_more_is_not);
  CPPUNIT_TEST(common_name_is_added_or_chosen);
  CPPUNIT_TEST(bad_names_are_all_found);
  CPPUNIT_TEST(key_and_names_are_found_together);
  CPPUNIT_TEST(product_limits_keys_and_wildcards);
  CPPUNIT_TEST(known_bad_keys_are_refused);
  CPPUNIT_TEST(what_else_is_asked_for_is_ignored_visibly);
  CPPUNIT_TEST(of_what_is_ignored_50_lines_are_shown);
  CPPUNIT_TEST(stored_request_is_checked_against_what_may_have_changed);
  CPPUNIT_TEST(organisation_comes_from_the_portal_not_from_the_request);
  CPPUNIT_TEST(same_names_are_the_same_in_any_order);
  CPPUNIT_TEST(certificate_that_fits_its_order_is_taken);
  CPPUNIT_TEST(subject_holds_what_was_ordered_and_what_the_issuer_is_known_to_add);
  CPPUNIT_TEST(certificate_that_has_ended_is_refused);
  CPPUNIT_TEST(certificate_that_differs_is_refused_with_what_differs);
  CPPUNIT_TEST(list_of_bad_keys_is_read_or_refused_by_its_line);
  CPPUNIT_TEST_SUITE_END();

 public:
  void good_requests_become_content() {
    struct Case {
      const char* name;
      Strings common_names, dns_names;
      const char* expected;
    } cases[] = {
        {"one name", {"www.example.org"}, {"www.example.org"}, "www.example.org"},
        {"no alternative names", {"www.example.org"}, {}, "www.example.org"},
        {"no common name", {}, {"b.example.org", "a.example.org"}, "b.example.org, a.example.org"},
        {"common name first", {"b.example.org"}, {"a.example.org", "b.example.org"}, "b.example.org, a.example.org"},
        {"common name added", {"c.example.org"}, {"a.example.org"}, "c.example.org, a.example.org"},
        {"capitals", {"WWW.Example.org"}, {"www.example.ORG"}, "www.example.org"},
        {"repeated", {}, {"a.example.org", "a.example.org", "A.example.org"}, "a.example.org"},
        {"wildcard", {"*.example.org"}, {"example.org"}, "*.example.org, example.org"},
        {"U-label", {"münchen.example.org"}, {"xn--mnchen-3ya.example.org"}, "xn--mnchen-3ya.example.org"},
        {"U-label as alternative name", {}, {"münchen.example.org"}, "xn--mnchen-3ya.example.org"},
        {"empty common name", {" "}, {"a.example.org"}, "a.example.org"},
        {"the same common name twice", {"a.example.org", "A.example.org"}, {}, "a.example.org"},
    };
    Key key = make_key();
    for (const Case& c : cases) {
      Request request = request_for(c.dns_names);
      request.key = key;
      for (const string& name : c.common_names) request.subject.push_back({"CN", name});
      OrderCheck checked = check(request);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, string(), findings_of(checked));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, string(c.expected), joined(checked.content.names));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, checked.content.names.front(), checked.content.common_name);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, string("EC P-256"), checked.content.key_text);
      CPPUNIT_ASSERT_MESSAGE(c.name, checked.content.key_sha256 == x509::sha256(public_key_der(key)));
    }
  }

  void every_kind_of_key_can_be_ordered() {
    for (const char* kind : {"RSA", "P-256", "P-384", "P-521", "Ed25519"}) {
      Request request;
      request.key = make_key(kind);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(kind, string(), findings_of(check(request)));
    }
    for (int bits : {1536, 2048}) {
      Request request;
      request.key = make_rsa_key(make_prime(bits), make_prime(bits));
      CPPUNIT_ASSERT_EQUAL(string(), findings_of(check(request)));
    }
    auto large = check_order(*x509::Csr::read(kCsrOf8192Bits), any_product(), nullptr, {});
    CPPUNIT_ASSERT_EQUAL(string(), findings_of(large));
    CPPUNIT_ASSERT_EQUAL(string("RSA 8192"), large.content.key_text);
  }

  void a_hundred_names_are_possible_and_one_more_is_not() {
    OrderCheck hundred = check(request_for(numbered_names(100)));
    CPPUNIT_ASSERT_EQUAL(string(), findings_of(hundred));
    CPPUNIT_ASSERT_EQUAL(std::size_t{100}, hundred.content.names.size());
    Strings repeated = numbered_names(100);
    for (const string& name : numbered_names(100)) repeated.push_back(name);
    CPPUNIT_ASSERT_EQUAL(string(), findings_of(check(request_for(repeated))));
    OrderCheck more = check(request_for(numbered_names(101)));
    CPPUNIT_ASSERT_EQUAL(string("names NAMES_TOO_MANY"), findings_of(more));
    CPPUNIT_ASSERT_EQUAL(string("100"), more.findings.front().error.values.at("LIMIT"));
  }

  // RFC 5280: a common name has 64 characters at most.
  void common_name_is_added_or_chosen() {
    const string longest = string(52, 'a') + ".example.org", too_long = string(53, 'a') + ".example.org";
    CPPUNIT_ASSERT_EQUAL(longest, check(request_for({longest, "b.example.org"})).content.common_name);
    OrderCheck chosen = check(request_for({too_long, "b.example.org"}));
    CPPUNIT_ASSERT_EQUAL(string("b.example.org"), chosen.content.common_name);
    CPPUNIT_ASSERT_EQUAL("b.example.org, " + too_long, joined(chosen.content.names));
    OrderCheck none = check(request_for({too_long}));
    CPPUNIT_ASSERT_EQUAL(string(), findings_of(none));
    CPPUNIT_ASSERT_EQUAL(string(), none.content.common_name);
  }

  void bad_names_are_all_found() {
    Request request = request_for({"www.example.org", "localhost", "a.*.example.org", "*.de", "co.uk", "srv.muster",
                                   string("www.example.org\0.evil.org", 25), "localhost", "192.0.2.7", "*.github.io"});
    request.subject = {{"CN", "Muster AG"}};
    request.other_names = {{GEN_IPADD, string("\xC0\x00\x02\x01", 4)},
                           {GEN_EMAIL, "it@example.org"},
                           {GEN_URI, "https://www.example.org/"}};
    CPPUNIT_ASSERT_EQUAL(string("names NAME_MALFORMED Muster AG; names NAME_IS_LOCAL localhost; "
                                "names NAME_WILDCARD_PLACE a.*.example.org; names NAME_WILDCARD_SUFFIX *.de; "
                                "names NAME_IS_SUFFIX co.uk; names NAME_TOP_LEVEL_UNKNOWN srv.muster; "
                                "names NAME_MALFORMED www.example.org\\00.evil.org; names NAME_IS_ADDRESS 192.0.2.7; "
                                "names NAME_WILDCARD_SUFFIX *.github.io; names NAME_IS_ADDRESS 192.0.2.1; "
                                "names NAME_IS_EMAIL it@example.org; names NAME_IS_URI https://www.example.org/"),
                         findings_of(check(request)));
    CPPUNIT_ASSERT_EQUAL(string("names NAMES_MISSING"), findings_of(check(request_for({}))));
    Request only_organisation = request_for({});
    only_organisation.subject = {{"O", "Muster AG"}};
    CPPUNIT_ASSERT_EQUAL(string("names NAMES_MISSING"), findings_of(check(only_organisation)));
    Request two = request_for({});
    two.subject = {{"CN", "a.example.org"}, {"CN", "b.example.org"}};
    CPPUNIT_ASSERT_EQUAL(string("names COMMON_NAMES_SEVERAL"), findings_of(check(two)));
  }

  void key_and_names_are_found_together() {
    Request request = request_for({"localhost"});
    request.key = make_key("secp256k1");
    Product product = any_product();
    product.has_organisation_in_subject = true;
    OrderCheck checked = check(request, product);
    CPPUNIT_ASSERT_EQUAL(
        string("key KEY_ALGORITHM; names NAME_IS_LOCAL localhost; organisation ORGANISATION_UNCHECKED"),
        findings_of(checked));
    for (const Finding& finding : checked.findings) CPPUNIT_ASSERT(finding.error.code == Code::invalid);
  }

  void product_limits_keys_and_wildcards() {
    Product product = any_product();
    product.key_types = {"p384", "rsa"};
    product.has_wildcards = false;
    CPPUNIT_ASSERT_EQUAL(string("key KEY_TYPE_NOT_OFFERED; names WILDCARD_NOT_OFFERED *.example.org"),
                         findings_of(check(request_for({"*.example.org", "example.org"}), product)));
    Request request;
    for (const char* kind : {"P-384", "RSA"}) {
      request.key = make_key(kind);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(kind, string(), findings_of(check(request, product)));
    }
  }

  void known_bad_keys_are_refused() {
    Request request;
    request.key = make_key();
    const string sum = x509::sha256(public_key_der(request.key));
    auto checked = check_order(read(request), any_product(), nullptr, {string(32, 'x'), sum});
    CPPUNIT_ASSERT_EQUAL(string("key KEY_KNOWN_BAD"), findings_of(checked));
    CPPUNIT_ASSERT_EQUAL(string(), findings_of(check_order(read(request), any_product(), nullptr, {string(32, 'x')})));
  }

  void what_else_is_asked_for_is_ignored_visibly() {
    Request request;
    request.subject = {{"C", "DE"}, {"O", "Muster AG"}, {"CN", "www.example.org"}, {"emailAddress", "it@example.org"}};
    request.other_names = {{GEN_RID, "1.2.3"}};
    request.extensions = {{"keyUsage", "digitalSignature"}, {"basicConstraints", "CA:TRUE"}};
    request.raw_extensions = {{"1.2.3.4", string(5000, 'x')}};
    request.challenge_password = "secret";
    OrderCheck checked = check(request);
    CPPUNIT_ASSERT_EQUAL(string(), findings_of(checked));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, checked.content.ignored.more);
    Strings ignored = checked.content.ignored.lines;
    CPPUNIT_ASSERT_EQUAL(std::size_t{8}, ignored.size());
    string last_but_one = ignored.at(6);
    CPPUNIT_ASSERT(last_but_one.starts_with("1.2.3.4: ") && last_but_one.ends_with("…") && last_but_one.size() < 300);
    ignored.erase(ignored.begin() + 6);
    CPPUNIT_ASSERT_EQUAL(string("C=DE, O=Muster AG, emailAddress=it@example.org, "
                                "X509v3 Subject Alternative Name: 1.2.3, X509v3 Key Usage: Digital Signature, "
                                "X509v3 Basic Constraints: CA:TRUE, challengePassword"),
                         joined(ignored));
  }

  void of_what_is_ignored_50_lines_are_shown() {
    Request request;
    for (int i = 0; i < 1000; ++i) request.subject.push_back({"OU", "Abteilung " + std::to_string(i)});
    request.challenge_password = "secret";
    Ignored ignored = what_is_ignored(read(request));
    CPPUNIT_ASSERT_EQUAL(std::size_t{50}, ignored.lines.size());
    CPPUNIT_ASSERT_EQUAL(string("OU=Abteilung 49"), ignored.lines.back());
    CPPUNIT_ASSERT_EQUAL(std::size_t{951}, ignored.more);
  }

  void stored_request_is_checked_against_what_may_have_changed() {
    Request request;
    request.subject = {{"CN", "www.example.org"}};
    request.key = make_rsa_key(make_prime(512), make_prime(512));
    x509::Csr weak = read(request);
    CPPUNIT_ASSERT_EQUAL(string("key KEY_SIZE"), findings_of(check_order(weak, any_product(), nullptr, {})));
    CPPUNIT_ASSERT_EQUAL(string(), findings_of(check_stored_order(weak, any_product(), nullptr, {})));
    string sum = weak.public_key().sha256;
    CPPUNIT_ASSERT_EQUAL(string("key KEY_KNOWN_BAD"),
                         findings_of(check_stored_order(weak, any_product(), nullptr, {sum})));
    Product ec_alone = any_product();
    ec_alone.key_types = {"p256"};
    CPPUNIT_ASSERT_EQUAL(string("key KEY_TYPE_NOT_OFFERED"),
                         findings_of(check_stored_order(weak, ec_alone, nullptr, {})));
  }

  void organisation_comes_from_the_portal_not_from_the_request() {
    Request request;
    request.subject = {{"O", "Andere AG"}, {"CN", "www.example.org"}};
    Product product = any_product();
    OrganisationSubject muster{"Muster AG", "Musterstadt", "DE"};
    x509::Csr csr = read(request);
    CPPUNIT_ASSERT_EQUAL(string(), check_order(csr, product, &muster, {}).content.organisation);
    product.has_organisation_in_subject = true;
    OrderCheck checked = check_order(csr, product, &muster, {});
    CPPUNIT_ASSERT_EQUAL(string(), findings_of(checked));
    CPPUNIT_ASSERT_EQUAL(string("Muster AG, Musterstadt, DE"),
                         checked.content.organisation + ", " + checked.content.city + ", " + checked.content.country);
    CPPUNIT_ASSERT_EQUAL(string("O=Andere AG"), joined(checked.content.ignored.lines));
    muster.name = string(64, 'M');
    CPPUNIT_ASSERT_EQUAL(string(), findings_of(check_order(csr, product, &muster, {})));
    muster.name = string(65, 'M');
    CPPUNIT_ASSERT_EQUAL(string("organisation ORGANISATION_NAME_TOO_LONG"),
                         findings_of(check_order(csr, product, &muster, {})));
    CPPUNIT_ASSERT_EQUAL(string("organisation ORGANISATION_UNCHECKED"),
                         findings_of(check_order(csr, product, nullptr, {})));
  }

  void same_names_are_the_same_in_any_order() {
    CPPUNIT_ASSERT(has_same_names({"a.example.org", "b.example.org"}, {"b.example.org", "a.example.org"}));
    CPPUNIT_ASSERT(!has_same_names({"a.example.org", "b.example.org"}, {"a.example.org"}));
    CPPUNIT_ASSERT(!has_same_names({"a.example.org"}, {"a.example.org", "b.example.org"}));
    CPPUNIT_ASSERT(!has_same_names({"*.example.org"}, {"a.example.org"}));
  }

  void certificate_that_fits_its_order_is_taken() {
    CPPUNIT_ASSERT_EQUAL(string("fine"), difference_of(make_delivery()));
    Delivery other_order = make_delivery();
    other_order.recipe.dns_names = {"example.org", "WWW.example.org"};
    CPPUNIT_ASSERT_EQUAL(string("fine"), difference_of(other_order));
    Delivery no_common_name = make_delivery();
    no_common_name.recipe.subject = {};
    CPPUNIT_ASSERT_EQUAL(string("fine"), difference_of(no_common_name));
    Delivery none_asked_for = make_delivery();
    none_asked_for.asked.common_name = "";
    CPPUNIT_ASSERT_EQUAL(string("fine"), difference_of(none_asked_for));
    Delivery with_clients = make_delivery();
    with_clients.recipe.extensions = {{"extendedKeyUsage", "clientAuth,serverAuth"},
                                      {"basicConstraints", "critical,CA:FALSE"}};
    CPPUNIT_ASSERT_EQUAL(string("fine"), difference_of(with_clients));
    Delivery any_purpose = make_delivery();
    any_purpose.recipe.extensions = {};
    CPPUNIT_ASSERT_EQUAL(string("fine"), difference_of(any_purpose));
  }

  void subject_holds_what_was_ordered_and_what_the_issuer_is_known_to_add() {
    struct Case {
      const char* name;
      std::vector<Attribute> subject;
      Strings subject_extra;
      const char* expected;
    } cases[] = {
        {"as ordered", {{"C", "DE"}, {"L", "Musterstadt"}, {"O", "Muster AG"}}, {}, "fine"},
        {"less than ordered", {{"O", "Muster AG"}}, {}, "fine"},
        {"another's name", {{"O", "Muster Bank AG"}}, {}, "subject: + O=Muster Bank AG"},
        {"another's name beside the own", {{"O", "Muster AG"}, {"O", "Bank"}}, {}, "subject: + O=Bank"},
        {"the name as another part", {{"O", "Muster AG"}, {"OU", "Muster AG"}}, {}, "subject: + OU=Muster AG"},
        {"of extended validation", {{"serialNumber", "HRB 1"}}, {}, "subject: + serialNumber=HRB 1"},
        {"what the CA adds", {{"OU", "Domain Validated"}, {"O", "Muster AG"}}, {"OU=Domain Validated"}, "fine"},
        {"another than it adds", {{"OU", "EV"}}, {"OU=Domain Validated", "EV"}, "subject: + OU=EV"},
    };
    for (const Case& c : cases) {
      Delivery delivery = make_delivery();
      delivery.asked.organisation = "Muster AG";
      delivery.asked.city = "Musterstadt";
      delivery.asked.country = "DE";
      delivery.recipe.subject = c.subject;
      delivery.recipe.subject.push_back({"CN", "www.example.org"});
      delivery.subject_extra = c.subject_extra;
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, string(c.expected), difference_of(delivery));
    }
    Delivery without = make_delivery();
    without.recipe.subject = {{"O", "Muster AG"}, {"CN", "www.example.org"}};
    CPPUNIT_ASSERT_EQUAL(string("subject: + O=Muster AG"), difference_of(without));
  }

  void certificate_that_has_ended_is_refused() {
    Delivery delivery = make_delivery();
    delivery.now = delivery.recipe.not_after;
    CPPUNIT_ASSERT_EQUAL(string("ended"), difference_of(delivery));
    delivery.now -= Seconds(1);
    CPPUNIT_ASSERT_EQUAL(string("fine"), difference_of(delivery));
  }

  void certificate_that_differs_is_refused_with_what_differs() {
    struct Case {
      const char* what;
      void (*change)(Recipe&);
    } cases[] = {
        {"SubjectPublicKeyInfo", [](Recipe& recipe) { recipe.key = make_key(); }},
        {"subjectAltName: - example.org", [](Recipe& recipe) { recipe.dns_names = {"www.example.org"}; }},
        {"subjectAltName: + b.example.org", [](Recipe& recipe) { recipe.dns_names.push_back("b.example.org"); }},
        {"subjectAltName: + b.example.org, - example.org",
         [](Recipe& recipe) {
           recipe.dns_names = {"www.example.org", "b.example.org"};
         }},
        {"subjectAltName: - example.org, - www.example.org", [](Recipe& recipe) { recipe.dns_names = {}; }},
        {"subjectAltName: + 192.0.2.1",
         [](Recipe& recipe) {
           recipe.dns_names = {};
           recipe.extensions.push_back({"subjectAltName", "DNS:www.example.org,DNS:example.org,IP:192.0.2.1"});
         }},
        {"CN=example.org",
         [](Recipe& recipe) {
           recipe.subject = {{"CN", "example.org"}};
         }},
        {"CN=evil.example",
         [](Recipe& recipe) {
           recipe.subject = {{"CN", "evil.example"}, {"CN", "www.example.org"}};
         }},
        {"basicConstraints: CA:TRUE",
         [](Recipe& recipe) {
           recipe.extensions.push_back({"basicConstraints", "critical,CA:TRUE"});
         }},
        {"extendedKeyUsage: - serverAuth",
         [](Recipe& recipe) {
           recipe.extensions = {{"extendedKeyUsage", "clientAuth"}};
         }},
        {"extendedKeyUsage: + codeSigning",
         [](Recipe& recipe) {
           recipe.extensions = {{"extendedKeyUsage", "serverAuth,codeSigning"}};
         }},
        {"extendedKeyUsage: + anyExtendedKeyUsage",
         [](Recipe& recipe) {
           recipe.extensions = {{"extendedKeyUsage", "anyExtendedKeyUsage"}};
         }},
        {"extendedKeyUsage: - serverAuth",
         [](Recipe& recipe) {
           recipe.extensions = {};
           recipe.raw_extensions = {{"2.5.29.37", "none"}};
         }},
    };
    for (const Case& c : cases) {
      Delivery delivery = make_delivery();
      c.change(delivery.recipe);
      CPPUNIT_ASSERT_EQUAL(string(c.what), difference_of(delivery));
    }
  }

  void list_of_bad_keys_is_read_or_refused_by_its_line() {
    const string sum(64, 'a'), upper = "0123456789ABCDEF" + string(48, '0');
    struct Case {
      string content, expected;
    } cases[] = {
        {"", "0"},
        {"# nothing\n\n", "0"},
        {sum + "\n" + upper + "  # from a book\r\n", "2"},
        {sum, "1"},
        {"\n" + sum.substr(1) + "\n", "line 2"},
        {sum + "a", "line 1"},
        {sum.substr(1) + "g", "line 1"},
        {sum + " www.example.org", "line 1"},
    };
    const string path = std::filesystem::temp_directory_path() / ("bad-keys-" + std::to_string(getpid()));
    for (const Case& c : cases) {
      std::ofstream(path) << c.content;
      auto sums = read_bad_keys(path);
      string found = sums.ok() ? std::to_string(sums->size()) : sums.error().log;
      CPPUNIT_ASSERT_MESSAGE(c.content + ": " + found, found.find(c.expected) != string::npos);
      if (sums.ok() && sums->size() == 2)
        CPPUNIT_ASSERT(sums->at(0) == string(32, '\xAA') &&
                       sums->at(1).starts_with("\x01\x23\x45\x67\x89\xAB\xCD\xEF"));
    }
    std::filesystem::remove(path);
    CPPUNIT_ASSERT(!read_bad_keys(path).ok());
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OrderContentTest);

}  // namespace
