// CMS by OpenSSL's own functions; the signing time is the program's, not the system's.
#include "x509/cms.h"

#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include "x509/fence.h"

namespace certportal::x509 {
namespace {

using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;

constexpr auto kLifetime = std::chrono::days(365 * 20 + 5);

// An encrypted key is none: there is nobody to ask for its password.
int no_password(char*, int, int, void*) { return -1; }

OwnedBio reader(std::string_view text) {
  OwnedBio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  if (!bio) throw_broken("no memory for a buffer");
  return bio;
}

OwnedKey read_key(std::string_view pem) {
  return OwnedKey(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, no_password, nullptr));
}

OwnedX509 read_certificate(std::string_view pem) {
  return OwnedX509(PEM_read_bio_X509(reader(pem).get(), nullptr, no_password, nullptr));
}

std::string write_key(EVP_PKEY* key) {
  OwnedBio bio = memory_bio();
  if (PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
    throw_broken("a key cannot be written");
  return content_of(bio);
}

std::string write_certificate(X509* certificate) {
  OwnedBio bio = memory_bio();
  if (PEM_write_bio_X509(bio.get(), certificate) != 1) throw_broken("a certificate cannot be written");
  return content_of(bio);
}

void set_serial(X509* certificate) {
  unsigned char bytes[16];  // RFC 5280 4.1.2.2: positive, at most 20 octets
  if (RAND_bytes(bytes, sizeof bytes) != 1) throw_broken("no random bytes");
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x3F) | 0x40);
  Owned<BIGNUM, BN_free> number(BN_bin2bn(bytes, sizeof bytes, nullptr));
  if (!number || !BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)))
    throw_broken("no serial number");
}

void set_names(X509* certificate, std::string_view common_name) {
  X509_NAME* name = X509_get_subject_name(certificate);
  if (X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, as_bytes(common_name),
                                 static_cast<int>(common_name.size()), -1, 0) != 1 ||
      X509_set_issuer_name(certificate, name) != 1)
    throw_broken("no name of a certificate");
}

void add_extension(X509* certificate, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  Owned<X509_EXTENSION, X509_EXTENSION_free> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) throw_broken("no extension");
}

bool set_validity(X509* certificate, Time now) {
  return ASN1_TIME_set(X509_getm_notBefore(certificate), now.time_since_epoch().count()) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), (now + kLifetime).time_since_epoch().count()) != nullptr;
}

OwnedX509 make_certificate(std::string_view name, Time now, EVP_PKEY* key) {
  OwnedX509 certificate(X509_new());
  if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1 ||
      !set_validity(certificate.get(), now) || X509_set_pubkey(certificate.get(), key) != 1)
    throw_broken("no certificate");
  set_serial(certificate.get());
  set_names(certificate.get(), name);
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate.get(), NID_key_usage, "critical,digitalSignature,nonRepudiation");
  add_extension(certificate.get(), NID_subject_key_identifier, "hash");
  return certificate;
}

// Signed at `now`, or OpenSSL would ask the system's clock.
void set_signing_time(CMS_SignerInfo* signer, Time now) {
  Owned<ASN1_TIME, ASN1_TIME_free> time(ASN1_TIME_set(nullptr, now.time_since_epoch().count()));
  if (!time || CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, time->type, time.get(), -1) != 1)
    throw_broken("no signing time");
}

void free_stack(STACK_OF(X509) * certificates) { sk_X509_free(certificates); }  // the certificates are the CMS's

}  // namespace

Signer make_signer(std::string_view name, Time now) {
  ErrorFence fence;
  OwnedKey key(EVP_EC_gen("P-256"));
  if (!key) throw_broken("no key can be made");
  return make_signer(name, now, write_key(key.get())).value();
}

Result<Signer> make_signer(std::string_view name, Time now, std::string_view key_pem) {
  ErrorFence fence;
  OwnedKey key = read_key(key_pem);
  if (!key) return Error{Code::invalid, "", "no private key in PEM, or an encrypted one"};
  OwnedX509 certificate = make_certificate(name, now, key.get());
  if (X509_sign(certificate.get(), key.get(), EVP_sha256()) <= 0)
    return Error{Code::invalid, "", "the key cannot sign with SHA-256"};
  return Signer{std::string(key_pem), write_certificate(certificate.get())};
}

Result<void> check_signer(const Signer& signer) {
  ErrorFence fence;
  OwnedKey key = read_key(signer.key);
  if (!key) return Error{Code::invalid, "", "no private key in PEM, or an encrypted one"};
  OwnedX509 certificate = read_certificate(signer.certificate);
  if (!certificate) return Error{Code::invalid, "", "no certificate in PEM"};
  if (X509_check_private_key(certificate.get(), key.get()) != 1)
    return Error{Code::invalid, "", "key and certificate do not belong together"};
  return {};
}

std::string sign_cms(const Signer& signer, std::string_view content, Time now) {
  ErrorFence fence;
  if (auto fine = check_signer(signer); !fine) throw Broken("signing: " + fine.error().log);
  OwnedKey key = read_key(signer.key);
  OwnedX509 certificate = read_certificate(signer.certificate);
  constexpr unsigned kFlags = CMS_BINARY | CMS_NOSMIMECAP | CMS_PARTIAL;
  Owned<CMS_ContentInfo, CMS_ContentInfo_free> cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags));
  if (!cms) throw_broken("no CMS");
  CMS_SignerInfo* info = CMS_add1_signer(cms.get(), certificate.get(), key.get(), EVP_sha256(), kFlags);
  if (!info) throw_broken("CMS takes no signer");
  set_signing_time(info, now);
  if (CMS_final(cms.get(), reader(content).get(), nullptr, kFlags) != 1) throw_broken("CMS cannot be signed");
  return encode_der(cms.get(), i2d_CMS_ContentInfo);
}

Result<std::string> signer_sha256(std::string_view der) {
  ErrorFence fence;
  std::size_t rest = 0;
  auto cms = decode_der<CMS_ContentInfo, CMS_ContentInfo_free>(der, d2i_CMS_ContentInfo, rest);
  if (!cms) return Error{Code::invalid, "", "no CMS in DER"};
  if (CMS_set1_signers_certs(cms.get(), nullptr, 0) != 1) return Error{Code::invalid, "", "CMS without its signer"};
  Owned<STACK_OF(X509), free_stack> signers(CMS_get0_signers(cms.get()));
  if (!signers || sk_X509_num(signers.get()) != 1) return Error{Code::invalid, "", "CMS without one signer"};
  unsigned char digest[SHA256_DIGEST_LENGTH];
  if (X509_digest(sk_X509_value(signers.get(), 0), EVP_sha256(), digest, nullptr) != 1) throw_broken("no SHA-256");
  return std::string(reinterpret_cast<const char*>(digest), sizeof digest);
}

}  // namespace certportal::x509
