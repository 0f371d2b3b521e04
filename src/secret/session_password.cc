#include "secret/session_password.h"

#include "secret/crockford.h"

namespace certportal::secret {

std::string new_session_password() { return new_crockford(); }

std::string show_session_password(std::string_view password) { return show_crockford(password); }

Result<std::string> parse_session_password(std::string_view typed) {
  auto password = parse_crockford(typed);
  if (!password) return Error{Code::invalid, "SESSION_PASSWORD_MALFORMED", "not 16 symbols"};
  if (password->empty()) return Error{Code::invalid, "SESSION_PASSWORD_MISSING", "no session password given"};
  return *password;
}

}  // namespace certportal::secret
