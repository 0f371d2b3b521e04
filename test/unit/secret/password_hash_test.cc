#include "secret/password_hash.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sodium.h>

namespace {
using namespace certportal::secret;

class PasswordHashTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PasswordHashTest);
  CPPUNIT_TEST(hash_states_argon2id_with_19_MiB_and_2_passes);
  CPPUNIT_TEST(only_the_same_password_verifies);
  CPPUNIT_TEST(bytes_of_any_kind_count);
  CPPUNIT_TEST(malformed_hashes_never_verify);
  CPPUNIT_TEST(too_long_password_never_verifies);
  CPPUNIT_TEST(dummy_costs_the_same_and_knows_no_password);
  CPPUNIT_TEST(other_parameters_want_a_new_hash);
  CPPUNIT_TEST_SUITE_END();

 public:
  void hash_states_argon2id_with_19_MiB_and_2_passes() {
    std::string hash = hash_password("correct horse");
    CPPUNIT_ASSERT_EQUAL(std::string("$argon2id$v=19$m=19456,t=2,p=1$"), hash.substr(0, 31));
    CPPUNIT_ASSERT(hash.size() <= 127);
    CPPUNIT_ASSERT(hash != hash_password("correct horse"));
  }

  void only_the_same_password_verifies() {
    std::string hash = hash_password("correct horse");
    CPPUNIT_ASSERT(verify_password("correct horse", hash));
    CPPUNIT_ASSERT(!verify_password("Correct horse", hash));
    CPPUNIT_ASSERT(!verify_password("correct horse ", hash));
    CPPUNIT_ASSERT(!verify_password("", hash));
  }

  void bytes_of_any_kind_count() {
    std::string password("a\0b\xff😀", 8);
    std::string hash = hash_password(password);
    CPPUNIT_ASSERT(verify_password(password, hash));
    CPPUNIT_ASSERT(!verify_password(std::string("a\0c\xff😀", 8), hash));
    CPPUNIT_ASSERT(!verify_password("a", hash));
    std::string longest(kLongestPasswordBytes, 'x');
    CPPUNIT_ASSERT(verify_password(longest, hash_password(longest)));
  }

  void malformed_hashes_never_verify() {
    std::string good = hash_password("x");
    for (const std::string& hash : {std::string(), std::string("x"), std::string("$argon2id$"), good.substr(0, 40),
                                    good + "A", std::string(5000, '$'), std::string("$2y$10$abcdefghijklmnopqrstuv")})
      CPPUNIT_ASSERT_MESSAGE(hash, !verify_password("x", hash));
  }

  void too_long_password_never_verifies() {
    CPPUNIT_ASSERT(!verify_password(std::string(kLongestPasswordBytes + 1, 'x'), hash_password("x")));
  }

  void dummy_costs_the_same_and_knows_no_password() {
    CPPUNIT_ASSERT(!needs_rehash(dummy_password_hash()));
    CPPUNIT_ASSERT_EQUAL(hash_password("x").size(), dummy_password_hash().size());
    CPPUNIT_ASSERT(!verify_password("", dummy_password_hash()));
    CPPUNIT_ASSERT(!verify_password("password", dummy_password_hash()));
  }

  void other_parameters_want_a_new_hash() {
    char weaker[crypto_pwhash_STRBYTES];
    CPPUNIT_ASSERT_EQUAL(0, crypto_pwhash_str_alg(weaker, "x", 1, 1, 8 << 20, crypto_pwhash_ALG_ARGON2ID13));
    CPPUNIT_ASSERT(verify_password("x", weaker));
    CPPUNIT_ASSERT(needs_rehash(weaker));
    CPPUNIT_ASSERT(!needs_rehash(hash_password("x")));
    CPPUNIT_ASSERT(needs_rehash(""));
    CPPUNIT_ASSERT(needs_rehash(std::string(5000, 'x')));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PasswordHashTest);
}  // namespace
