#include <cppunit/extensions/HelperMacros.h>

#include "make_csr.h"
#include "x509/csr.h"
#include "x509/encoding.h"

namespace {
using namespace certportal;
using namespace certportal::test;
using namespace certportal::x509;
using std::string;

string result_of(const string& public_key) {
  auto fine = check_key(public_key);
  return fine.ok() ? "fine" : fine.error().message;
}

string result_of(const Key& key) { return result_of(public_key_der(key)); }

// Proof of possession first: the owner of a weak key can sign with it.
void assert_signs_but_is_refused(const char* message, const Key& key) {
  Request request;
  request.key = key;
  auto csr = Csr::read(make_request(request));
  CPPUNIT_ASSERT_MESSAGE(csr.ok() ? "" : csr.error().log, csr.ok());
  CPPUNIT_ASSERT_EQUAL(string(message), result_of(csr->public_key_der()));
}

class CheckKeyTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CheckKeyTest);
  CPPUNIT_TEST(keys_that_are_taken);
  CPPUNIT_TEST(kinds_that_are_not_taken_are_named);
  CPPUNIT_TEST(key_has_one_hash_in_every_encoding);
  CPPUNIT_TEST(encodings_that_certificates_may_not_hold_are_refused);
  CPPUNIT_TEST(rsa_keys_have_2048_to_8192_bits);
  CPPUNIT_TEST(exponent_is_odd_and_at_least_65537);
  CPPUNIT_TEST(roca_is_recognised);
  CPPUNIT_TEST(small_factors_are_found);
  CPPUNIT_TEST(close_primes_are_found);
  CPPUNIT_TEST(modulus_has_two_primes);
  CPPUNIT_TEST_SUITE_END();

 public:
  void keys_that_are_taken() {
    for (const char* kind : {"P-256", "P-384", "P-521", "Ed25519", "RSA"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(kind, string("fine"), result_of(make_key(kind)));
    const string p = make_prime(1536);
    CPPUNIT_ASSERT_EQUAL(string("fine"), result_of(make_rsa_key(p, make_prime(1536))));
  }

  void kinds_that_are_not_taken_are_named() {
    std::pair<const char*, const char*> cases[] = {
        {"P-192", "EC P-192"},         {"P-224", "EC P-224"},
        {"secp256k1", "EC secp256k1"}, {"brainpoolP256r1", "EC brainpoolP256r1"},
        {"RSA-PSS", "RSA-PSS 2048"},
    };
    for (const auto& [kind, text] : cases) {
      auto refused = check_key(public_key_der(make_key(kind)));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(kind, string("KEY_ALGORITHM"), refused.error().message);
      CPPUNIT_ASSERT_EQUAL(string(text), refused.error().values.at("KEY"));
    }
    CPPUNIT_ASSERT_EQUAL(string("KEY_ALGORITHM"), result_of(make_key_with_explicit_curve()));
    CPPUNIT_ASSERT_EQUAL(string("KEY_ALGORITHM"), result_of("no key"));
    CPPUNIT_ASSERT_EQUAL(string("KEY_ALGORITHM"), result_of(public_key_der(make_key()) + "x"));
  }

  void key_has_one_hash_in_every_encoding() {
    for (const char* kind : {"P-256", "P-384", "P-521"}) {
      const Key key = make_key(kind);
      const string hash = sha256(public_key_der(key));
      for (const char* form : {"uncompressed", "compressed", "hybrid"}) {
        Request request;
        request.key = with_point_form(key, form);
        const string der = make_request(request);
        CPPUNIT_ASSERT((Csr::read(der)->public_key_der() == public_key_der(key)) == (form == string("uncompressed")));
        CPPUNIT_ASSERT_MESSAGE(form, Csr::read(der)->public_key().sha256 == hash);
        Recipe recipe;
        recipe.key = request.key;
        CPPUNIT_ASSERT_MESSAGE(form, make_certificate(recipe).certificate.public_key().sha256 == hash);
      }
    }
    Request rsa;
    rsa.key = make_key("RSA");
    rsa.has_key_parameters = false;
    auto csr = Csr::read(make_request(rsa));
    CPPUNIT_ASSERT(csr->public_key_der() != public_key_der(rsa.key));
    CPPUNIT_ASSERT(csr->public_key().sha256 == sha256(public_key_der(rsa.key)));
    const Key explicit_curve = make_key_with_explicit_curve();
    Request of_explicit_curve;
    of_explicit_curve.key = explicit_curve;
    const string hash = Csr::read(make_request(of_explicit_curve))->public_key().sha256;
    CPPUNIT_ASSERT(hash == sha256(public_key_der(with_named_curve(explicit_curve))));
  }

  void encodings_that_certificates_may_not_hold_are_refused() {
    for (const char* form : {"compressed", "hybrid"})
      assert_signs_but_is_refused("KEY_ENCODING", with_point_form(make_key("P-384"), form));
    Request rsa;
    rsa.key = make_key("RSA");
    rsa.has_key_parameters = false;
    CPPUNIT_ASSERT_EQUAL(string("KEY_ENCODING"), result_of(Csr::read(make_request(rsa))->public_key_der()));
  }

  void rsa_keys_have_2048_to_8192_bits() {
    assert_signs_but_is_refused("KEY_SIZE", make_rsa_key(make_prime(512), make_prime(512)));
    for (int bits : {1024, 2040, 2047, 2049, 8191, 8200, 16384}) {
      auto refused = check_key(make_rsa_public_key(bits, "65537"));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(bits), string("KEY_SIZE"), refused.error().message);
      CPPUNIT_ASSERT_EQUAL("RSA " + std::to_string(bits), refused.error().values.at("KEY"));
    }
  }

  void exponent_is_odd_and_at_least_65537() {
    const string p = make_prime(1024);
    const string q = make_prime(1024);
    assert_signs_but_is_refused("KEY_EXPONENT", make_rsa_key(p, q, 1));
    assert_signs_but_is_refused("KEY_EXPONENT", make_rsa_key(p, q, 3));
    for (const char* bad : {"1", "2", "3", "17", "65535", "65536", "65538"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, string("KEY_EXPONENT"), result_of(make_rsa_public_key(2048, bad)));
    const string above_256_bits = "1" + string(79, '0') + "1";
    CPPUNIT_ASSERT_EQUAL(string("KEY_EXPONENT"), result_of(make_rsa_public_key(2048, above_256_bits)));
    CPPUNIT_ASSERT_EQUAL(string("fine"), result_of(make_rsa_key(p, q, 65539)));
  }

  void roca_is_recognised() {
    assert_signs_but_is_refused("KEY_ROCA", make_rsa_key(make_roca_prime(1024), make_roca_prime(1024)));
  }

  void small_factors_are_found() {
    const string q = make_prime(2046);
    assert_signs_but_is_refused("KEY_SMALL_FACTOR", make_rsa_key("3", q));
    assert_signs_but_is_refused("KEY_SMALL_FACTOR", make_rsa_key("65519", make_prime(2032)));
  }

  void close_primes_are_found() {
    const string p = make_prime(1024);
    CPPUNIT_ASSERT_EQUAL(string("fine"), result_of(make_rsa_key(p, make_prime_after(p, 700))));
    for (int bits : {2, 400, 514})
      assert_signs_but_is_refused("KEY_CLOSE_PRIMES", make_rsa_key(p, make_prime_after(p, bits)));
    CPPUNIT_ASSERT_EQUAL(string("KEY_CLOSE_PRIMES"), result_of(make_rsa_key(p, p)));
  }

  void modulus_has_two_primes() {
    assert_signs_but_is_refused("KEY_MODULUS", make_rsa_key(make_prime(2048)));
    string p, cube;
    do {
      p = make_prime(683);
      cube = make_product(p, make_product(p, p));
    } while (bits_of(cube) != 2048);
    CPPUNIT_ASSERT_EQUAL(string("KEY_MODULUS"), result_of(make_rsa_key(cube)));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CheckKeyTest);

}  // namespace
