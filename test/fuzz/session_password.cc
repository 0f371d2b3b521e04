// What somebody typed as a session password has one form, however it is shown.
#include "secret/session_password.h"

#include "base/text.h"
#include "fuzz.h"

using namespace certportal;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view typed = fuzz::as_text(data, size);
  auto password = secret::parse_session_password(typed);
  if (!password) return 0;
  constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  fuzz::demand(password->size() == 16 && password->find_first_not_of(kSymbols) == std::string::npos, "16 symbols");
  fuzz::demand(is_valid_utf8(typed), "what is read is UTF-8");
  std::string shown = secret::show_session_password(*password);
  for (const std::string& same : {*password, shown, to_lower_ascii(shown), " " + shown + "\r\n"}) {
    auto again = secret::parse_session_password(same);
    fuzz::demand(again && *again == *password, "a password as shown is the password");
  }
  fuzz::demand(!secret::parse_session_password(std::string(typed) + "0"), "a symbol more is none");
  return 0;
}
