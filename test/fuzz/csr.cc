// A request in DER. What can be read is checked as an order would be, whoever signed it: an attacker can sign anything
// with a key of their own, which a fuzzer cannot.
#include "x509/csr.h"

#include "base/broken.h"
#include "base/text.h"
#include "fuzz.h"
#include "model/certificate_name.h"
#include "model/order_content.h"
#include "x509/encoding.h"

using namespace certportal;

namespace {

bool is_shown_safely(std::string_view text) { return is_valid_utf8(text) && !has_control_characters(text); }

std::string request_pem(std::string_view der) {
  std::string pem = x509::pem(der);
  for (std::size_t at = 0; (at = pem.find("CERTIFICATE-", at)) != pem.npos; at += 20) pem.insert(at + 11, " REQUEST");
  return pem;
}

// Short DER counts as text, and a key may be recognised in one form alone.
void check_forms(std::string_view der, const Result<x509::Csr>& read) {
  if (der.size() < 2 || der[0] != 0x30 || static_cast<unsigned char>(der[1]) <= 0x80) return;
  auto from_pem = x509::Csr::read(request_pem(der));
  if (!read && read.error().message == "PRIVATE_KEY_PASTED") return;
  if (!from_pem && from_pem.error().message == "PRIVATE_KEY_PASTED") return;
  fuzz::demand(read.ok() == from_pem.ok(), "DER and PEM of a request are taken alike");
  if (!read) fuzz::demand(read.error().message == from_pem.error().message, "DER and PEM are refused alike");
  if (read) fuzz::demand(from_pem->der() == der && read->der() == der, "a request is the bytes that it came in");
  if (read) fuzz::demand(x509::Csr::read(read->pem()).ok(), "a request's own PEM is a request");
}

void check_facts(const x509::Csr& csr) {
  fuzz::demand(is_shown_safely(csr.subject().text), "the subject is safe to show");
  for (const std::string& name : csr.common_names()) fuzz::demand(is_shown_safely(name), "names are safe to show");
  for (const auto& name : csr.all_alternative_names())
    fuzz::demand(is_shown_safely(name.text), "alternative names are safe to show");
  for (const auto& extension : csr.other_extensions())
    fuzz::demand(is_valid_utf8(extension.text) && !has_control_characters(extension.text, "\n") &&
                     is_shown_safely(extension.name) && is_shown_safely(extension.oid),
                 "extensions are safe to show");
  fuzz::demand(is_shown_safely(csr.public_key().text), "a key's text is safe to show");
  csr.has_challenge_password();
}

void check_order(const x509::Csr& csr) {
  const model::Product product{
      .name = "all", .key_types = {"rsa", "p256", "p384", "p521", "ed25519"}, .has_organisation_in_subject = true};
  const model::OrganisationSubject subject{"Müller & Söhne", "Köln", "DE"};
  auto checked = model::check_order(csr, product, &subject, {});
  for (const auto& finding : checked.findings)
    for (const auto& [name, value] : finding.error.values)
      fuzz::demand(is_shown_safely(value), "a finding's values are safe to show");
  for (const std::string& line : checked.content.ignored.lines)
    fuzz::demand(is_shown_safely(line), "what is ignored is safe to show");
  if (!checked.findings.empty()) return;
  fuzz::demand(!checked.content.names.empty(), "an order has names");
  for (const std::string& name : checked.content.names) {
    auto again = model::check_certificate_name(name);
    fuzz::demand(again && *again == name, "a name that is taken is in its one form");
  }
  fuzz::demand(checked.content.common_name.size() <= 64, "a common name fits");
  fuzz::demand(model::check_stored_order(csr, product, &subject, {}).findings.empty(), "what is taken is taken again");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view der = fuzz::as_text(data, size);
  check_forms(der, x509::Csr::read(der));
  std::optional<x509::Csr> csr;
  try {
    csr = x509::Csr::from_stored(der);
  } catch (const Broken&) {
    return 0;
  }
  check_facts(*csr);
  check_order(*csr);
  return 0;
}
