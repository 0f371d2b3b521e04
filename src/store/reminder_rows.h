// What the two files of reminders share: a certificate as far as its reminders need it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/reminder.h"
#include "store/database.h"

namespace certportal::store {

// Of a certificate that nobody has looked at: the default of the column, and what unmuting puts there.
inline constexpr Time kNotLookedAt{};

struct ReminderCandidate {
  std::uint64_t number = 0;
  std::uint64_t organisation = 0;
  model::ReminderSubject subject;
  std::string name;
  long more_names = 0;
  std::string serial;  // hexadecimal
  std::string sha256;  // bytes
};

// Those of `numbers` whose next_reminder_at is still at most `until`, by their end; locked until the commit.
std::vector<ReminderCandidate> lock_candidates(Transaction& transaction, const std::vector<std::uint64_t>& numbers,
                                               Time until);

// When to look at each again.
using NextLooks = std::map<std::uint64_t, std::optional<Time>>;
void write_next_looks(Transaction& transaction, const NextLooks& next);

}  // namespace certportal::store
