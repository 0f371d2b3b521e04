// A file for `certificate import`: PEM among other text, DER, PKCS#7.
#include "x509/bundle.h"

#include "base/text.h"
#include "fuzz.h"
#include "x509/encoding.h"

using namespace certportal;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  x509::Bundle bundle = x509::parse_bundle(fuzz::as_text(data, size));
  fuzz::demand(!bundle.certificates.empty() || !bundle.refusals.empty(), "a file has an answer");
  fuzz::demand(bundle.certificates.size() <= x509::kMaxBundle, "certificates are bounded");
  for (const std::string& refusal : bundle.refusals)
    fuzz::demand(is_valid_utf8(refusal) && !has_control_characters(refusal), "a refusal is one line");
  if (bundle.certificates.empty()) return 0;
  std::string all;
  std::vector<std::string> ders;
  for (const auto& certificate : bundle.certificates) {
    all += x509::pem(certificate.der());
    ders.push_back(certificate.der());
  }
  for (const std::string& file : {all, x509::p7b(ders)}) {
    x509::Bundle again = x509::parse_bundle(file);
    fuzz::demand(again.refusals.empty() && again.certificates == bundle.certificates,
                 "what was read is read again from its download");
  }
  return 0;
}
