#include "secret/locked_box.h"

#include "base/broken.h"
#include "base/random.h"
#include "secret/keyed_digest.h"
#include "secret/sodium.h"

namespace certportal::secret {
namespace {

std::string key_for(std::string_view key, std::string_view purpose) {
  return hmac_sha256(key, "locked box " + std::string(purpose));
}

}  // namespace

std::string lock(std::string_view key, std::string_view purpose, std::string_view text) {
  init_sodium();
  std::string box = random_bytes(crypto_secretbox_NONCEBYTES);
  std::string locked(crypto_secretbox_MACBYTES + text.size(), '\0');
  if (crypto_secretbox_easy(bytes(locked), bytes(text), text.size(), bytes(std::string_view(box)),
                            bytes(std::string_view(key_for(key, purpose)))) != 0)
    throw Broken("locking failed");
  return box + locked;
}

Result<std::string> open_locked(std::string_view key, std::string_view purpose, std::string_view box) {
  init_sodium();
  constexpr std::size_t kLonger = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (box.size() < kLonger) return Error{Code::invalid, "", "a locked box that is too short"};
  std::string text(box.size() - kLonger, '\0');
  std::string_view locked = box.substr(crypto_secretbox_NONCEBYTES);
  if (crypto_secretbox_open_easy(bytes(text), bytes(locked), locked.size(), bytes(box),
                                 bytes(std::string_view(key_for(key, purpose)))) != 0)
    return Error{Code::invalid, "", "a box that was locked by another key, or changed"};
  return text;
}

}  // namespace certportal::secret
