#include "secret/totp.h"

#include <liboath/oath.h>

#include <array>
#include <cstdlib>

#include "base/broken.h"
#include "base/random.h"
#include "base/text.h"
#include "secret/token.h"

namespace certportal::secret {
namespace {

constexpr std::size_t kSecretBytes = 20;
constexpr unsigned kDigits = 6;
constexpr std::uint64_t kStepSeconds = 30;

void check(int result) {
  if (result != OATH_OK) throw Broken(std::string("liboath: ") + oath_strerror(result));
}

// RFC 4648, section 6; 20 bytes need no "=" at the end.
std::string base32(std::string_view bytes) {
  char* text = nullptr;
  std::size_t length = 0;
  check(oath_base32_encode(bytes.data(), bytes.size(), &text, &length));
  std::string encoded(text, length);
  std::free(text);
  return encoded;
}

}  // namespace

std::string new_totp_secret() { return random_bytes(kSecretBytes); }

std::string show_totp_secret(std::string_view secret) {
  std::string shown;
  for (char symbol : base32(secret)) {
    if (shown.size() % 5 == 4) shown += ' ';
    shown += symbol;
  }
  return shown;
}

std::string totp_address(std::string_view secret, std::string_view issuer, std::string_view account) {
  const std::string name = percent_encode(issuer);
  return "otpauth://totp/" + name + ":" + percent_encode(account) + "?secret=" + base32(secret) + "&issuer=" + name;
}

std::string totp_code(std::string_view secret, std::uint64_t step) {
  std::array<char, kDigits + 1> code{};
  static const int initialised = oath_init();
  check(initialised);
  check(oath_hotp_generate(secret.data(), secret.size(), step, kDigits, false, OATH_HOTP_DYNAMIC_TRUNCATION,
                           code.data()));
  return code.data();
}

std::optional<std::uint64_t> match_totp(std::string_view secret, std::string_view code, Time now) {
  const auto present = static_cast<std::uint64_t>(now.time_since_epoch().count()) / kStepSeconds;
  std::optional<std::uint64_t> match;
  for (std::uint64_t step : {present - 1, present, present + 1})
    if (is_equal(totp_code(secret, step), code)) match = step;
  return match;
}

}  // namespace certportal::secret
