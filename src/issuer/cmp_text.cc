#include "issuer/cmp_text.h"

#include <openssl/cmp.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "x509/fence.h"

namespace certportal::issuer {
namespace {

constexpr int kErrorMessage = 23;  // the tag of PKIBody's choice `error`

// The content of the object at the start of `der`, which is cut down to what follows it; {} if it is not of this tag.
std::string_view enter(std::string_view& der, int wanted_tag, int wanted_class) {
  const unsigned char* at = x509::as_bytes(der);
  long length = 0;
  int tag = 0, kind = 0;
  int flags = ASN1_get_object(&at, &length, &tag, &kind, static_cast<long>(der.size()));
  if ((flags & 0x80) != 0 || tag != wanted_tag || kind != wanted_class) return {};
  auto start = static_cast<std::size_t>(at - x509::as_bytes(der));
  std::string_view content = der.substr(start, static_cast<std::size_t>(length));
  der.remove_prefix(start + content.size());
  return content;
}

}  // namespace

std::string openssl_reasons() {
  std::vector<std::string> all;
  const char* data = nullptr;
  int flags = 0;
  while (unsigned long code = ERR_get_error_all(nullptr, nullptr, nullptr, &data, &flags)) {
    const char* reason = ERR_reason_error_string(code);
    std::string text = reason != nullptr ? reason : "an error without a name";
    if ((flags & ERR_TXT_STRING) != 0 && data != nullptr && *data != '\0') text += " (" + std::string(data) + ")";
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
  }
  std::string line;
  for (const std::string& text : all) line += (line.empty() ? "" : "; ") + text;
  return line.empty() ? "no reason is known" : line;
}

std::string error_message_text(std::string_view der) {
  x509::ErrorFence fence;
  std::string_view message = enter(der, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
  enter(message, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);  // the header
  std::string_view body = enter(message, kErrorMessage, V_ASN1_CONTEXT_SPECIFIC);
  std::string_view content = enter(body, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
  std::size_t rest = 0;
  auto status = x509::decode_der<OSSL_CMP_PKISI, OSSL_CMP_PKISI_free>(content, d2i_OSSL_CMP_PKISI, rest);
  char text[OSSL_CMP_PKISI_BUFLEN];
  if (!status || OSSL_CMP_snprint_PKIStatusInfo(status.get(), text, sizeof text) == nullptr) return "";
  return text;
}

}  // namespace certportal::issuer
