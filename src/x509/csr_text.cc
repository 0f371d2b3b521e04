// Stricter than OpenSSL's reader, which skips whatever stands before the first BEGIN line and behind the END line: what
// a person sees in the field should be all that there is.
#include "x509/csr_text.h"

#include <optional>
#include <vector>

#include "base/text.h"
#include "x509/pem_text.h"

namespace certportal::x509 {
namespace {

Error malformed(const std::string& why) { return {Code::invalid, "CSR_MALFORMED", why}; }

struct Block {
  std::string_view label, body;
  bool ends = false;
};

struct Pem {
  std::vector<Block> blocks;
  bool has_other_text = false;
};

Pem take_apart(std::string_view text) {
  Pem pem;
  Lines lines(text);
  bool inside = false;
  std::size_t start = 0;
  for (std::string_view line; lines.next(line);) {
    auto begin = label_of(line, "-----BEGIN ");
    auto end = label_of(line, "-----END ");
    if (inside && (begin || end)) {
      pem.blocks.back().ends = end == pem.blocks.back().label;
      inside = false;
    } else if (end || (!inside && !begin && !trim(line).empty())) {
      pem.has_other_text = true;
    }
    if (begin) {
      pem.blocks.push_back({*begin, "", false});
      start = lines.end();
      inside = true;
    }
    if (inside) pem.blocks.back().body = text.substr(start, lines.end() - start);
  }
  return pem;
}

bool is_request(const Block& block) {
  return block.label == "CERTIFICATE REQUEST" || block.label == "NEW CERTIFICATE REQUEST";
}

bool is_certificate(const Block& block) {
  return block.label == "CERTIFICATE" || block.label == "X509 CERTIFICATE" || block.label == "TRUSTED CERTIFICATE" ||
         block.label == "PKCS7";
}

Result<std::string> bytes_of_pem(std::string_view text) {
  Pem pem = take_apart(text);
  const Block* request = nullptr;
  const Block* certificate = nullptr;
  for (const Block& block : pem.blocks) {
    if (is_request(block)) request = &block;
    if (is_certificate(block)) certificate = &block;
  }
  if (request == nullptr && certificate != nullptr)
    return Error{Code::invalid, "CSR_IS_CERTIFICATE", "a certificate instead of a request"};
  if (request == nullptr) return malformed("no line BEGIN CERTIFICATE REQUEST");
  if (pem.blocks.size() > 1 || pem.has_other_text)
    return Error{Code::invalid, "CSR_SURROUNDED", "something else before or behind the request"};
  if (!request->ends) return malformed("the line END CERTIFICATE REQUEST is missing");
  auto der = decode_base64(request->body);
  if (!der) return malformed("the Base64 text is damaged");
  return std::move(*der);
}

// What has no BEGIN line may still be a certificate, which has an answer of its own.
Result<std::string> bytes_of_bare_base64(std::string_view text) {
  auto der = decode_base64(text);
  if (der && is_all_of<X509, X509_free>(*der, d2i_X509))
    return Error{Code::invalid, "CSR_IS_CERTIFICATE", "a certificate instead of a request"};
  return malformed("no line BEGIN CERTIFICATE REQUEST");
}

// nullopt if it is none, or holds more than ASCII, as no request does.
std::optional<std::string> from_utf16(std::string_view text) {
  bool little = text.starts_with("\xFF\xFE");
  if (!little && !text.starts_with("\xFE\xFF")) return std::nullopt;
  std::string ascii;
  for (std::size_t at = 2; at + 1 < text.size(); at += 2) {
    char low = text[little ? at : at + 1];
    if (text[little ? at + 1 : at] != 0 || static_cast<unsigned char>(low) >= 0x80) return std::nullopt;
    ascii += low;
  }
  return ascii;
}

// A SEQUENCE with a length of several bytes, which are no ASCII.
bool looks_like_der(std::string_view text) {
  return text.size() > 1 && text[0] == 0x30 && static_cast<unsigned char>(text[1]) > 0x80;
}

}  // namespace

Result<std::string> csr_bytes(std::string_view text) {
  if (looks_like_der(text)) return std::string(text);
  if (text.starts_with(kUtf8Mark)) text.remove_prefix(kUtf8Mark.size());
  std::optional<std::string> narrow = from_utf16(text);
  if (narrow) text = *narrow;
  if (trim(text).empty()) return Error{Code::invalid, "CSR_EMPTY", "no request"};
  return text.find("-----BEGIN ") == text.npos ? bytes_of_bare_base64(text) : bytes_of_pem(text);
}

}  // namespace certportal::x509
