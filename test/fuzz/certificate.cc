// A certificate in DER: every fact of it can be shown, and each of its encodings is read back as the same certificate.
#include "x509/certificate.h"

#include "base/text.h"
#include "fuzz.h"
#include "model/certificate_record.h"
#include "x509/bundle.h"
#include "x509/chain.h"
#include "x509/encoding.h"

using namespace certportal;

namespace {

bool is_shown_safely(std::string_view text) { return is_valid_utf8(text) && !has_control_characters(text); }

void check_names(const x509::Certificate& certificate) {
  for (const x509::Name& name : {certificate.subject(), certificate.issuer()}) {
    fuzz::demand(is_shown_safely(name.text), "a name is safe to show");
    fuzz::demand(name.sha256.size() == 32, "a name can be looked for");
    for (const auto& part : name.parts)
      fuzz::demand(is_shown_safely(part.value) && is_shown_safely(part.short_name) && is_shown_safely(part.long_name),
                   "parts of a name are safe to show");
  }
  fuzz::demand(is_shown_safely(certificate.common_name()), "the common name is safe to show");
  for (const std::string& name : certificate.dns_names()) fuzz::demand(is_shown_safely(name), "DNS names are, too");
  for (const auto& name : certificate.all_alternative_names())
    fuzz::demand(is_shown_safely(name.text), "alternative names are, too");
}

void check_extensions(const x509::Certificate& certificate) {
  for (const auto& extension : certificate.extensions())
    fuzz::demand(is_valid_utf8(extension.text) && !has_control_characters(extension.text, "\n") &&
                     is_shown_safely(extension.name) && is_shown_safely(extension.oid),
                 "extensions are safe to show");
  for (const auto& texts : {certificate.key_usage(), certificate.extended_key_usage(), certificate.crl_uris(),
                            certificate.ocsp_uris(), certificate.ca_issuer_uris(), certificate.policy_oids()})
    for (const std::string& text : texts) fuzz::demand(is_shown_safely(text), "lists are safe to show");
  fuzz::demand(certificate.sct_count() >= 0, "a count is none below zero");
  certificate.has_must_staple();
  certificate.basic_constraints();
  certificate.subject_key_identifier();
  certificate.authority_key_identifier();
}

void check_record(const x509::Certificate& certificate) {
  model::CertificateRecord record = model::make_record(certificate);
  fuzz::demand(is_shown_safely(record.name) && count_code_points(record.name) <= model::kMaxName, "a name fits");
  fuzz::demand(is_valid_utf8(record.names) && record.names.size() <= model::kMaxNames, "names fit");
  fuzz::demand(record.serial.size() <= model::kMaxSerial, "a serial number fits");
  fuzz::demand(model::normal_serial(record.serial) == record.serial, "a serial number is in its one form");
  fuzz::demand(count_code_points(model::make_ca_record(certificate).subject) <= model::kMaxSubject, "a subject fits");
  fuzz::demand(is_shown_safely(model::serial_text(certificate)), "a serial number is safe to show");
}

void check_encodings(const x509::Certificate& certificate) {
  for (const std::string& file :
       {certificate.der(), x509::pem(certificate.der()), x509::p7b({certificate.der(), certificate.der()})}) {
    x509::Bundle bundle = x509::parse_bundle(file);
    fuzz::demand(bundle.refusals.empty() && !bundle.certificates.empty(), "a download can be imported");
    for (const auto& same : bundle.certificates) fuzz::demand(same == certificate, "and is the same then");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto certificate = x509::Certificate::from_der(fuzz::as_text(data, size));
  if (!certificate) return 0;
  fuzz::demand(certificate->der() == fuzz::as_text(data, size), "a certificate is the bytes that it came in");
  check_names(*certificate);
  check_extensions(*certificate);
  check_record(*certificate);
  check_encodings(*certificate);
  fuzz::demand(is_shown_safely(certificate->public_key().text), "a key's text is safe to show");
  fuzz::demand(certificate->public_key().sha256.size() == 32, "a key can be looked for");
  fuzz::demand(is_shown_safely(certificate->signature_algorithm().text), "so is a signature's");
  fuzz::demand(is_valid_utf8(certificate->text()), "the whole text is UTF-8");
  certificate->version();
  x509::Chain chain = x509::build_chain(*certificate, std::vector<x509::Certificate>{*certificate}, Time{});
  fuzz::demand(chain.issuers.size() <= x509::kMaxChain && is_shown_safely(chain.missing_issuer), "a chain has its end");
  if (certificate->is_self_signed()) fuzz::demand(certificate->is_signed_by(*certificate), "who signs themselves does");
  return 0;
}
