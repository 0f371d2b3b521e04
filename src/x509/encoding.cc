// PEM, PKCS#7 and digests by OpenSSL.
#include "x509/encoding.h"

#include <openssl/pem.h>
#include <openssl/pkcs7.h>

#include "base/text.h"
#include "x509/fence.h"

namespace certportal::x509 {
namespace {

std::string digest(std::string_view bytes, const EVP_MD* algorithm) {
  unsigned char result[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), result, &size, algorithm, nullptr) != 1) throw_broken("no digest");
  return {reinterpret_cast<const char*>(result), size};
}

// Without content and signers ("certs-only"); the certificates stand in a SEQUENCE OF in OpenSSL's eyes, which keeps
// their order, where the standard says SET OF.
Owned<PKCS7, PKCS7_free> certificates_only(const std::vector<std::string>& ders) {
  Owned<PKCS7, PKCS7_free> bundle(PKCS7_new());
  if (!bundle || PKCS7_set_type(bundle.get(), NID_pkcs7_signed) != 1) throw_broken("no PKCS#7");
  bundle->d.sign->contents->type = OBJ_nid2obj(NID_pkcs7_data);
  for (const std::string& der : ders) {
    std::size_t rest = 0;
    auto certificate = decode_der<X509, X509_free>(der, d2i_X509, rest);
    if (!certificate || rest != 0) throw_broken("a stored certificate is none");
    if (PKCS7_add_certificate(bundle.get(), certificate.get()) != 1) throw_broken("PKCS#7 takes no certificate");
  }
  return bundle;
}

}  // namespace

std::string pem(std::string_view der) {
  OwnedBio bio = memory_bio();
  if (PEM_write_bio(bio.get(), PEM_STRING_X509, "", as_bytes(der), static_cast<long>(der.size())) <= 0)
    throw_broken("no PEM");
  return content_of(bio);
}

std::string p7b(const std::vector<std::string>& ders) {
  ErrorFence fence;
  OwnedBio bio = memory_bio();
  if (PEM_write_bio_PKCS7(bio.get(), certificates_only(ders).get()) != 1) throw_broken("no PKCS#7 in PEM");
  return content_of(bio);
}

std::string sha256(std::string_view bytes) { return digest(bytes, EVP_sha256()); }

std::string sha1(std::string_view bytes) { return digest(bytes, EVP_sha1()); }

std::string sha256_hex(std::string_view bytes) { return to_hex(sha256(bytes)); }

std::string colon_hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string hex;
  for (unsigned char byte : bytes) {
    if (!hex.empty()) hex += ':';
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace certportal::x509
