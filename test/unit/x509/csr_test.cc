#include "x509/csr.h"

#include <cppunit/extensions/HelperMacros.h>
#include <openssl/x509v3.h>

#include "base/broken.h"
#include "base/text.h"
#include "make_csr.h"
#include "sample.h"
#include "sample_csr.h"
#include "x509/encoding.h"

namespace {
using namespace certportal;
using namespace certportal::test;
using namespace certportal::x509;
using std::string;

// The error's name, or "fine".
string result_of(const string& text) {
  auto csr = Csr::read(text);
  return csr.ok() ? "fine" : csr.error().message;
}

Csr read(const Request& request) {
  auto csr = Csr::read(make_request(request));
  CPPUNIT_ASSERT_MESSAGE(csr.ok() ? "" : csr.error().log, csr.ok());
  return *csr;
}

string replaced(string text, const string& from, const string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

string utf16(const string& text, bool little) {
  string wide = little ? "\xFF\xFE" : "\xFE\xFF";
  for (char c : text) {
    if (!little) wide += '\0';
    wide += c;
    if (little) wide += '\0';
  }
  return wide;
}

// The Base64 text alone.
string body_of(const string& pem) {
  string body;
  for (std::string_view line : split(pem, '\n'))
    if (!line.starts_with("-----")) body += string(line) + "\n";
  return body;
}

// In lines of so many digits; 0: in one line.
string base64(const string& bytes, std::size_t columns) {
  string digits = replaced(body_of(request_pem(bytes)), "\n", "");
  if (columns == 0) return digits;
  string lines;
  for (std::size_t at = 0; at < digits.size(); at += columns) lines += digits.substr(at, columns) + "\n";
  return lines;
}

// As `xxd -p` does.
string hex(const string& bytes, const string& between) {
  string digits = to_hex(bytes);
  string lines;
  for (std::size_t at = 0; at < digits.size(); at += 2)
    lines += digits.substr(at, 2) + (at % 60 == 58 ? "\n" : between);
  return lines;
}

class CsrTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CsrTest);
  CPPUNIT_TEST(request_is_read_in_every_form);
  CPPUNIT_TEST(keys_of_every_kind_are_read);
  CPPUNIT_TEST(what_is_no_request_is_refused_with_the_reason);
  CPPUNIT_TEST(request_that_can_be_read_in_two_ways_is_refused);
  CPPUNIT_TEST(request_of_64_kib_is_read_and_one_byte_more_is_not);
  CPPUNIT_TEST(private_key_is_known_in_every_form);
  CPPUNIT_TEST(private_key_is_known_beside_anything_and_in_pieces);
  CPPUNIT_TEST(private_key_in_der_is_known_in_digits);
  CPPUNIT_TEST(only_what_is_no_secret_is_shown_again);
  CPPUNIT_TEST(refusal_of_a_private_key_holds_nothing_of_it);
  CPPUNIT_TEST(harmless_files_are_not_taken_for_private_keys);
  CPPUNIT_TEST(facts_are_those_of_the_request);
  CPPUNIT_TEST(microsofts_request_for_extensions_counts);
  CPPUNIT_TEST(hostile_names_come_as_safe_text);
  CPPUNIT_TEST(pem_is_what_openssl_reads);
  CPPUNIT_TEST(stored_request_is_the_same_again);
  CPPUNIT_TEST(mutilated_request_is_refused_or_read);
  CPPUNIT_TEST_SUITE_END();

 public:
  void request_is_read_in_every_form() {
    const string der = make_request({});
    const string pem = request_pem(der);
    const std::pair<string, string> forms[] = {
        {"DER", der},
        {"PEM", pem},
        {"Microsoft's and Netscape's label", request_pem(der, "NEW CERTIFICATE REQUEST")},
        {"CRLF", replaced(pem, "\n", "\r\n")},
        {"CR", replaced(pem, "\n", "\r")},
        {"UTF-8 mark", "\xEF\xBB\xBF" + pem},
        {"UTF-16, little-endian", utf16(pem, true)},
        {"UTF-16, big-endian", utf16(pem, false)},
        {"blanks around", "\n \t\r\n" + pem + "\n\n  "},
        {"blanks at the ends of lines", replaced(pem, "\n", "  \n")},
        {"no line end at the end", pem.substr(0, pem.size() - 1)},
        {"one long line", "-----BEGIN CERTIFICATE REQUEST-----\n" + replaced(body_of(pem), "\n", "") +
                              "\n-----END CERTIFICATE REQUEST-----\n"},
    };
    for (const auto& [name, text] : forms) {
      auto csr = Csr::read(text);
      CPPUNIT_ASSERT_MESSAGE(name + (csr.ok() ? "" : ": " + csr.error().log), csr.ok());
      CPPUNIT_ASSERT_MESSAGE(name, csr->der() == der);
    }
  }

  void keys_of_every_kind_are_read() {
    for (const char* kind : {"P-256", "P-384", "P-521", "RSA", "RSA-PSS"}) {
      Request request;
      request.key = make_key(kind);
      CPPUNIT_ASSERT(read(request).public_key().text.find(string(kind).substr(0, 3)) != string::npos);
    }
    Request request;
    request.key = make_key("Ed25519");
    CPPUNIT_ASSERT_EQUAL(string("Ed25519"), read(request).public_key().text);
    CPPUNIT_ASSERT_EQUAL(string("RSA 8192"), Csr::read(kCsrOf8192Bits)->public_key().text);
  }

  void what_is_no_request_is_refused_with_the_reason() {
    const string der = make_request({});
    const string pem = request_pem(der);
    const Made certificate = make_certificate({});
    Request of_version_2;
    of_version_2.version = 2;
    Request with_rsa;
    with_rsa.key = make_key("RSA");
    struct Case {
      const char* name;
      string text;
      const char* message;
    } cases[] = {
        {"nothing", "", "CSR_EMPTY"},
        {"blanks", " \r\n\t\n", "CSR_EMPTY"},
        {"a mark alone", "\xEF\xBB\xBF", "CSR_EMPTY"},
        {"a certificate", pem_of(certificate), "CSR_IS_CERTIFICATE"},
        {"a certificate in DER", certificate.der(), "CSR_IS_CERTIFICATE"},
        {"a certificate's text alone", body_of(pem_of(certificate)), "CSR_IS_CERTIFICATE"},
        {"a certificate under a wrong label", request_pem(certificate.der()), "CSR_IS_CERTIFICATE"},
        {"a certificate with text", "Subject: x\n" + pem_of(certificate), "CSR_IS_CERTIFICATE"},
        {"PKCS#7", p7b({certificate.der()}), "CSR_IS_CERTIFICATE"},
        {"text before", "Certificate Request:\n" + pem, "CSR_SURROUNDED"},
        {"text behind", pem + "Kind regards", "CSR_SURROUNDED"},
        {"two requests", pem + pem, "CSR_SURROUNDED"},
        {"a certificate behind", pem + pem_of(certificate), "CSR_SURROUNDED"},
        {"an END line too many", pem + "-----END CERTIFICATE REQUEST-----\n", "CSR_SURROUNDED"},
        {"letters", "hello", "CSR_MALFORMED"},
        {"Base64 without its lines", body_of(pem), "CSR_MALFORMED"},
        {"no END line", pem.substr(0, pem.find("-----END")), "CSR_MALFORMED"},
        {"another END line", replaced(pem, "END CERT", "END NEW CERT"), "CSR_MALFORMED"},
        {"an empty block", request_pem(""), "CSR_MALFORMED"},
        {"damaged Base64", replaced(pem, "MI", "M?"), "CSR_MALFORMED"},
        {"a public key", request_pem(public_key_der(make_key()), "PUBLIC KEY"), "CSR_MALFORMED"},
        {"a revocation list", make_crl(certificate), "CSR_MALFORMED"},
        {"a byte behind it", der + "\n", "CSR_MALFORMED"},
        {"a byte behind it in PEM", request_pem(der + '\0'), "CSR_MALFORMED"},
        {"a byte too few", der.substr(0, der.size() - 1), "CSR_MALFORMED"},
        {"version 2", make_request(of_version_2), "CSR_MALFORMED"},
        {"a broken signature", with_broken_signature(make_request(with_rsa)), "CSR_SIGNATURE_WRONG"},
        {"a changed name", replaced(der, "www.example", "ww2.example"), "CSR_SIGNATURE_WRONG"},
        // id-ecPublicKey 1.2.840.10045.2.1 made 1.2.840.10045.2.9
        {"an unknown kind of key", replaced(der, "\x2A\x86\x48\xCE\x3D\x02\x01", "\x2A\x86\x48\xCE\x3D\x02\x09"),
         "KEY_ALGORITHM"},
    };
    for (const Case& c : cases) CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, string(c.message), result_of(c.text));
  }

  void request_that_can_be_read_in_two_ways_is_refused() {
    Request twice;
    twice.dns_names = {"www.example.org"};
    twice.extension_attributes = {NID_ext_req, NID_ms_ext_req};
    CPPUNIT_ASSERT_EQUAL(string("CSR_MALFORMED"), result_of(make_request(twice)));
    Request two_values;
    two_values.dns_names = {"www.example.org"};
    two_values.values_of_attribute = 2;
    CPPUNIT_ASSERT_EQUAL(string("CSR_MALFORMED"), result_of(make_request(two_values)));
    Request damaged;
    damaged.raw_extensions = {{"2.5.29.17", "\x30\x82"}};
    CPPUNIT_ASSERT_EQUAL(string("CSR_MALFORMED"), result_of(make_request(damaged)));
    Request two_lists;
    two_lists.extensions = {{"subjectAltName", "DNS:a.example.org"}, {"subjectAltName", "DNS:b.example.org"}};
    CPPUNIT_ASSERT_EQUAL(string("CSR_MALFORMED"), result_of(make_request(two_lists)));
  }

  void request_of_64_kib_is_read_and_one_byte_more_is_not() {
    const string pem = request_pem(make_request({}));
    CPPUNIT_ASSERT_EQUAL(string("fine"), result_of(pem + string(Csr::kMaxBytes - pem.size(), '\n')));
    CPPUNIT_ASSERT_EQUAL(string("CSR_TOO_LARGE"), result_of(pem + string(Csr::kMaxBytes + 1 - pem.size(), '\n')));
    CPPUNIT_ASSERT_EQUAL(string("CSR_TOO_LARGE"), result_of(string(Csr::kMaxBytes + 1, 'x')));
  }

  void private_key_is_known_in_every_form() {
    for (const auto& [name, key] : private_keys()) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(name, string("PRIVATE_KEY_PASTED"), result_of(key));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(name + ", too large", string("PRIVATE_KEY_PASTED"),
                                   result_of(key + string(Csr::kMaxBytes, '\n')));
    }
  }

  void private_key_is_known_beside_anything_and_in_pieces() {
    const string der = make_request({});
    const string pem = request_pem(der);
    for (const auto& [name, key] : private_keys()) {
      std::pair<string, string> texts[] = {
          {"before a request", key + pem},
          {"behind text", "my key:\n" + key},
          {"behind a request in DER", der + key},
          {"behind a request", pem + key},
      };
      for (const auto& [where, text] : texts)
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name + " " + where, string("PRIVATE_KEY_PASTED"), result_of(text));
      if (key.find("BEGIN") == string::npos) continue;
      bool has_headers = key.find("Proc-Type") != string::npos;
      std::pair<string, string> forms[] = {
          {"with CRLF", replaced(key, "\n", "\r\n")},
          {"in one line", replaced(key, "\n", " ")},
          {"in UTF-16", utf16(key, true)},
          {"cut off", key.substr(0, 200)},
          {"with another kind of dashes", replaced(key, "-----", "—–")},
          {"quoted in a mail", "> " + replaced(key, "\n", "\n> ")},
          {"without its lines", has_headers ? key : body_of(key)},
          {"cut off, without its lines", has_headers ? key : body_of(key).substr(0, 150)},
          {"in Base64", base64(key, 76)},
          {"in one line of Base64, as in a secret of Kubernetes", "  tls.key: " + base64(key, 0)},
          {"in Base64, behind a certificate", base64(pem_of(make_certificate({})) + key, 76)},
          {"in Base64, behind a name and in quotes", "{\"a\": \"b\", \"key\":\"" + base64(key, 0) + "\"}"},
          {"without its lines, behind a name", has_headers ? key : "key=" + body_of(key)},
          {"without its lines, in quotes", has_headers ? key : "\"" + replaced(body_of(key), "\n", "\\n") + "\""},
          {"without its lines, behind a mark", has_headers ? key : "\xEF\xBB\xBF" + body_of(key)},
          {"in hexadecimal digits", hex(key, "")},
          {"under a wrong label", has_headers ? key
                                              : "-----BEGIN CERTIFICATE REQUEST-----\n" + body_of(key) +
                                                    "-----END CERTIFICATE REQUEST-----\n"},
      };
      for (const auto& [form, text] : forms)
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name + " " + form, string("PRIVATE_KEY_PASTED"), result_of(text));
    }
  }

  void private_key_in_der_is_known_in_digits() {
    for (const auto& [name, key] : private_keys()) {
      if (!key.starts_with('\x30')) continue;
      std::pair<string, string> forms[] = {
          {"xxd -p", hex(key, "")},       {"behind a name", "key = \"" + hex(key, "") + "\""},
          {"with colons", hex(key, ":")}, {"with blanks", "  " + hex(key, " ")},
          {"Base64", base64(key, 64)},    {"Base64 behind a name", "privateKey: '" + base64(key, 0) + "'"},
      };
      for (const auto& [form, text] : forms)
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name + ", " + form, string("PRIVATE_KEY_PASTED"), result_of(text));
    }
  }

  void only_what_is_no_secret_is_shown_again() {
    const string pem = request_pem(make_request({}));
    const string body = body_of(private_key_pem(make_key("RSA")));
    std::pair<string, bool> texts[] = {
        {"", true},
        {"hello", true},
        {"My CSR, please:\n" + pem, true},
        {pem.substr(0, 100), true},
        {request_pem(make_request({}), "NEW CERTIFICATE REQUEST"), true},
        {pem_of(make_certificate({})), true},
        {pem + private_key_pem(make_key()), false},
        {body.substr(body.find('\n', 70)), false},
        {string(40, 'x'), false},
        {request_pem(string(100, 'x'), "UNKNOWN"), false},
    };
    for (const auto& [text, is_shown] : texts) CPPUNIT_ASSERT_MESSAGE(text, is_no_secret(text) == is_shown);
  }

  void refusal_of_a_private_key_holds_nothing_of_it() {
    auto refused = Csr::read(private_key_pem(make_key()));
    CPPUNIT_ASSERT(refused.error().values.empty());
    CPPUNIT_ASSERT_EQUAL(string("a private key in place of a request"), refused.error().log);
  }

  void harmless_files_are_not_taken_for_private_keys() {
    Made certificate = make_certificate(ca_recipe("Muster CA"));
    Key rsa = make_key("RSA");
    std::pair<const char*, string> texts[] = {
        {"a certificate", pem_of(certificate)},
        {"a certificate in DER", certificate.der()},
        {"PKCS#7", p7b({certificate.der()})},
        {"a public key", request_pem(public_key_der(rsa), "PUBLIC KEY")},
        {"a public key in DER", public_key_der(rsa)},
        {"a public key in words", "this is no private key"},
        {"a revocation list", make_crl(certificate)},
        {"a request", request_pem(make_request({}))},
        {"a request in Base64 of PEM", base64(request_pem(make_request({})), 0)},
        {"a certificate in hexadecimal digits", hex(certificate.der(), ":")},
        {"nothing", ""},
        {"bytes", "\x30\x80"},
        {"more bytes", string("\x30\x03\x02\x01\x00", 5)},
    };
    for (const auto& [name, text] : texts) CPPUNIT_ASSERT_MESSAGE(name, result_of(text) != "PRIVATE_KEY_PASTED");
  }

  void facts_are_those_of_the_request() {
    Request request;
    request.subject = {{"C", "DE"}, {"O", "Muster AG"}, {"CN", "www.example.org"}, {"CN", "example.org"}};
    request.dns_names = {"www.example.org", "*.example.org"};
    request.other_names = {{GEN_EMAIL, "it@example.org"},
                           {GEN_URI, "https://example.org/"},
                           {GEN_IPADD, string("\xC0\x00\x02\x01", 4)},
                           {GEN_RID, "1.2.3"}};
    request.extensions = {{"keyUsage", "critical,digitalSignature"}, {"basicConstraints", "CA:TRUE"}};
    request.challenge_password = "secret";
    request.key = make_key();
    Csr csr = read(request);
    CPPUNIT_ASSERT_EQUAL(string("CN=example.org,CN=www.example.org,O=Muster AG,C=DE"), csr.subject().text);
    CPPUNIT_ASSERT((csr.common_names() == std::vector<string>{"www.example.org", "example.org"}));
    std::vector<AlternativeName> names = {{NameKind::dns, "www.example.org"},  {NameKind::dns, "*.example.org"},
                                          {NameKind::email, "it@example.org"}, {NameKind::uri, "https://example.org/"},
                                          {NameKind::ip, "192.0.2.1"},         {NameKind::registered_id, "1.2.3"}};
    CPPUNIT_ASSERT(csr.all_alternative_names() == names);
    auto others = csr.other_extensions();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, others.size());
    CPPUNIT_ASSERT_EQUAL(string("X509v3 Key Usage: Digital Signature"), others[0].name + ": " + others[0].text);
    CPPUNIT_ASSERT_EQUAL(string("2.5.29.19"), others[1].oid);
    CPPUNIT_ASSERT(csr.has_challenge_password());
    CPPUNIT_ASSERT(csr.public_key_der() == public_key_der(request.key));
    CPPUNIT_ASSERT_EQUAL(sha256_hex(public_key_der(request.key)), to_hex(csr.public_key().sha256));

    Request bare;
    bare.subject = {};
    Csr empty = read(bare);
    CPPUNIT_ASSERT(empty.common_names().empty() && empty.all_alternative_names().empty());
    CPPUNIT_ASSERT(empty.other_extensions().empty() && !empty.has_challenge_password());
  }

  void microsofts_request_for_extensions_counts() {
    Request request;
    request.dns_names = {"shop.example.org"};
    request.extension_attributes = {NID_ms_ext_req};
    CPPUNIT_ASSERT_EQUAL(string("shop.example.org"), read(request).all_alternative_names().at(0).text);
  }

  void hostile_names_come_as_safe_text() {
    Request request;
    request.subject = {{"CN", string("a\0b", 3)}};
    request.dns_names = {string("www.example.org\0.evil.org", 25), "\xFF\xFE", "a\nb", "<script>"};
    Csr csr = read(request);
    CPPUNIT_ASSERT_EQUAL(string("a\\00b"), csr.common_names().at(0));
    auto names = csr.all_alternative_names();
    CPPUNIT_ASSERT_EQUAL(string("www.example.org\\00.evil.org"), names.at(0).text);
    CPPUNIT_ASSERT_EQUAL(string("a\\0Ab"), names.at(2).text);
    for (const AlternativeName& name : names) CPPUNIT_ASSERT(is_valid_utf8(name.text));
  }

  void pem_is_what_openssl_reads() {
    const string der = make_request({});
    CPPUNIT_ASSERT_EQUAL(request_pem(der), Csr::read(der)->pem());
  }

  void stored_request_is_the_same_again() {
    const string der = make_request({});
    CPPUNIT_ASSERT(Csr::from_stored(der).common_names() == Csr::read(der)->common_names());
    CPPUNIT_ASSERT_THROW(Csr::from_stored("none"), Broken);
    CPPUNIT_ASSERT_THROW(Csr::from_stored(der + "x"), Broken);
  }

  // Each byte once: no crash, no leak of errors, and nothing is read whose signature does not fit.
  void mutilated_request_is_refused_or_read() {
    Request request;
    request.dns_names = {"www.example.org"};
    const string der = make_request(request);
    for (std::size_t at = 0; at < der.size(); ++at) {
      string changed = der;
      changed[at] = static_cast<char>(changed[at] ^ 0x55);
      CPPUNIT_ASSERT_MESSAGE(std::to_string(at), result_of(changed) != "fine");
      result_of(der.substr(0, at));
    }
  }

 private:
  static string pem_of(const Made& made) { return x509::pem(made.der()); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CsrTest);

}  // namespace
