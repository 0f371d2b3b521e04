// What somebody pasted as a request: text of any kind, private keys among it.
#include "base/text.h"
#include "fuzz.h"
#include "x509/csr.h"
#include "x509/private_key.h"

using namespace certportal;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = fuzz::as_text(data, size);
  auto csr = x509::Csr::read(text);
  if (x509::holds_private_key(text)) {
    fuzz::demand(!csr && csr.error().message == "PRIVATE_KEY_PASTED", "a private key is told above all");
    fuzz::demand(!x509::is_no_secret(text), "a private key is never shown again");
  }
  if (!csr) {
    fuzz::demand(csr.error().code == Code::invalid && !csr.error().message.empty(), "a refusal has its text");
    return 0;
  }
  auto again = x509::Csr::read(csr->pem());
  fuzz::demand(again && again->der() == csr->der() && again->pem() == csr->pem(), "a request's PEM is the request");
  auto blank = x509::Csr::read("\r\n " + csr->pem() + "\t\n");
  fuzz::demand(blank && blank->der() == csr->der(), "blanks around a request change nothing");
  return 0;
}
