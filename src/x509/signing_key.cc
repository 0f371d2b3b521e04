#include "x509/signing_key.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>

#include "x509/fence.h"

namespace certportal::x509 {
namespace {

std::shared_ptr<EVP_PKEY> owned(EVP_PKEY* key) { return {key, EVP_PKEY_free}; }

// What PEM asks for; without a passphrase an encrypted key is refused: there is nobody to ask.
int give_passphrase(char* buffer, int size, int, void* passphrase) {
  auto text = *static_cast<std::string_view*>(passphrase);
  if (text.empty() || text.size() > static_cast<std::size_t>(size)) return -1;
  std::copy(text.begin(), text.end(), buffer);
  return static_cast<int>(text.size());
}

}  // namespace

std::optional<KeyKind> parse_key_kind(std::string_view name) {
  if (name == "p256") return KeyKind::p256;
  if (name == "p384") return KeyKind::p384;
  if (name == "rsa3072") return KeyKind::rsa3072;
  return std::nullopt;
}

PrivateKey PrivateKey::make(KeyKind kind) {
  ErrorFence fence;
  EVP_PKEY* key = nullptr;
  switch (kind) {
    case KeyKind::p256: key = EVP_EC_gen("P-256"); break;
    case KeyKind::p384: key = EVP_EC_gen("P-384"); break;
    case KeyKind::rsa3072: key = EVP_RSA_gen(3072); break;
  }
  if (key == nullptr) throw_broken("no key can be made");
  return PrivateKey(owned(key));
}

Result<PrivateKey> PrivateKey::read(std::string_view pem, std::string_view passphrase) {
  ErrorFence fence;
  OwnedBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) throw_broken("no memory for a buffer");
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, &passphrase);
  if (key == nullptr)
    return Error{Code::invalid, "",
                 passphrase.empty() ? "no private key in PEM, or an encrypted one without its passphrase"
                                    : "no private key in PEM, or the passphrase is wrong"};
  return PrivateKey(owned(key));
}

std::string PrivateKey::pem(std::string_view passphrase) const {
  ErrorFence fence;
  if (is_in_token_) throw Broken("a key in a token cannot be written");  // OpenSSL would write its public half
  OwnedBio bio(BIO_new(BIO_s_secmem()));
  if (!bio) throw_broken("no memory for a buffer");
  const EVP_CIPHER* cipher = passphrase.empty() ? nullptr : EVP_aes_256_cbc();
  if (PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), cipher, passphrase.data(),
                                    static_cast<int>(passphrase.size()), nullptr, nullptr) != 1)
    throw_broken("a key cannot be written");
  return content_of(bio);
}

std::string PrivateKey::public_key_der() const { return encode_der(key_.get(), i2d_PUBKEY); }

bool PrivateKey::belongs_to(const Certificate& certificate) const {
  ErrorFence fence;
  std::size_t rest = 0;
  auto parsed = decode_der<X509, X509_free>(certificate.der(), d2i_X509, rest);
  return parsed && X509_check_private_key(parsed.get(), key_.get()) == 1;
}

bool is_token_uri(std::string_view key_file) { return key_file.starts_with("pkcs11:"); }

}  // namespace certportal::x509
