#include "x509/crl.h"

#include <openssl/pem.h>

#include "x509/signing.h"

namespace certportal::x509 {
namespace {

using OwnedCrl = Owned<X509_CRL, X509_CRL_free>;
using OwnedRevoked = Owned<X509_REVOKED, X509_REVOKED_free>;
using OwnedNumber = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;

OwnedNumber serial_of(const std::string& hex) {
  BIGNUM* number = nullptr;
  if (!is_serial(hex) || BN_hex2bn(&number, hex.c_str()) == 0) throw Broken("a serial number that is none: " + hex);
  Owned<BIGNUM, BN_free> owner(number);
  OwnedNumber serial(BN_to_ASN1_INTEGER(number, nullptr));
  if (!serial) throw_broken("no serial number");
  return serial;
}

void set_reason(X509_REVOKED* entry, int reason) {
  Owned<ASN1_ENUMERATED, ASN1_ENUMERATED_free> code(ASN1_ENUMERATED_new());
  if (!code || ASN1_ENUMERATED_set(code.get(), reason) != 1 ||
      X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, code.get(), 0, 0) != 1)
    throw_broken("no reason of a revocation");
}

void add_entry(X509_CRL* crl, const RevokedCertificate& revoked) {
  OwnedRevoked entry(X509_REVOKED_new());
  if (!entry || X509_REVOKED_set_serialNumber(entry.get(), serial_of(revoked.serial).get()) != 1 ||
      X509_REVOKED_set_revocationDate(entry.get(), asn1_time(revoked.revoked_at).get()) != 1)
    throw_broken("no entry of a CRL");
  if (revoked.reason != 0) set_reason(entry.get(), revoked.reason);
  if (X509_CRL_add0_revoked(crl, entry.get()) != 1) throw_broken("a CRL takes no entry");
  (void)entry.release();  // the CRL's
}

void add_extensions(X509_CRL* crl, X509* issuer, std::uint64_t number) {
  OwnedNumber value(ASN1_INTEGER_new());
  if (!value || ASN1_INTEGER_set_uint64(value.get(), number) != 1 ||
      X509_CRL_add1_ext_i2d(crl, NID_authority_key_identifier, authority_key_of(issuer).get(), 0, 0) != 1 ||
      X509_CRL_add1_ext_i2d(crl, NID_crl_number, value.get(), 0, 0) != 1)
    throw_broken("no extension of a CRL");
}

Time time_of(const ASN1_TIME* time) {
  Owned<ASN1_TIME, ASN1_TIME_free> epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0, seconds = 0;
  if (time == nullptr || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) throw_broken("a time is none");
  return Time(std::chrono::days(days) + Seconds(seconds));
}

std::string hex_of(const ASN1_INTEGER* number) {
  Owned<BIGNUM, BN_free> value(ASN1_INTEGER_to_BN(number, nullptr));
  char* text = value ? BN_bn2hex(value.get()) : nullptr;
  if (text == nullptr) throw_broken("a number is none");
  std::string hex;
  for (const char* at = text; *at != '\0'; ++at)
    hex += *at >= 'A' && *at <= 'F' ? static_cast<char>(*at - 'A' + 'a') : *at;
  OPENSSL_free(text);
  return hex;
}

RevokedCertificate read_entry(const X509_REVOKED* entry) {
  RevokedCertificate revoked{hex_of(X509_REVOKED_get0_serialNumber(entry)),
                             time_of(X509_REVOKED_get0_revocationDate(entry))};
  Owned<ASN1_ENUMERATED, ASN1_ENUMERATED_free> reason(
      static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)));
  if (reason) revoked.reason = static_cast<int>(ASN1_ENUMERATED_get(reason.get()));
  return revoked;
}

OwnedCrl parse_crl(std::string_view der) {
  std::size_t rest = 0;
  auto crl = decode_der<X509_CRL, X509_CRL_free>(der, d2i_X509_CRL, rest);
  return rest == 0 && crl && X509_CRL_get0_nextUpdate(crl.get()) != nullptr ? std::move(crl) : nullptr;
}

bool get_number(const X509_CRL* crl, std::uint64_t& number) {
  OwnedNumber value(static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(crl, NID_crl_number, nullptr, nullptr)));
  return value && ASN1_INTEGER_get_uint64(&number, value.get()) == 1;
}

Error no_crl() { return {Code::invalid, "", "no CRL with a number and an end, in DER"}; }

}  // namespace

bool is_serial(std::string_view hex) {
  constexpr std::size_t kLongest = 2 * 20;
  return !hex.empty() && hex.size() <= kLongest &&
         hex.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string sign_crl(const Certificate& issuer, const PrivateKey& key, const CrlContent& content) {
  ErrorFence fence;
  OwnedX509 above = parse(issuer);
  OwnedCrl crl(X509_CRL_new());
  if (!crl || X509_CRL_set_version(crl.get(), X509_CRL_VERSION_2) != 1 ||
      X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(above.get())) != 1 ||
      X509_CRL_set1_lastUpdate(crl.get(), asn1_time(content.this_update).get()) != 1 ||
      X509_CRL_set1_nextUpdate(crl.get(), asn1_time(content.next_update).get()) != 1)
    throw_broken("no CRL");
  for (const RevokedCertificate& entry : content.entries) add_entry(crl.get(), entry);
  add_extensions(crl.get(), above.get(), content.number);
  if (X509_CRL_sort(crl.get()) != 1 || X509_CRL_sign(crl.get(), key.get(), digest_for(key.get())) <= 0)
    throw_broken("a CRL cannot be signed");
  return encode_der(crl.get(), i2d_X509_CRL);
}

Result<CrlContent> read_crl(std::string_view der) {
  ErrorFence fence;
  OwnedCrl crl = parse_crl(der);
  CrlContent content;
  if (!crl || !get_number(crl.get(), content.number)) return no_crl();
  content.this_update = time_of(X509_CRL_get0_lastUpdate(crl.get()));
  content.next_update = time_of(X509_CRL_get0_nextUpdate(crl.get()));
  STACK_OF(X509_REVOKED)* entries = X509_CRL_get_REVOKED(crl.get());
  for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i)
    content.entries.push_back(read_entry(sk_X509_REVOKED_value(entries, i)));
  return content;
}

Result<std::uint64_t> read_crl_number(std::string_view der) {
  ErrorFence fence;
  OwnedCrl crl = parse_crl(der);
  std::uint64_t number = 0;
  if (!crl || !get_number(crl.get(), number)) return no_crl();
  return number;
}

}  // namespace certportal::x509
