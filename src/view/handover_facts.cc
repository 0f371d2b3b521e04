#include "view/handover_facts.h"

#include "base/text.h"
#include "view/page.h"

namespace certportal::view {
namespace {
using ctemplate::TemplateDictionary;
using model::HandoverSide;
using model::HandoverState;

constexpr int kSteps = 4;

std::string name_of(HandoverSide side) { return std::string(model::name(side)); }

std::string time_text(const Language& language, const std::optional<Time>& time) {
  return time ? language.date_time(*time) : "";
}

void add_step(TemplateDictionary& where, int number, const char* css_class, const std::string& title,
              const std::string& note) {
  TemplateDictionary* step = where.AddSectionDictionary("STEP");
  step->SetIntValue("N", number);
  step->SetValue("CLASS", css_class);
  step->SetValue("TITLE", title);
  if (!note.empty()) step->AddSectionDictionary("STEP_NOTE")->SetValue("TEXT", note);
}

// How it ended before its last step, in a word of its own for each side where they differ.
std::string end_text(const Language& language, const HandoverFacts& facts) {
  std::string state(model::name(facts.state));
  if (facts.state == HandoverState::withdrawn && language.has_word("step.withdrawn." + facts.end_reason))
    return language.word("step.withdrawn." + facts.end_reason);
  std::string key = "step." + state + "." + name_of(facts.side);
  return language.word(language.has_word(key) ? key : "step." + state);
}

std::string tries_text(const Language& language, unsigned tries_left, const std::string& key) {
  return tries_left == model::kSessionPasswordTries ? language.word(key + ".all") : language.count(key, tries_left);
}

std::string note_ahead(const Language& language, const HandoverFacts& facts, int number) {
  std::string key = "step." + std::to_string(number) + "." + name_of(facts.side) + ".note";
  if (number == 2) return language.with(key, "E", facts.successor_email);
  return number == 3 ? tries_text(language, facts.tries_left, "tries") : language.word(key);
}

int steps_done(const HandoverFacts& facts) {
  if (facts.state == HandoverState::completed) return kSteps;
  return facts.accepted_at || facts.state == HandoverState::accepted ? 2 : 1;
}

void set_steps(TemplateDictionary& where, const Language& language, const HandoverFacts& facts) {
  int done = steps_done(facts);
  const std::optional<Time> times[kSteps] = {facts.started_at, facts.accepted_at, facts.ended_at, facts.ended_at};
  auto key = [&facts](int number) { return "step." + std::to_string(number) + "." + name_of(facts.side); };
  for (int i = 1; i <= done; ++i)
    add_step(where, i, "done", language.word(key(i) + ".done"), time_text(language, times[i - 1]));
  if (!model::is_open(facts.state) && done < kSteps)
    return add_step(where, done + 1, "stopped", end_text(language, facts), time_text(language, facts.ended_at));
  for (int i = done + 1; i <= kSteps; ++i)
    add_step(where, i, i == done + 1 ? "now" : "ahead", language.word(key(i)), note_ahead(language, facts, i));
}

const char* look_of(const HandoverFacts& facts) {
  switch (facts.state) {
    case HandoverState::offered:
    case HandoverState::accepted: return facts.side == HandoverSide::successor ? "warn" : "calm";
    case HandoverState::completed: return "good";
    case HandoverState::blocked: return "bad";
    case HandoverState::declined:
    case HandoverState::withdrawn:
    case HandoverState::expired: break;
  }
  return "calm";
}

// It ended, and the organisation stayed whose it was: there the reader can begin anew.
bool is_kept_by_contact(const HandoverFacts& facts) {
  return facts.side == HandoverSide::contact && !model::is_open(facts.state) &&
         facts.state != HandoverState::completed && facts.end_reason != model::name(model::WithdrawReason::contact_set);
}

void set_state(TemplateDictionary& where, const Language& language, const HandoverFacts& facts) {
  std::string state(model::name(facts.state));
  std::string side = to_upper_ascii(name_of(facts.side));
  where.SetValue("STATE", language.word("handover." + state));
  where.SetValue("LOOK", look_of(facts));
  where.ShowSection(side);
  where.ShowSection(model::is_open(facts.state) ? "OPEN" : "ENDED");
  where.ShowSection("IS_" + to_upper_ascii(state));
  where.ShowSection(side + "_" + to_upper_ascii(state));
  if (is_kept_by_contact(facts)) where.ShowSection("CONTACT_KEEPS");
  where.SetValue("TRIES_LEFT", tries_text(language, facts.tries_left, "tries_left"));
  if (facts.state != HandoverState::offered || facts.side != HandoverSide::contact) return;
  if (facts.resends_left == 0) return where.ShowSection("NO_RESEND");
  where.AddSectionDictionary("CAN_RESEND")->SetValue("LEFT", language.count("resends", facts.resends_left));
}

void set_times(TemplateDictionary& where, const Language& language, const HandoverFacts& facts) {
  where.SetValue("STARTED_AT", language.date_time(facts.started_at));
  where.SetValue("EXPIRES_AT", language.date_time(facts.expires_at));
  where.SetValue("ENDED_ON", facts.ended_at ? language.date(*facts.ended_at) : "");
  if (facts.accepted_at)
    where.AddSectionDictionary("HAS_ACCEPTED_AT")->SetValue("ACCEPTED_AT", language.date_time(*facts.accepted_at));
  if (facts.ended_at)
    where.AddSectionDictionary("HAS_ENDED_AT")->SetValue("ENDED_AT", language.date_time(*facts.ended_at));
}

}  // namespace

void set_handover(TemplateDictionary& where, const Language& language, const HandoverFacts& facts) {
  where.SetValue("REFERENCE", facts.reference);
  where.SetValue("ORGANISATION_REFERENCE", facts.organisation_reference);
  where.SetValue("ORGANISATION", facts.organisation);
  where.SetValue("CONTACT_NAME", facts.contact_name);
  where.SetValue("CONTACT_EMAIL", facts.contact_email);
  where.SetValue("SUCCESSOR_EMAIL", facts.successor_email);
  if (!facts.successor_name.empty())
    where.AddSectionDictionary("HAS_SUCCESSOR_NAME")->SetValue("SUCCESSOR_NAME", facts.successor_name);
  set_times(where, language, facts);
  set_state(where, language, facts);
  set_steps(where, language, facts);
  if (!facts.has_load) return;
  TemplateDictionary* load = where.AddSectionDictionary("LOAD");
  load->SetValue("CERTIFICATES", language.count("organisation.certificates", facts.certificates));
  if (facts.open_orders > 0) load->ShowSection("HAS_ORDERS");
  load->SetValue("ORDERS", language.count("handover.orders", facts.open_orders));
}

}  // namespace certportal::view
