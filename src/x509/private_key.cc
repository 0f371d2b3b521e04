// Judges by how a text begins: a parser that wants all of it would miss the key that is cut off.
#include "x509/private_key.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/text.h"
#include "x509/fence.h"
#include "x509/pem_text.h"

namespace certportal::x509 {
namespace {

// The first element of DER or BER; `content` and `rest` are what there is of them.
struct Element {
  int tag = 0;
  std::string_view content, rest;
};

std::optional<Element> first_element(std::string_view der) {
  const unsigned char* at = as_bytes(der);
  long length = 0;
  int tag = 0;
  int kind = 0;
  int found = ASN1_get_object(&at, &length, &tag, &kind, static_cast<long>(der.size()));
  std::string_view behind = der.substr(static_cast<std::size_t>(at - as_bytes(der)));
  if (behind.size() == der.size() || kind != V_ASN1_UNIVERSAL) return std::nullopt;
  constexpr int kIndefinite = 1;
  if ((found & kIndefinite) != 0) return Element{tag, behind, ""};
  std::size_t size = std::min(behind.size(), static_cast<std::size_t>(length));
  return Element{tag, behind.substr(0, size), behind.substr(size)};
}

bool begins_with(std::string_view der, int tag) {
  auto element = first_element(der);
  return element && element->tag == tag;
}

// AlgorithmIdentifier of a way to encrypt by a password: PKCS#5, or PKCS#12's own.
bool is_password_encryption(std::string_view algorithm) {
  using namespace std::literals;
  auto oid = first_element(algorithm);
  return oid && oid->tag == V_ASN1_OBJECT &&
         (oid->content.starts_with("\x2A\x86\x48\x86\xF7\x0D\x01\x05"sv) ||
          oid->content.starts_with("\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x01"sv));
}

// What stands behind the version: PrivateKeyInfo or OneAsymmetricKey (RFC 5958 2), RSAPrivateKey (RFC 8017 A.1.2) and
// DSA's, ECPrivateKey (RFC 5915 3), PFX (RFC 7292 4).
bool is_versioned_key(int version, std::string_view body) {
  auto second = first_element(body);
  if (!second) return false;
  if (version == 3) return second->tag == V_ASN1_SEQUENCE;
  if (version > 1) return false;
  if (second->tag == V_ASN1_SEQUENCE) return begins_with(second->content, V_ASN1_OBJECT);
  return second->tag == V_ASN1_INTEGER || (version == 1 && second->tag == V_ASN1_OCTET_STRING);
}

bool is_private_key(std::string_view bytes) {
  using namespace std::literals;
  for (std::string_view start : {"openssh-key-v1\0"sv, "\xFE\xED\xFE\xED"sv, "\xCE\xCE\xCE\xCE"sv})
    if (bytes.starts_with(start)) return true;
  auto whole = first_element(bytes);
  if (!whole || whole->tag != V_ASN1_SEQUENCE) return false;
  auto first = first_element(whole->content);
  if (!first) return false;
  if (first->tag == V_ASN1_SEQUENCE) return is_password_encryption(first->content);
  if (first->tag != V_ASN1_INTEGER || first->content.size() != 1) return false;
  return is_versioned_key(static_cast<unsigned char>(first->content.front()), first->rest);
}

// Anywhere in a file put together of several, each right behind the other or at the start of a line.
bool has_private_key_in_der(std::string_view bytes) {
  Lines lines(bytes);
  for (std::string_view line; lines.next(line);)
    if (is_private_key(bytes.substr(lines.start()))) return true;
  while (begins_with(bytes, V_ASN1_SEQUENCE)) {
    bytes = first_element(bytes)->rest;
    if (is_private_key(bytes)) return true;
  }
  return false;
}

// "-----BEGIN RSA PRIVATE KEY-----", whatever a word processor made of its dashes.
bool has_label(std::string_view line) {
  std::size_t label = line.find("PRIVATE KEY");
  if (label == line.npos) return false;
  std::string_view before = line.substr(0, label);
  return before.find("BEGIN ") != before.npos || before.find("END ") != before.npos;
}

bool is_base64_of_private_key(std::string_view line) {
  constexpr std::size_t kEnough = 64;
  while (!line.empty() && (line.front() == '>' || line.front() == ' ')) line.remove_prefix(1);
  auto bytes = decode_base64(line.substr(0, std::min(kEnough, line.size() / 4 * 4)));
  return bytes && is_private_key(Wiped(std::move(*bytes)).bytes);
}

bool has_marker(std::string_view text) {
  auto has = [&](std::string_view part) { return text.find(part) != text.npos; };
  return has("PuTTY-User-Key-File-") || has("Private-Key: (") || (has("\"kty\"") && has("\"d\""));
}

}  // namespace

bool holds_private_key(std::string_view text) {
  ErrorFence fence;
  if (has_private_key_in_der(text)) return true;
  Wiped plain;
  plain.bytes.reserve(text.size());
  for (char c : text)
    if (c != '\0') plain.bytes += c;  // UTF-16, too
  if (has_marker(plain.bytes)) return true;
  Lines lines(plain.bytes);
  for (std::string_view line; lines.next(line);)
    if (has_label(line) || is_base64_of_private_key(trim(line))) return true;
  return false;
}

}  // namespace certportal::x509
