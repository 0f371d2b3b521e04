#include "model/reminder.h"

#include <algorithm>
#include <charconv>

namespace certportal::model {

Result<std::vector<long>> reminder_parts(const Config& config) {
  constexpr std::size_t kMostParts = 10;
  std::vector<long> parts;
  auto texts = config.list("reminder_parts");
  for (const std::string& text : texts) {
    long part = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
    if (error != std::errc{} || end != text.data() + text.size() || part < 2 || part > 1000) break;
    parts.push_back(part);
  }
  if (parts.size() != texts.size() || parts.size() > kMostParts)
    return Error{Code::invalid, "",
                 config.path() + ": key 'reminder_parts' takes up to ten numbers from 2 to 1000, with commas between"};
  return parts;
}

std::vector<ReminderStep> reminder_steps(Time not_before, Time not_after, const std::vector<long>& parts) {
  std::vector<ReminderStep> steps;
  steps.reserve(parts.size() + 1);
  for (long part : parts) steps.push_back({"1/" + std::to_string(part), not_after - (not_after - not_before) / part});
  steps.push_back({kEndStep, not_after});
  std::stable_sort(steps.begin(), steps.end(),
                   [](const ReminderStep& a, const ReminderStep& b) { return a.due_at < b.due_at; });
  return steps;
}

ReminderLook look_at(const std::vector<ReminderStep>& steps, const std::set<std::string>& done, Time until) {
  ReminderLook look;
  if (until > renewable_until(steps.back().due_at)) return look;
  for (const ReminderStep& step : steps) {
    if (step.due_at > until) {
      if (done.contains(step.name)) continue;
      look.next = step.due_at;
      break;
    }
    if (look.due) look.passed.push_back(look.due->name);
    look.due = step;
    if (!done.contains(step.name)) continue;
    look.due.reset();
    look.passed.clear();
  }
  return look;
}

ReminderLook look_at(const ReminderSubject& subject, const std::vector<long>& parts, Time until, Time tomorrow) {
  const CertificateFacts& facts = subject.facts;
  if (facts.revoked || facts.replaced) return {};
  if (facts.revocation_pending) return {{}, {}, tomorrow};
  if (subject.muted_until && *subject.muted_until > until) return {{}, {}, *subject.muted_until};
  return look_at(reminder_steps(facts.not_before, facts.not_after, parts), subject.done, until);
}

}  // namespace certportal::model
