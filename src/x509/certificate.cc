// A certificate's own fields and signature; its extensions are read in extensions.cc.
#include "x509/certificate.h"

#include <chrono>
#include <ctime>

#include "base/text.h"
#include "x509/asn1_text.h"
#include "x509/encoding.h"
#include "x509/fence.h"
#include "x509/read_key.h"
#include "x509/read_name.h"

namespace certportal::x509 {
namespace {

Error invalid(const std::string& why) { return {Code::invalid, "CERTIFICATE_INVALID", why}; }

// Every form that OpenSSL reads: UTCTime and GeneralizedTime, years 1000 to 9999 (what SQL and people can hold).
std::optional<Time> read_time(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1 || parts.tm_year + 1900 < 1000) return std::nullopt;
  std::chrono::year_month_day day(std::chrono::year(parts.tm_year + 1900),
                                  std::chrono::month(static_cast<unsigned>(parts.tm_mon) + 1),
                                  std::chrono::day(static_cast<unsigned>(parts.tm_mday)));
  if (!day.ok()) return std::nullopt;
  return std::chrono::sys_days(day) + std::chrono::hours(parts.tm_hour) + std::chrono::minutes(parts.tm_min) +
         std::chrono::seconds(parts.tm_sec);
}

std::string digest_text(int nid) {
  switch (nid) {
    case NID_md5: return "MD5";
    case NID_sha1: return "SHA-1";
    case NID_sha224: return "SHA-224";
    case NID_sha256: return "SHA-256";
    case NID_sha384: return "SHA-384";
    case NID_sha512: return "SHA-512";
    case NID_sha3_256: return "SHA3-256";
    case NID_sha3_384: return "SHA3-384";
    case NID_sha3_512: return "SHA3-512";
    default: return OBJ_nid2sn(nid);
  }
}

std::string signature_text(X509* certificate) {
  int digest = NID_undef;
  int key = NID_undef;
  if (X509_get_signature_info(certificate, &digest, &key, nullptr, nullptr) != 1) return "";
  if (key == NID_ED25519) return "Ed25519";
  if (key == NID_ED448) return "Ed448";
  if (digest == NID_undef) return "";
  switch (key) {
    case NID_rsaEncryption: return "RSA, " + digest_text(digest);
    case NID_rsassaPss: return "RSA-PSS, " + digest_text(digest);
    case NID_X9_62_id_ecPublicKey: return "ECDSA, " + digest_text(digest);
    default: return "";
  }
}

}  // namespace

Result<Certificate> Certificate::from_der(std::string_view der) {
  ErrorFence fence;
  if (der.size() > kMaxBytes) return Error{Code::invalid, "CERTIFICATE_TOO_LARGE", "a certificate of more than 64 KiB"};
  std::size_t rest = 0;
  std::shared_ptr<X509> parsed = decode_der<X509, X509_free>(der, d2i_X509, rest);
  if (!parsed) return invalid("not a certificate, or a damaged one");
  if (rest != 0) return invalid("a certificate followed by " + std::to_string(rest) + " other bytes");
  // Two encodings of one certificate would have two fingerprints.
  if (encode_der(parsed.get(), i2d_X509) != der) return invalid("a certificate that is not encoded in DER");
  if (!read_time(X509_get0_notBefore(parsed.get())) || !read_time(X509_get0_notAfter(parsed.get())))
    return invalid("a certificate with unreadable dates of validity");
  return Certificate(std::string(der), std::move(parsed));
}

Name Certificate::subject() const { return read_name(X509_get_subject_name(parsed_.get())); }

Name Certificate::issuer() const { return read_name(X509_get_issuer_name(parsed_.get())); }

std::string Certificate::common_name() const {
  const X509_NAME* name = X509_get_subject_name(parsed_.get());
  int last = -1;
  for (int i = -1; (i = X509_NAME_get_index_by_NID(name, NID_commonName, i)) >= 0;) last = i;
  return last < 0 ? "" : visible(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, last)));
}

int Certificate::version() const { return static_cast<int>(X509_get_version(parsed_.get())) + 1; }

std::string Certificate::serial_hex() const {
  const ASN1_INTEGER* serial = X509_get0_serialNumber(parsed_.get());
  std::string digits = to_hex(as_view(serial));
  bool negative = (ASN1_STRING_type(serial) & V_ASN1_NEG) != 0;
  return (negative ? "-" : "") + (digits.empty() ? "00" : digits);
}

Time Certificate::not_before() const { return *read_time(X509_get0_notBefore(parsed_.get())); }

Time Certificate::not_after() const { return *read_time(X509_get0_notAfter(parsed_.get())); }

PublicKey Certificate::public_key() const {
  ErrorFence fence;
  return read_public_key(X509_get_X509_PUBKEY(parsed_.get()));
}

SignatureAlgorithm Certificate::signature_algorithm() const {
  ErrorFence fence;
  const X509_ALGOR* algorithm = nullptr;
  const ASN1_OBJECT* object = nullptr;
  X509_get0_signature(nullptr, &algorithm, parsed_.get());
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  SignatureAlgorithm facts{long_name(object), signature_text(parsed_.get())};
  if (facts.text.empty()) facts.text = facts.name;
  return facts;
}

std::string Certificate::fingerprint_sha256() const { return x509::sha256(der_); }

std::string Certificate::fingerprint_sha1() const { return x509::sha1(der_); }

bool Certificate::is_self_issued() const {
  return X509_NAME_cmp(X509_get_subject_name(parsed_.get()), X509_get_issuer_name(parsed_.get())) == 0;
}

bool Certificate::is_self_signed() const { return is_self_issued() && is_signed_by(*this); }

bool Certificate::is_ca() const {
  if (version() == 1) return is_self_signed();  // roots from before extensions
  return basic_constraints().ca;
}

bool Certificate::is_signed_by(const Certificate& issuer) const {
  ErrorFence fence;
  X509* above = issuer.parsed_.get();
  if (X509_NAME_cmp(X509_get_subject_name(above), X509_get_issuer_name(parsed_.get())) != 0) return false;
  std::string wanted = authority_key_identifier();
  std::string found = issuer.subject_key_identifier();
  if (!wanted.empty() && !found.empty() && wanted != found) return false;
  EVP_PKEY* key = X509_get0_pubkey(above);
  return key != nullptr && X509_verify(parsed_.get(), key) == 1;
}

std::string Certificate::text() const {
  ErrorFence fence;
  OwnedBio bio = memory_bio();
  constexpr unsigned long kNames = XN_FLAG_ONELINE & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  // What cannot be printed ends the text early, as in the openssl command.
  X509_print_ex(bio.get(), parsed_.get(), kNames, 0);
  return visible(content_of(bio), true);
}

}  // namespace certportal::x509
