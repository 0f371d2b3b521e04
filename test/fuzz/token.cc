// What comes back of what the portal gave out: masked and signed tokens, codes of authenticator apps.
#include "secret/token.h"

#include "base/text.h"
#include "fuzz.h"
#include "secret/totp.h"

using namespace certportal;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string key(32, 'k');
  static const std::string signed_one = secret::signed_token(key);
  std::string text(fuzz::as_text(data, size));
  auto bytes = secret::from_base64url(text);
  if (bytes) fuzz::demand(to_base64url(*bytes) == text, "base64url has one spelling");
  auto encoded = secret::from_base64url(to_base64url(text));
  fuzz::demand(encoded && *encoded == text, "decoding undoes encoding");
  if (!text.empty()) fuzz::demand(secret::unmasked(secret::masked(text)) == text, "unmasking undoes masking");
  secret::unmasked(text);
  fuzz::demand(secret::is_equal(text, text) && !secret::is_equal(text, text + "x"), "equality");
  fuzz::demand(secret::is_signed_token(key, signed_one), "what was signed is taken");
  fuzz::demand(!secret::is_signed_token(key, text), "nobody signs without the key");
  fuzz::demand(text.empty() || !secret::is_signed_token(key, signed_one + text), "a signed token has its end");
  const Time now{std::chrono::seconds{1111111109}};
  if (auto step = secret::match_totp("12345678901234567890", text, now))
    fuzz::demand(secret::totp_code("12345678901234567890", *step) == text, "a code is that of its step");
  return 0;
}
