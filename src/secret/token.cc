// SHA-256 is enough for stored tokens: they carry 256 random bits, so that there is nothing to guess or to slow down.
#include "secret/token.h"

#include <cassert>

#include "base/random.h"
#include "base/text.h"
#include "secret/keyed_digest.h"
#include "secret/sodium.h"

namespace certportal::secret {

std::string new_token() { return to_base64url(random_bytes(32)); }

std::string token_hash(std::string_view token) {
  init_sodium();
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(bytes(hash), bytes(token), token.size());
  return hash;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string raw(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(bytes(raw), raw.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return std::nullopt;
  raw.resize(size);
  if (to_base64url(raw) != text) return std::nullopt;  // libsodium takes some bytes above 0x7F for digits
  return raw;
}

bool is_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

namespace {
constexpr std::size_t kPad = 16;

std::string with_pad(std::string_view pad, std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<char>(out[i] ^ pad[i % pad.size()]);
  return out;
}
}  // namespace

std::string masked(std::string_view token) {
  std::string pad = random_bytes(kPad);
  return to_base64url(pad + with_pad(pad, token));
}

std::string unmasked(std::string_view text) {
  const std::string read = from_base64url(text).value_or("");
  if (read.size() <= kPad) return "";
  return with_pad(std::string_view(read).substr(0, kPad), std::string_view(read).substr(kPad));
}

namespace {
std::string mac(std::string_view key, std::string_view text) {
  assert(key.size() >= 16);
  return to_base64url(hmac_sha256(key, text));
}
}  // namespace

std::string signed_token(std::string_view key) {
  std::string token = new_token();
  return token + "." + mac(key, token);
}

bool is_signed_token(std::string_view key, std::string_view text) {
  auto dot = text.find('.');
  if (dot != 43 || text.size() != 87) return false;
  return is_equal(text.substr(dot + 1), mac(key, text.substr(0, dot)));
}

}  // namespace certportal::secret
