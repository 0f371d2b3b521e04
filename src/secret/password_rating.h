// How hard a password is to guess: zxcvbn with the account's own data and a German word list as its dictionary.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certportal::secret {

inline constexpr std::size_t kShortestPasswordCharacters = 12;
inline constexpr double kLeastPasswordBits = 33;

// What a guesser knows of the account.
struct OwnData {
  std::string email;
  std::string name;
  std::vector<std::string> others;  // brand, host name of the portal, names of organisations
};

// `messages` is empty if accepted, else holds names of message sections, the verdict first, then advice:
// PASSWORD_MISSING; PASSWORD_TOO_SHORT; PASSWORD_TOO_LONG; PASSWORD_FORBIDDEN_CHARACTERS (control characters, not
// UTF-8); PASSWORD_TOO_WEAK; PASSWORD_ADVICE_DICTIONARY, _OWN_DATA, _REPEAT, _SEQUENCE, _KEYBOARD, _DATE.
struct PasswordRating {
  bool accepted = false;
  double bits = 0;
  std::vector<std::string> messages;
};

PasswordRating rate_password(const std::string& password, const OwnData& own);

}  // namespace certportal::secret
