// Reminders of certificates that end ("Ablaufschutz", orders.md): which step is due when. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "model/certificate_status.h"

namespace certportal::model {

inline constexpr char kEndStep[] = "end";

// When the last third of the lifetime begins: "1/3"; on expiry: kEndStep.
struct ReminderStep {
  std::string name;
  Time due_at;
};

// Key reminder_parts: up to ten numbers from 2 to 1000. Error (text in log).
Result<std::vector<long>> reminder_parts(const Config& config);

// In the order of time; that of expiry is always among them, and the last.
std::vector<ReminderStep> reminder_steps(Time not_before, Time not_after, const std::vector<long>& parts);

// What a look at a certificate at `until` finds. Of several steps that are due only the latest counts. 30 days after
// the end nothing is due any more: the certificate cannot be renewed then.
struct ReminderLook {
  std::optional<ReminderStep> due;  // not done yet
  std::vector<std::string> passed;  // earlier ones that were not done, and are not any more
  std::optional<Time> next;         // when a step that is not done comes next; nullopt: never
};
ReminderLook look_at(const std::vector<ReminderStep>& steps, const std::set<std::string>& done, Time until);

// The same for a certificate as it stands: nothing ever for one that is revoked or replaced, nothing before `tomorrow`
// while a revocation is pending, nothing before `muted_until`.
struct ReminderSubject {
  CertificateFacts facts;
  std::optional<Time> muted_until = {};
  std::set<std::string> done = {};
};
ReminderLook look_at(const ReminderSubject& subject, const std::vector<long>& parts, Time until, Time tomorrow);

}  // namespace certportal::model
