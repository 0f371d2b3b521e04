// A password for the operator's commands: from standard input, by the rules of the pages.
#pragma once

#include <string>

#include "base/result.h"
#include "secret/password_rating.h"

namespace certportal::admin {

// The first line read from `file`, without its line end ("\n" or "\r\n"); what follows is left unread or dropped. From
// a terminal it is asked for, unseen, twice. Errors (Code::invalid, text in log): nothing, too long, two that differ.
Result<std::string> read_password(int file);

// Error (Code::invalid): in log, in English, why the password is refused and what would help.
Result<void> check_password(const std::string& password, const secret::OwnData& own);

}  // namespace certportal::admin
