// The outbox as the operator sees it: without values and tokens.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/database.h"

namespace certportal::store {

struct MailState {
  std::uint64_t id = 0;
  std::string kind;
  std::string recipient;
  std::string state;  // "waiting", "sent", …
  unsigned tries = 0;
  std::string answer;  // the mailer's last one
  Time created_at;
  Time next_try_at;  // of a waiting one
  std::optional<Time> sent_at;
};

// The newest `limit` mails, the newest first.
std::vector<MailState> list_mails(Database& database, unsigned limit);

}  // namespace certportal::store
