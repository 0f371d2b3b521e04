#include "view/approval_pages.h"

#include <algorithm>

#include "view/order_preview.h"
#include "view/page.h"
#include "view/status.h"

namespace certportal::view {
namespace {

using ctemplate::TemplateDictionary;

// The pill of an order; what waits for an upload looks as what waits for a decision does.
void set_state(TemplateDictionary& where, const Language& language, model::OrderState state, bool waits_for_upload) {
  const StatusLook& look = look_of(state);
  where.SetValue("CLASS", waits_for_upload ? "warn" : look.css_class);
  where.SetValue("STATE", language.word(waits_for_upload ? "order.upload" : look.word));
}

void set_obstacle(TemplateDictionary& where, const Language& language, const Message& obstacle) {
  if (obstacle.message.empty()) return;
  set_message(language, *where.AddSectionDictionary("OBSTACLE"), obstacle.message, obstacle.values);
}

std::string note_of(const Language& language, const ApprovalRow& row) {
  std::string note = row.ascii_name;
  auto append = [&note](const std::string& text) { note += (note.empty() ? "" : " · ") + text; };
  if (row.more_names > 0) append(language.count("names.more", row.more_names));
  append(kind_word(language, row.kind));
  append(row.product);
  return note;
}

bool is_choosable(const ApprovalRow& row) {
  return row.state == model::OrderState::submitted && row.obstacle.message.empty() && !row.is_held;
}

void set_row(TemplateDictionary& line, const Language& language, const ApprovalRow& row, Time now) {
  line.SetIntValue("NUMBER", row.number);
  line.SetValueWithoutCopy("NAME", row.name);
  line.SetValue("NOTE", note_of(language, row));
  line.SetValueWithoutCopy("ORGANISATION", row.organisation);
  line.SetValueWithoutCopy("SUBMITTED_BY", row.submitted_by);
  line.SetValue("SUBMITTED_ON", language.date(row.submitted_at));
  line.SetValue("AGE", count_wait(language, "age", (now - row.submitted_at).count()));
  set_state(line, language, row.state, row.waits_for_upload);
  set_obstacle(line, language, row.obstacle);
  if (row.is_held) line.ShowSection("HELD");
  if (is_choosable(row)) line.ShowSection("CHOOSABLE");
}

void set_list_pages(Page& out, const std::string& base, const ApprovalListPage& page) {
  std::string status = page.status.empty() ? "" : "status=" + page.status;
  std::string path = base + "/approvals";
  const std::string query = status.empty() ? "" : "?" + status;
  out->SetValue("URL_CSV", path + ".csv" + query);
  out->SetValue("URL_JSON", path + ".json" + query);
  if (!page.is_first) out.section("NOT_FIRST", "URL", path + query);
  if (page.next_after.empty()) return;
  out.section("NEXT", "URL", path + "?" + status + (status.empty() ? "" : "&") + "after=" + page.next_after);
}

}  // namespace

std::string render(const Site& site, const Chrome& chrome, const ApprovalListPage& page) {
  Page out(site, chrome, "approval_list");
  out.form(page.form, {});
  for (const auto& [section, status] :
       std::initializer_list<std::pair<const char*, const char*>>{{"AT_WAITING", ""},
                                                                  {"AT_SUBMITTED", "submitted"},
                                                                  {"AT_FAILED", "failed"},
                                                                  {"AT_UPLOAD", "upload"},
                                                                  {"AT_ALL", "all"}})
    out.show(section, page.status == status);
  out.show("NOT_ALL", page.status != "all");
  out->ShowSection(page.rows.empty() ? "NO_ROWS" : "HAS_ROWS");
  out.show("HAS_CHOOSABLE", std::any_of(page.rows.begin(), page.rows.end(), is_choosable));
  for (const ApprovalRow& row : page.rows) set_row(*out->AddSectionDictionary("ROW"), out.language(), row, page.now);
  set_list_pages(out, site.settings().base_path, page);
  return out.finish();
}

namespace {

void set_head(Page& out, const ApprovalPage& page) {
  out->SetIntValue("NUMBER", page.number);
  out->SetValue("TITLE", page.names.empty() ? std::to_string(page.number) : page.names.front().shown.name);
  out->SetValueWithoutCopy("ORGANISATION", page.organisation);
  out->SetValueWithoutCopy("ORGANISATION_REFERENCE", page.organisation_reference);
  out->ShowSection(page.is_checked ? "CHECKED" : "UNCHECKED");
  set_state(*out, out.language(), page.state, page.may_upload);
  out.section("FAILURE", "TEXT", page.failure);
  if (page.state == model::OrderState::withdrawn)
    out.show("KEY_KNOWN", !page.reason.empty());
  else
    out.section("REJECTION", "TEXT", page.reason);
}

bool is_wildcard(const std::string& name) { return name.starts_with("*."); }

void set_holding(TemplateDictionary& where, const Language& language, const OrderedName& name,
                 const NameHolding& holding) {
  auto* line = where.AddSectionDictionary("HOLDING");
  if (holding.name != name.shown.name)
    line->AddSectionDictionary(is_wildcard(name.shown.name) ? "COVERS" : "COVERED")->SetValue("THEIRS", holding.name);
  line->SetValueWithoutCopy("ORGANISATION", holding.organisation);
  line->SetValueWithoutCopy("ORGANISATION_REFERENCE", holding.organisation_reference);
  line->SetIntValue("NUMBER", holding.number);
  line->SetValue("END", language.date(holding.end));
  if (holding.is_revoked) line->ShowSection("REVOKED");
}

void set_names(Page& out, const std::vector<OrderedName>& names) {
  long held = 0;
  for (const OrderedName& name : names) {
    auto* line = out->AddSectionDictionary("NAME");
    line->SetValueWithoutCopy("TEXT", name.shown.name);
    line->SetValueWithoutCopy("ASCII", name.shown.ascii_name);
    if (name.others.empty()) continue;
    ++held;
    line->ShowSection("HELD");
    for (const NameHolding& holding : name.others) set_holding(*line, out.language(), name, holding);
    if (name.has_more) line->ShowSection("MORE");
  }
  if (held > 0) out.section("NAMES_HELD", "TEXT", out.language().count("approval.names_held", held));
}

std::string policy_text(const Language& language, const ApprovalPage& page) {
  std::string text = language.count("approval.officers", static_cast<long>(page.needed_approvals));
  return page.has_auto_approval ? text + "; " + language.word("approval.automatic") : text;
}

void set_facts(Page& out, const ApprovalPage& page) {
  const Language& language = out.language();
  out->SetValueWithoutCopy("CONTACT_NAME", page.contact_name);
  out->SetValueWithoutCopy("CONTACT_EMAIL", page.contact_email);
  out->SetValueWithoutCopy("SUBMITTED_BY", page.submitted_by);
  out->SetValue("SUBMITTED_AT", language.date_time(page.submitted_at));
  out->SetValue("AGE", count_wait(language, "age", (page.now - page.submitted_at).count()));
  out->SetValue("KIND", kind_word(language, page.kind));
  if (page.predecessor > 0) out.section("PREDECESSOR", "OTHER", std::to_string(page.predecessor));
  out->SetValueWithoutCopy("PRODUCT", page.product);
  out.show("PRODUCT_GONE", !page.has_product);
  out->SetValueWithoutCopy("ISSUER", page.issuer);
  out->SetValue("LIFETIME", language.count("approval.lifetime", static_cast<long>(page.lifetime_days)));
  if (page.ends_at) out.section("KEEPS_END", "DATE", language.date(*page.ends_at));
  out->SetValue("POLICY", policy_text(language, page));
  for (const std::string& line : page.subject) out.section("SUBJECT", "TEXT", line);
  out->SetValueWithoutCopy("KEY", page.key);
  out->SetValueWithoutCopy("KEY_SHA256", page.key_sha256);
  out.show("SAME_KEY", page.has_same_key);
  out->SetValueWithoutCopy("CSR", page.csr);
  set_ignored(*out, language, page.ignored, page.more_ignored);
}

void set_lists(Page& out, const ApprovalPage& page) {
  const Language& language = out.language();
  out->ShowSection(page.earlier.empty() ? "NO_EARLIER" : "HAS_EARLIER");
  for (const EarlierRow& row : page.earlier) {
    auto* line = out->AddSectionDictionary("EARLIER");
    line->SetIntValue("NUMBER", row.number);
    line->SetValueWithoutCopy("NAME", row.name);
    if (row.more_names > 0) line->SetValue("NOTE", language.count("names.more", row.more_names));
    line->SetValue("END", language.date(row.end));
    line->SetValue("DAYS", language.days_left(row.end, page.now));
    if (row.is_revoked) line->ShowSection("REVOKED");
  }
  if (!page.decisions.empty()) out->ShowSection("HAS_DECISIONS");
  for (const DecisionRow& row : page.decisions) {
    auto* line = out->AddSectionDictionary("DECISION");
    line->SetValue("WHEN", language.date_time(row.decided_at));
    line->SetValueWithoutCopy("WHO", row.officer);
    line->SetValue("WHAT", language.word("decision." + row.decision));
  }
  if (!page.history.empty()) out->ShowSection("HAS_HISTORY");
  for (const OrderEvent& event : page.history) {
    auto* line = out->AddSectionDictionary("EVENT");
    std::string key = "event." + event.kind;
    line->SetValue("WHEN", language.date_time(event.happened_at));
    line->SetValue("WHAT", language.word(language.has_word(key) ? key : "event.other"));
    line->SetValueWithoutCopy("NOTE", event.note);
    if (event.actor.empty())
      line->ShowSection("BY_PORTAL");
    else
      line->AddSectionDictionary("BY")->SetValue("ACTOR", event.actor);
  }
}

void set_actions(Page& out, const ApprovalPage& page) {
  set_obstacle(*out, out.language(), page.obstacle);
  out.show("MAY_APPROVE", page.may_approve);
  out.show("MAY_REJECT", page.may_reject);
  out.show("MAY_RETRY", page.may_retry);
  out.show("MAY_UPLOAD", page.may_upload);
  bool is_nothing = !page.may_approve && !page.may_reject && !page.may_retry && !page.may_upload;
  out.show("NOTHING_TO_DO", is_nothing && page.obstacle.message.empty());
}

}  // namespace

std::string render(const Site& site, const Chrome& chrome, const ApprovalPage& page) {
  Page out(site, chrome, "approval_order");
  // What was pasted as a certificate is not shown again: it may have been something else.
  out.form(page.form, {"reason"});
  set_head(out, page);
  set_names(out, page.names);
  set_facts(out, page);
  set_lists(out, page);
  set_actions(out, page);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const ApprovalResultPage& page) {
  Page out(site, chrome, "approval_result");
  auto is_done = [](const ApprovalOutcome& outcome) { return outcome.obstacle.message.empty(); };
  long done = std::count_if(page.outcomes.begin(), page.outcomes.end(), is_done);
  out->SetValue("DONE", out.language().count("approval.done", done));
  for (const ApprovalOutcome& outcome : page.outcomes) {
    auto* line = out->AddSectionDictionary("OUTCOME");
    line->SetIntValue("NUMBER", outcome.number);
    line->SetValueWithoutCopy("NAME", outcome.name);
    if (!is_done(outcome)) {
      set_obstacle(*line, out.language(), outcome.obstacle);
      continue;
    }
    line->ShowSection(outcome.is_enough ? "APPROVED" : "APPROVED_ONCE");
  }
  return out.finish();
}

}  // namespace certportal::view
