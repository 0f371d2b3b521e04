#include "portal/handover_facts.h"

#include <algorithm>

#include "model/email.h"

namespace certportal::portal {
namespace {

using model::HandoverSide;
using model::HandoverState;

std::string shown(const std::string& address) { return model::EmailAddress::from_stored(address).display(); }

unsigned left_of(unsigned all, unsigned used) { return all - std::min(all, used); }

// Of one that is over though nobody has written so yet: when its time was.
std::optional<Time> end_of(const store::Handover& handover, HandoverState state) {
  if (handover.ended_at || model::is_open(state)) return handover.ended_at;
  if (state == HandoverState::blocked && handover.last_try_at) return *handover.last_try_at + model::kTryUnderWay;
  return handover.expires_at;
}

}  // namespace

view::HandoverFacts make_handover_facts(const store::Handover& handover, HandoverSide side, Time now) {
  view::HandoverFacts facts;
  facts.reference = model::to_text(handover.id);
  facts.organisation_reference = model::to_text(handover.organisation);
  facts.organisation = handover.organisation_name;
  facts.side = side;
  facts.state = store::state_at(handover, now);
  facts.end_reason = handover.end_reason;
  facts.contact_name = handover.contact.name;
  facts.contact_email = shown(handover.contact.email);
  facts.successor_email = shown(handover.successor.email);
  facts.started_at = handover.started_at;
  facts.expires_at = handover.expires_at;
  facts.accepted_at = handover.accepted_at;
  facts.ended_at = end_of(handover, facts.state);
  facts.tries_left = left_of(model::kSessionPasswordTries, handover.tries);
  facts.resends_left = left_of(model::kOfferResends, handover.resends);
  if (facts.state != HandoverState::completed) return facts;
  // Before, the contact would learn by typing addresses whose they are.
  facts.successor_name = handover.successor.name;
  add_load(facts, {handover.certificates, handover.open_orders});
  return facts;
}

void add_load(view::HandoverFacts& facts, const store::HandoverLoad& load) {
  facts.has_load = true;
  facts.certificates = load.certificates;
  facts.open_orders = load.open_orders;
}

}  // namespace certportal::portal
