// A mail as text (RFC 5322, 2045-2047). Line ends are LF, as sendmail takes them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace certportal::mail {

struct Message {
  std::string from_address;
  std::string from_name;  // UTF-8, may be empty
  std::string to;
  std::string subject;  // UTF-8
  std::string text;     // UTF-8, line ends LF or CRLF
  std::string html;     // likewise; "" : the mail is text alone, else multipart/alternative with the text first
  Time date;
  std::string id;       // left part of Message-ID, the same at each try of one mail; "" makes a random one
  std::string id_host;  // its right part: the portal's host name
  std::vector<std::pair<std::string, std::string>> headers = {};  // further ones; values UTF-8
};

// Code::invalid (text in log) for CR, LF, NUL or another control character in an address, a name or a header, for an
// address that is no plain one (printable ASCII with an "@", no blanks, <>()[],;:"\, "=?", dash in front), and for text
// that is not UTF-8. A part is quoted-printable, or 7bit where nothing needs encoding, so that links stay whole.
Result<std::string> compose(const Message& message);

}  // namespace certportal::mail
