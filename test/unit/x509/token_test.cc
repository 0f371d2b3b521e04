// Keys that never leave their token: a SoftHSM in a folder of the test's own.
#include <cppunit/extensions/HelperMacros.h>

#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "base/broken.h"
#include "make.h"
#include "x509/authority.h"
#include "x509/crl.h"
#include "x509/encoding.h"

namespace {
using namespace certportal;
using namespace certportal::x509;
using std::string;

const Time kNow = Time(std::chrono::sys_days(std::chrono::year(2026) / 11 / 28)) + std::chrono::hours(10);
const string kModule = "/usr/lib/softhsm/libsofthsm2.so";
const string kPin = "1234";

class TokenTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(TokenTest);
  CPPUNIT_TEST(key_in_a_token_signs_certificates_and_crls);
  CPPUNIT_TEST(what_is_not_there_is_said_and_nobody_is_asked);
  CPPUNIT_TEST_SUITE_END();

 public:
  // The library reads its configuration once in a process: one token for all tests.
  void setUp() override {
    if (!dir().empty()) return;
    char made[] = "/tmp/token-test-XXXXXX";
    CPPUNIT_ASSERT(mkdtemp(made));
    dir() = made;
    std::filesystem::create_directory(dir() + "/tokens");
    std::ofstream(dir() + "/softhsm2.conf") << "directories.tokendir = " << dir() << "/tokens\nlog.level = ERROR\n";
    setenv("SOFTHSM2_CONF", (dir() + "/softhsm2.conf").c_str(), 1);
    run("softhsm2-util --init-token --free --label muster --so-pin 12345678 --pin " + kPin);
    import("P-256", "01", "ec");
    import("RSA", "02", "rsa");
  }

  void key_in_a_token_signs_certificates_and_crls() {
    PrivateKey root_key = PrivateKey::make(KeyKind::p256);
    Certificate root =
        read(make_root(root_key, {"Muster Root CA", kNow, kNow + std::chrono::days(7305), std::nullopt}));
    for (const char* label : {"ec", "rsa"}) {
      PrivateKey key = from_token("pkcs11:token=muster;object=" + string(label) + ";type=private", kPin).value();
      CPPUNIT_ASSERT_THROW((void)key.pem(""), Broken);
      Authority authority = Authority::make(root, root_key).value();
      Certificate issuing = read(authority.sign_ca(
          key.public_key_der(), {"Muster Issuing CA", kNow, kNow + std::chrono::days(3652), 0}, {"", ""}));
      Authority of_token = Authority::make(issuing, key).value();
      LeafContent content{
          root_key.public_key_der(),    "www.example.org", {"www.example.org"}, "", "", "", string(16, '\x11'), kNow,
          kNow + std::chrono::days(200)};
      Certificate leaf = read(of_token.sign_leaf(content, {"", ""}).value());
      CPPUNIT_ASSERT_MESSAGE(label, leaf.is_signed_by(issuing));
      string crl = sign_crl(issuing, key, {1, kNow, kNow + std::chrono::days(7), {{"0102", kNow, 1}}});
      std::ofstream(dir() + "/crl") << crl;
      std::ofstream(dir() + "/issuing") << pem(issuing.der());
      run("openssl crl -inform DER -noout -in " + dir() + "/crl -CAfile " + dir() + "/issuing 2>&1 | grep 'verify OK'");
    }
  }

  void what_is_not_there_is_said_and_nobody_is_asked() {
    struct {
      const char* name;
      Result<PrivateKey> key;
      const char* part;
    } wrong[] = {
        {"no library", PrivateKey::from_token("pkcs11:object=ec", "/nowhere/lib.so", kPin), "cannot be loaded"},
        {"no token", from_token("pkcs11:token=other;object=ec", kPin), "no such private key"},
        {"no key", from_token("pkcs11:token=muster;object=other", kPin), "no such private key"},
    };
    for (const auto& one : wrong) {
      CPPUNIT_ASSERT_MESSAGE(one.name, !one.key.ok());
      CPPUNIT_ASSERT_MESSAGE(one.key.error().log, one.key.error().log.find(one.part) != string::npos);
      CPPUNIT_ASSERT_MESSAGE("no PIN in texts", one.key.error().log.find(kPin) == string::npos);
    }
  }

 private:
  static string& dir() {
    static struct Folder {
      string path;
      ~Folder() {
        if (!path.empty()) std::filesystem::remove_all(path);
      }
    } folder;
    return folder.path;
  }

  static Certificate read(const string& der) { return Certificate::from_der(der).value(); }
  static Result<PrivateKey> from_token(const string& uri, const string& pin) {
    return PrivateKey::from_token(uri, kModule, pin);
  }

  static void run(const string& command) {
    CPPUNIT_ASSERT_EQUAL_MESSAGE(command, 0, system(("{ " + command + "; } >/dev/null 2>&1").c_str()));
  }

  void import(const string& kind, const string& id, const string& label) {
    const string file = dir() + "/" + label + ".pem";
    std::ofstream(file) << test::private_key_pem(test::make_key(kind));
    run("softhsm2-util --import " + file + " --token muster --id " + id + " --label " + label + " --pin " + kPin);
    std::filesystem::remove(file);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TokenTest);
}  // namespace
