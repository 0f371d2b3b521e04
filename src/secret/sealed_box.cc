#include "secret/sealed_box.h"

#include <optional>

#include "base/broken.h"
#include "base/text.h"
#include "secret/sodium.h"
#include "secret/token.h"

namespace certportal::secret {

namespace {
constexpr std::size_t kKeyBytes = crypto_box_PUBLICKEYBYTES;
static_assert(kKeyBytes == crypto_box_SECRETKEYBYTES);

std::optional<std::string> decode_key(std::string_view text) {
  auto key = from_base64url(trim(text));
  if (!key || key->size() != kKeyBytes) return std::nullopt;
  return key;
}

Error not_a_key() { return Error{Code::invalid, "", "not a key: 43 characters of base64url expected"}; }

// X25519's public key of a secret one (RFC 7748 6.1).
std::string public_of(const std::string& secret) {
  std::string key(kKeyBytes, '\0');
  if (crypto_scalarmult_base(bytes(key), bytes(std::string_view(secret))) != 0) throw Broken("X25519 failed");
  return key;
}
}  // namespace

SealPair make_seal_pair() {
  init_sodium();
  std::string public_key(kKeyBytes, '\0');
  std::string secret_key(kKeyBytes, '\0');
  if (crypto_box_keypair(bytes(public_key), bytes(secret_key)) != 0) throw Broken("making a key pair failed");
  return {to_base64url(public_key), to_base64url(secret_key)};
}

Result<std::string> seal_public_key(std::string_view secret_key) {
  init_sodium();
  auto secret = decode_key(secret_key);
  if (!secret) return not_a_key();
  return to_base64url(public_of(*secret));
}

bool is_seal_key(std::string_view key) { return decode_key(key).has_value(); }

std::string seal(std::string_view public_key, std::string_view text) {
  init_sodium();
  auto key = decode_key(public_key);
  if (!key) throw Broken("the public key for sealing is no key");
  std::string box(crypto_box_SEALBYTES + text.size(), '\0');
  if (crypto_box_seal(bytes(box), bytes(text), text.size(), bytes(std::string_view(*key))) != 0)
    throw Broken("sealing failed: the public key is a weak one");
  return box;
}

Result<std::string> open_sealed(std::string_view secret_key, std::string_view box) {
  init_sodium();
  auto secret = decode_key(secret_key);
  if (!secret) return not_a_key();
  if (box.size() < crypto_box_SEALBYTES) return Error{Code::invalid, "", "a sealed box is too short"};
  std::string text(box.size() - crypto_box_SEALBYTES, '\0');
  std::string public_key = public_of(*secret);
  if (crypto_box_seal_open(bytes(text), bytes(box), box.size(), bytes(std::string_view(public_key)),
                           bytes(std::string_view(*secret))) != 0)
    return Error{Code::invalid, "", "a sealed box was made for another key, or was changed"};
  return text;
}

}  // namespace certportal::secret
