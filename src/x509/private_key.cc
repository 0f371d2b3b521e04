// Judges by how a text begins: a parser that wants all of it would miss the key that is cut off.
#include "x509/private_key.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/text.h"
#include "x509/csr.h"
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

bool is_base64_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

// What Base64 or hexadecimal digits stand for: a key, or the beginning of its file.
bool is_hidden_key(std::optional<std::string> bytes) {
  if (!bytes) return false;
  Wiped wiped(std::move(*bytes));
  return is_private_key(wiped.bytes) || has_label(wiped.bytes);
}

bool is_base64_of_private_key(std::string_view digits) {
  constexpr std::size_t kEnough = 64;
  return is_hidden_key(decode_base64(digits.substr(0, std::min(kEnough, digits.size() / 4 * 4))));
}

// As `xxd -p` writes them, or with colons and blanks between them; up to the first that is none.
std::string decode_hex(std::string_view text) {
  Wiped digits;
  digits.bytes.reserve(text.size());
  for (char c : text) {
    if (c == ' ' || c == ':') continue;
    int value = OPENSSL_hexchar2int(static_cast<unsigned char>(c));
    if (value < 0) break;
    digits.bytes += static_cast<char>(value);
  }
  std::string bytes(digits.bytes.size() / 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(digits.bytes[2 * i] * 16 + digits.bytes[2 * i + 1]);
  return bytes;
}

bool is_hex_of_private_key(std::string_view line) {
  constexpr std::size_t kEnough = 256;
  return is_hidden_key(decode_hex(line.substr(0, kEnough)));
}

// Each run of digits counts, whatever stands before it: a name, quotes, a mark of the encoding.
bool is_digits_of_private_key(std::string_view line) {
  for (std::size_t at = 0; at < line.size();) {
    auto end = std::find_if_not(line.begin() + static_cast<std::ptrdiff_t>(at), line.end(), is_base64_digit);
    std::size_t size = static_cast<std::size_t>(end - line.begin()) - at;
    std::string_view run = line.substr(at, size);
    if (size > 0 && (is_base64_of_private_key(run) || is_hex_of_private_key(run))) return true;
    at += size + 1;
  }
  return is_hex_of_private_key(line);
}

bool has_marker(std::string_view text) {
  auto has = [&](std::string_view part) { return text.find(part) != text.npos; };
  return has("PuTTY-User-Key-File-") || has("Private-Key: (") || (has("\"kty\"") && has("\"d\"")) ||
         (has("<RSAKeyValue") && has("<D>"));
}

bool is_seen(std::string_view text) {
  if (has_private_key_in_der(text)) return true;
  Wiped plain;
  plain.bytes.reserve(text.size());
  for (char c : text)
    if (c != '\0') plain.bytes += c;  // UTF-16, too
  if (has_marker(plain.bytes)) return true;
  Lines lines(plain.bytes);
  for (std::string_view line; lines.next(line);)
    if (has_label(line) || is_digits_of_private_key(line)) return true;
  return false;
}

bool is_seen_in_run(std::string_view run) {
  constexpr std::size_t kShortest = 64;
  if (run.size() < kShortest) return false;
  if (is_seen(Wiped(decode_hex(run)).bytes)) return true;
  auto bytes = decode_base64(run.substr(0, run.size() / 4 * 4));
  return bytes && is_seen(Wiped(std::move(*bytes)).bytes);
}

// A file in digits of several lines: the key may stand behind a certificate.
bool is_seen_in_digits(std::string_view text) {
  Wiped run;
  run.bytes.reserve(text.size());
  for (char c : text) {
    if (is_base64_digit(c)) {
      run.bytes += c;
    } else if (std::string_view("\0 \t\r\n>", 6).find(c) == std::string_view::npos) {
      if (is_seen_in_run(run.bytes)) return true;
      run.bytes.clear();
    }
  }
  return is_seen_in_run(run.bytes);
}

}  // namespace

bool holds_private_key(std::string_view text) {
  ErrorFence fence;
  return is_seen(text) || is_seen_in_digits(text);
}

bool is_no_secret(std::string_view text) {
  // 32 bytes, the shortest key, are 43 digits of Base64.
  constexpr std::size_t kTooShortForKeys = 40;
  if (holds_private_key(text)) return false;
  for (const char* begin : {"-----BEGIN CERTIFICATE REQUEST-----", "-----BEGIN NEW CERTIFICATE REQUEST-----",
                            "-----BEGIN CERTIFICATE-----"})
    if (text.find(begin) != text.npos) return true;
  return text.size() < kTooShortForKeys;
}

}  // namespace certportal::x509
