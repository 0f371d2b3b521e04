// An e-mail address as an identity (handover.md, rule 10): one stored form for each mailbox, however it was typed.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace certportal::model {

class EmailAddress {
 public:
  // Trims; the local part must be an RFC 5321 dot-string of printable ASCII without a dash in front or "=?", and is
  // lower-cased; the domain becomes A-labels (UTS 46, non-transitional), at least two. Up to 64 and 254 bytes. Errors
  // (Code::invalid): EMAIL_MISSING, EMAIL_TOO_LONG, EMAIL_LOCAL_NOT_ASCII, EMAIL_DOMAIN_INVALID, EMAIL_INVALID (else).
  static Result<EmailAddress> parse(std::string_view typed);

  // The stored form back from the database, unchecked.
  static EmailAddress from_stored(std::string address) { return EmailAddress(std::move(address)); }

  // The stored form, ASCII: what is compared, and where mail goes.
  const std::string& address() const { return address_; }

  // For pages: the stored form; with an internationalised domain "name@münchen.example (xn--mnchen-3ya.example)".
  std::string display() const;

  auto operator<=>(const EmailAddress&) const = default;

 private:
  explicit EmailAddress(std::string address) : address_(std::move(address)) {}
  std::string address_;
};

}  // namespace certportal::model
