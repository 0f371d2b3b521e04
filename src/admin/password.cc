#include "admin/password.h"

#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <map>
#include <string_view>

#include "secret/password_hash.h"

namespace certportal::admin {
namespace {

Error refuse(const std::string& why) { return Error{Code::invalid, "", why}; }

// Byte by byte: what stands behind the first line is not ours.
Result<std::string> first_line(int file) {
  std::string line;
  for (;;) {
    char c = 0;
    ssize_t got = read(file, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refuse(std::string("the password cannot be read from standard input: ") + std::strerror(errno));
    if (got == 0 || c == '\n') break;
    if (line.size() > secret::kLongestPasswordBytes) return refuse("the password is too long");
    line += c;
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

// Keys are not shown while this lives.
class NoEcho {
 public:
  explicit NoEcho(int terminal) : terminal_(terminal) {
    tcgetattr(terminal_, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(terminal_, TCSAFLUSH, &silent);
  }
  ~NoEcho() { tcsetattr(terminal_, TCSAFLUSH, &before_); }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

 private:
  int terminal_;
  termios before_{};
};

Result<std::string> ask_twice(int terminal) {
  NoEcho no_echo(terminal);
  std::cerr << "Password: " << std::flush;
  auto first = first_line(terminal);
  std::cerr << "\nOnce more: " << std::flush;
  if (!first) return first;
  auto second = first_line(terminal);
  std::cerr << "\n";
  if (!second) return second;
  if (*first != *second) return refuse("the two passwords differ");
  return first;
}

const std::map<std::string_view, std::string_view>& texts() {
  static const std::map<std::string_view, std::string_view> all = {
      {"PASSWORD_MISSING", "no password on standard input"},
      {"PASSWORD_TOO_SHORT", "the password is shorter than 12 characters"},
      {"PASSWORD_TOO_LONG", "the password is too long"},
      {"PASSWORD_FORBIDDEN_CHARACTERS", "the password holds control characters or is not UTF-8"},
      {"PASSWORD_TOO_WEAK", "the password is too easy to guess"},
      {"PASSWORD_ADVICE_DICTIONARY", "it holds common words, names or passwords"},
      {"PASSWORD_ADVICE_OWN_DATA", "it holds what is known of the account or the portal"},
      {"PASSWORD_ADVICE_REPEAT", "it repeats itself"},
      {"PASSWORD_ADVICE_SEQUENCE", "it holds a sequence such as abcd or 4321"},
      {"PASSWORD_ADVICE_KEYBOARD", "it holds a row of neighbouring keys"},
      {"PASSWORD_ADVICE_DATE", "it holds a date"},
  };
  return all;
}

}  // namespace

Result<std::string> read_password(int file) {
  auto password = isatty(file) ? ask_twice(file) : first_line(file);
  if (password && password->empty()) return refuse("no password on standard input");
  return password;
}

Result<void> check_password(const std::string& password, const secret::OwnData& own) {
  secret::PasswordRating rating = secret::rate_password(password, own);
  if (rating.accepted) return {};
  std::string why;
  for (const std::string& message : rating.messages) {
    auto text = texts().find(message);
    why += why.empty() ? "" : "; ";
    why += text == texts().end() ? message : text->second;
  }
  return refuse(why);
}

}  // namespace certportal::admin
