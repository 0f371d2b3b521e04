#include "view/handover_pages.h"

#include "base/text.h"
#include "view/handover_facts.h"
#include "view/page.h"

namespace certportal::view {
namespace {
using model::HandoverSide;
using model::HandoverState;

// An error at an input that this page does not show (any more) is one of the whole form. How the handover ended is what
// the page itself says.
FormState fitting(FormState form, const HandoverFacts& handover) {
  std::string end = "HANDOVER_IS_" + to_upper_ascii(model::name(handover.state));
  std::erase_if(form.errors, [&end](const FieldError& error) { return error.message == end; });
  bool asks_session_password = handover.side == HandoverSide::successor && handover.state == HandoverState::accepted;
  bool asks_own_password = handover.side == HandoverSide::contact && model::is_open(handover.state);
  for (FieldError& error : form.errors) {
    bool is_shown = (error.field == "session_password" && asks_session_password) ||
                    ((error.field == "current_password" || error.field == "code") && asks_own_password);
    if (!is_shown) error.field.clear();
  }
  return form;
}

void add_handover(Page& out, const char* section, const HandoverFacts& facts, Time now) {
  auto* line = out->AddSectionDictionary(section);
  set_handover(*line, out.language(), facts);
  line->SetValue("DAYS_LEFT", out.language().days_left(facts.expires_at, now));
}

void set_signature(ctemplate::TemplateDictionary& where, const Language& language, const ReceiptPage& page) {
  where.ShowSection("SIGNED");
  where.SetValue("SIGNED_AT", language.date_time(page.signed_at));
  where.SetValue("SHA256", page.certificate_sha256);
}
}  // namespace

std::string render(const Site& site, const Chrome& chrome, const SessionPasswordPage& page) {
  Chrome shown_once = chrome;
  shown_once.has_language_link = false;
  shown_once.menu = Menu::handovers;
  Page out(site, shown_once, "handover_started");
  set_handover(*out, out.language(), page.handover);
  out->SetValueWithoutCopy("SESSION_PASSWORD", page.session_password);
  out->ShowSection(page.is_renewed ? "RENEWED" : "STARTED");
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const HandoverListPage& page) {
  Page out(site, chrome, "handover_list");
  out.show("HAS_OPEN", !page.open.empty());
  out.show("HAS_ENDED", !page.ended.empty());
  out->ShowSection(page.open.empty() && page.ended.empty() ? "NOTHING" : "SOME");
  for (const HandoverFacts& facts : page.open) add_handover(out, "OPEN_ONE", facts, page.now);
  for (const HandoverFacts& facts : page.ended) add_handover(out, "ENDED_ONE", facts, page.now);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const HandoverPage& page) {
  Page out(site, chrome, "handover");
  set_handover(*out, out.language(), page.handover);
  FormState form = fitting(page.form, page.handover);
  out.form(form, {});
  out->SetValue("DAYS_LEFT", out.language().days_left(page.handover.expires_at, page.now));
  out->ShowSection(page.is_decline_question ? "DECLINE_QUESTION" : "NO_QUESTION");
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const OfferPage& page) {
  Page out(site, chrome, "handover_offer");
  set_handover(*out, out.language(), page.handover);
  out->SetValueWithoutCopy("TOKEN", page.token);
  out.section("OTHER_ACCOUNT", "ADDRESS", page.signed_in_as);
  out->ShowSection(page.is_decline_question ? "DECLINE_QUESTION" : "NO_QUESTION");
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const OfferAnsweredPage& page) {
  Page out(site, chrome, "handover_answered");
  out->ShowSection(page.is_accepted ? "ACCEPTED" : "DECLINED");
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const ReceiptPage& page) {
  Page out(site, chrome, "handover_receipt");
  out->SetValue("PORTAL", page.portal);
  out->SetValue("TIME_ZONE", site.settings().time_zone);
  set_handover(*out, out.language(), page.handover);
  switch (page.signature) {
    case ReceiptState::waiting: out->ShowSection("WAITING"); break;
    case ReceiptState::is_signed: set_signature(*out, out.language(), page); break;
    case ReceiptState::unsigned_portal: out->ShowSection("UNSIGNED"); break;
  }
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const InvitationRefusalPage& page) {
  Page out(site, chrome, "invitation_refusal");
  out->SetValueWithoutCopy("TOKEN", page.token);
  out->ShowSection(page.token.empty() ? "REFUSED" : "QUESTION");
  return out.finish();
}

}  // namespace certportal::view
