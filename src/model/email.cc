#include "model/email.h"

#include <algorithm>

#include "base/text.h"
#include "model/domain_name.h"

namespace certportal::model {

namespace {
constexpr std::size_t kLongestLocalPart = 64;  // RFC 5321 4.5.3.1.1
constexpr std::size_t kLongestAddress = 254;   // RFC 5321 4.5.3.1.3, less the angle brackets
constexpr std::size_t kLongestInput = 1024;

Error refuse(const char* message, const char* log) { return Error{Code::invalid, message, log}; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// RFC 5322 3.2.3
bool is_atext(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
         (c != '\0' && std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos);
}

bool is_dot_string(std::string_view local) {
  auto atoms = split(local, '.');
  return std::all_of(atoms.begin(), atoms.end(), [](std::string_view atom) {
    return !atom.empty() && std::all_of(atom.begin(), atom.end(), is_atext);
  });
}

// A host name of at least two labels that cannot be read as an IPv4 address (WHATWG URL: "ends in a number").
bool is_mail_domain(std::string_view ascii) {
  auto dot = ascii.rfind('.');
  if (dot == std::string_view::npos) return false;
  std::string_view top = ascii.substr(dot + 1);
  return !std::all_of(top.begin(), top.end(), is_digit);
}
}  // namespace

Result<EmailAddress> EmailAddress::parse(std::string_view typed) {
  typed = trim(typed);
  if (typed.empty()) return refuse("EMAIL_MISSING", "no e-mail address given");
  if (typed.size() > kLongestInput) return refuse("EMAIL_TOO_LONG", "the e-mail address is too long");
  if (!is_valid_utf8(typed) || has_control_characters(typed))
    return refuse("EMAIL_INVALID", "the e-mail address holds control characters or is not UTF-8");
  auto at = typed.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == typed.size())
    return refuse("EMAIL_INVALID", "the e-mail address is not of the form name@domain");
  std::string_view local = typed.substr(0, at);
  auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (!std::all_of(local.begin(), local.end(), is_ascii))
    return refuse("EMAIL_LOCAL_NOT_ASCII", "the part of the e-mail address before the @ is not ASCII");
  if (!is_dot_string(local))
    return refuse("EMAIL_INVALID", "the part of the e-mail address before the @ is not a dot-string of RFC 5321");
  // Programs that decode encoded words (RFC 2047) where none belong would read another address.
  if (local.find("=?") != std::string_view::npos)
    return refuse("EMAIL_INVALID", "the e-mail address holds the start of an encoded word");
  // Not every sendmail program knows "--": it could take the recipient for an option.
  if (local.front() == '-') return refuse("EMAIL_INVALID", "the e-mail address begins with a dash");
  auto domain = to_ascii(typed.substr(at + 1));
  if (!domain || !is_mail_domain(*domain))
    return refuse("EMAIL_DOMAIN_INVALID", "the part of the e-mail address after the @ is not a complete domain name");
  std::string address = to_lower_ascii(local) + "@" + *domain;
  if (local.size() > kLongestLocalPart || address.size() > kLongestAddress)
    return refuse("EMAIL_TOO_LONG", "the e-mail address is too long");
  return EmailAddress(std::move(address));
}

std::string EmailAddress::display() const {
  auto at = address_.rfind('@');
  if (at == std::string::npos) return address_;
  DisplayName domain = display_name(std::string_view(address_).substr(at + 1));
  if (domain.unicode.empty()) return address_;
  return address_.substr(0, at + 1) + domain.unicode + " (" + domain.ascii + ")";
}

}  // namespace certportal::model
