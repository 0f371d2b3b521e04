#include "view/order_pages.h"

#include "view/help_pages.h"
#include "view/page.h"
#include "view/status.h"

namespace certportal::view {
namespace {

using ctemplate::TemplateDictionary;

// State as a word, and what happens next.
void set_state(TemplateDictionary& where, const Language& language, model::OrderState state, bool waits_for_upload) {
  const StatusLook& look = look_of(state);
  where.SetValue("CLASS", look.css_class);
  where.SetValue("STATE", language.word(look.word));
  std::string next = "order_next." + std::string(waits_for_upload ? "upload" : model::name(state));
  where.SetValue("NEXT_STEP", language.has_word(next) ? language.word(next) : "");
}

std::string note_of(const Language& language, const OrderRow& row) {
  std::string note = row.ascii_name;
  if (row.more_names > 0) note += (note.empty() ? "" : " · ") + language.count("names.more", row.more_names);
  return note;
}

void set_subject(TemplateDictionary& where, const std::vector<std::string>& subject) {
  for (const std::string& line : subject) where.SetValueAndShowSection("TEXT", line, "SUBJECT");
  if (!subject.empty()) where.ShowSection("HAS_SUBJECT");
}

bool is_chosen(const FormState& form, const std::string& field, const std::string& value) {
  auto found = form.values.find(field);
  return found != form.values.end() && found->second == value;
}

void add_option(TemplateDictionary& where, const char* section, const std::string& value, const std::string& label,
                bool is_selected) {
  auto* entry = where.AddSectionDictionary(section);
  entry->SetValue("VALUE", value);
  entry->SetValue("LABEL", label);
  if (is_selected) entry->ShowSection("SELECTED");
}

std::string chosen_organisation(const OrderNewPage& page) {
  if (page.organisations.size() == 1) return page.organisations.front().reference;
  auto found = page.form.values.find("organisation");
  return found == page.form.values.end() ? "" : found->second;
}

void set_form(Page& out, const OrderNewPage& page) {
  auto* form = out->AddSectionDictionary("FORM");
  for (const OrganisationOption& option : page.organisations)
    add_option(*form, "ORGANISATION_OPTION", option.reference, option.name,
               page.organisations.size() == 1 || is_chosen(page.form, "organisation", option.reference));
  for (const ProductOption& product : page.products)
    add_option(*form, "PRODUCT_OPTION", product.name, product.label,
               page.products.size() == 1 || is_chosen(page.form, "product", product.name));
  if (page.organisations.size() > 1) form->ShowSection("SEVERAL_ORGANISATIONS");
  if (page.products.size() > 1) form->ShowSection("SEVERAL_PRODUCTS");
  if (page.has_more_organisations) form->ShowSection("MORE_ORGANISATIONS");
  out.form(page.form, {"csr"});
}

}  // namespace

std::string render(const Site& site, const Chrome& chrome, const OrderListPage& page) {
  Page out(site, chrome, "order_list");
  const Language& language = out.language();
  out->ShowSection(page.is_closed ? "CLOSED" : "OPEN");
  for (const OrderRow& row : page.rows) {
    auto* line = out->AddSectionDictionary("ROW");
    line->SetIntValue("NUMBER", row.number);
    line->SetValueWithoutCopy("NAME", row.name);
    line->SetValue("NOTE", note_of(language, row));
    line->SetValueWithoutCopy("ORGANISATION", row.organisation);
    line->SetValue("KIND", kind_word(language, row.kind));
    line->SetValue("SUBMITTED_ON", language.date(row.submitted_at));
    line->SetValue("AGE", count_wait(language, "age", (page.now - row.submitted_at).count()));
    set_state(*line, language, row.state, row.waits_for_upload);
  }
  out->ShowSection(page.rows.empty() ? "NO_ROWS" : "HAS_ROWS");
  out->ShowSection(page.has_organisations ? "MAY_ORDER" : "NO_ORGANISATION");
  std::string path = site.settings().base_path + "/orders";
  if (!page.is_first) out.section("NOT_FIRST", "URL", path + (page.is_closed ? "?status=closed" : ""));
  if (!page.next_after.empty())
    out.section("NEXT", "URL", path + "?" + (page.is_closed ? "status=closed&" : "") + "after=" + page.next_after);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const OrderNewPage& page) {
  Page out(site, chrome, "order_new");
  if (page.preview)
    set_order_preview(*out->AddSectionDictionary("PREVIEW"), out.language(), *page.preview);
  else if (page.organisations.empty())
    out->ShowSection("NO_ORGANISATION");
  else if (page.products.empty())
    out->ShowSection("NO_PRODUCT");
  else
    set_form(out, page);
  out->SetValue("CSR_HELP", csr_help_url(site, chosen_organisation(page), {}));
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const OrderPage& page) {
  Page out(site, chrome, "order");
  const Language& language = out.language();
  out->SetIntValue("NUMBER", page.number);
  out->SetValue("TITLE", page.names.empty() ? std::to_string(page.number) : page.names.front().name);
  out->SetValueWithoutCopy("ORGANISATION", page.organisation);
  out->SetValueWithoutCopy("ORGANISATION_REFERENCE", page.organisation_reference);
  set_state(*out, language, page.state, page.waits_for_upload);
  out->SetValue("KIND", kind_word(language, page.kind));
  set_names(*out, page.names);
  set_subject(*out, page.subject);
  out->SetValueWithoutCopy("PRODUCT", page.product);
  out->SetValue("LIFETIME", language.count("approval.lifetime", page.lifetime_days));
  if (page.ends_at) out.section("KEEPS_END", "DATE", language.date(*page.ends_at));
  if (page.predecessor > 0) out.section("PREDECESSOR", "OTHER", std::to_string(page.predecessor));
  out->SetValueWithoutCopy("KEY", page.key);
  out.show("SAME_KEY", page.has_same_key);
  out->SetValueWithoutCopy("CSR", page.csr);
  out->SetValueWithoutCopy("SUBMITTED_BY", page.submitted_by);
  out->SetValue("SUBMITTED_AT", language.date_time(page.submitted_at));
  out->SetValue("AGE", count_wait(language, "age", (page.now - page.submitted_at).count()));
  if (page.decided_at) out.section("DECIDED", "DECIDED_AT", language.date_time(*page.decided_at));
  if (page.state == model::OrderState::withdrawn)
    out.show("KEY_KNOWN", !page.reason.empty());
  else
    out.section("REJECTION", "REASON", page.reason);
  out.show("MAY_WITHDRAW", page.may_withdraw);
  out.show("CLOSED", !model::is_open(page.state));
  return out.finish();
}

}  // namespace certportal::view
