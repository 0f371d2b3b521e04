#include "view/organisation_pages.h"

#include "base/text.h"
#include "view/handover_facts.h"
#include "view/page.h"

namespace certportal::view {
namespace {

void set_pages(Page& out, const std::string& path, const OrganisationListPage& page) {
  std::string search = page.q.empty() ? "" : "q=" + percent_encode(page.q);
  const std::string query = search.empty() ? "" : "?" + search;
  out->SetValue("URL_CSV", path + ".csv" + query);
  out->SetValue("URL_JSON", path + ".json" + query);
  if (!page.is_first) out.section("NOT_FIRST", "URL", path + query);
  if (page.next_after.empty()) return;
  out.section("NEXT", "URL",
              path + "?" + search + (search.empty() ? "" : "&") + "after=" + percent_encode(page.next_after));
}

}  // namespace

std::string render(const Site& site, const Chrome& chrome, const OrganisationListPage& page) {
  Page out(site, chrome, "organisation_list");
  if (!page.rows.empty())
    out->ShowSection("HAS_ROWS");
  else
    out->ShowSection(!page.q.empty() ? "NOTHING_FOUND" : page.has_handed_over ? "ALL_HANDED_OVER" : "NO_ROWS");
  const char* side = page.is_approval ? "APPROVAL" : "OWN";
  out->ShowSection(side);
  out->SetValueWithoutCopy("Q", page.q);
  set_pages(out, site.settings().base_path + (page.is_approval ? "/approvals/organisations" : "/organisations"), page);
  for (const OrganisationRow& row : page.rows) {
    auto* line = out->AddSectionDictionary("ROW");
    line->ShowSection(side);  // inside the page's own section the row's values are not to be seen
    line->SetValueWithoutCopy("REFERENCE", row.reference);
    line->SetValueWithoutCopy("NAME", row.name);
    line->SetValueWithoutCopy("CITY", row.city);
    line->SetValueWithoutCopy("COUNTRY", row.country);
    line->SetValue("CERTIFICATES", out.language().count("organisation.certificates", row.certificates));
    line->ShowSection(row.is_checked ? "CHECKED" : "UNCHECKED");
  }
  return out.finish();
}

namespace {
constexpr std::initializer_list<const char*> kFields = {"name", "street", "postcode", "city", "country", "note"};
}

std::string render(const Site& site, const Chrome& chrome, const OrganisationNewPage& page) {
  Page out(site, chrome, "organisation_new");
  out.form(page.form, kFields);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const OrganisationEditPage& page) {
  Page out(site, chrome, "organisation_edit");
  out.form(page.form, kFields);
  out->SetValueWithoutCopy("REFERENCE", page.reference);
  out->SetValueWithoutCopy("TITLE", page.name);
  out.show("CHECKED", page.is_checked);
  return out.finish();
}

namespace {
// What is not known leaves no empty line.
void set_address(Page& out, const OrganisationPage& page) {
  std::string city = page.postcode + (page.postcode.empty() || page.city.empty() ? "" : " ") + page.city;
  for (const std::string& line : {page.street, city, page.country}) out.section("LINE", "TEXT", line);
  out.show("ADDRESS_INCOMPLETE", page.street.empty() || page.postcode.empty() || page.city.empty());
}

// The form that starts a handover with its preview, or the handover under way.
void set_contact_section(Page& out, const OrganisationPage& page) {
  const ContactSection& contact = page.contact;
  FormState form = contact.form;
  if (contact.open) {  // the inputs that the errors were made at are not shown
    for (FieldError& error : form.errors) error.field.clear();
  }
  out.form(form, {"email"});
  if (contact.open) return set_handover(*out->AddSectionDictionary("UNDER_WAY"), out.language(), *contact.open);
  out->ShowSection("NONE_UNDER_WAY");
  if (!contact.form.values.contains("email")) out->SetValueWithoutCopy("EMAIL", page.contact_email);
  out->SetValue("LOAD_CERTIFICATES", out.language().count("organisation.certificates", contact.certificates));
  out->SetValue("LOAD_ORDERS", out.language().count("handover.orders", contact.open_orders));
  out.section("INVITE", "ADDRESS", contact.invite_email);
}

void set_history(Page& out, const std::vector<HistoryRow>& history) {
  const Language& language = out.language();
  if (!history.empty()) out->ShowSection("HAS_HISTORY");
  for (const HistoryRow& row : history) {
    auto* line = out->AddSectionDictionary("EVENT");
    std::string key = "event." + row.kind;
    line->SetValue("WHEN", language.date_time(row.happened_at));
    line->SetValueWithoutCopy("WHAT", language.word(language.has_word(key) ? key : "event.other"));
    if (row.actor.empty())
      line->ShowSection(row.is_by_portal ? "BY_PORTAL" : "BY_OPERATORS");
    else
      line->AddSectionDictionary("BY")->SetValue("ACTOR", row.actor);
    if (!row.reference.empty()) line->AddSectionDictionary("OF_HANDOVER")->SetValue("REFERENCE", row.reference);
  }
}
}  // namespace

std::string render(const Site& site, const Chrome& chrome, const OrganisationPage& page) {
  Page out(site, chrome, "organisation");
  const Language& language = out.language();
  out->SetValueWithoutCopy("REFERENCE", page.reference);
  out->SetValueWithoutCopy("NAME", page.name);
  out->SetValueWithoutCopy("STREET", page.street);
  out->SetValueWithoutCopy("POSTCODE", page.postcode);
  out->SetValueWithoutCopy("CITY", page.city);
  out->SetValueWithoutCopy("COUNTRY", page.country);
  set_address(out, page);
  out->SetValue("CERTIFICATES", language.count("organisation.certificates", page.certificates));
  out->SetValue("CERTIFICATE_COUNT", language.number(page.certificates));
  if (page.expiring > 0) out.section("EXPIRING", "TEXT", language.count("organisation.expiring_long", page.expiring));
  out->ShowSection(page.is_checked ? "CHECKED" : "UNCHECKED");
  if (page.is_checked)
    out->SetValue("CHECKED_AT", language.with("organisation.checked_at", "D", language.date(page.checked_at)));
  out->SetValueWithoutCopy("CONTACT_NAME", page.contact_name);
  out->SetValueWithoutCopy("CONTACT_EMAIL", page.contact_email);
  out.section("CONTACT_UNICODE", "EMAIL", page.contact_email_unicode);
  out.section("CONTACT_PHONE", "PHONE", page.contact_phone);
  out.section("NOTE", "TEXT", page.note);
  out.show("NO_NOTE", page.note.empty());
  out->ShowSection(page.is_own ? "OWN" : "APPROVAL");
  // The form holds the address; beside it stands what the form cannot show.
  out.show("EMAIL_READ", !page.is_own || page.contact.open || !page.contact_email_unicode.empty());
  out.show("MAY_CHECK", page.may_check);
  if (!page.is_own && !page.may_check)
    set_message(language, *out->AddSectionDictionary("MAY_NOT_CHECK"), "OWN_ORGANISATION", {});
  if (page.is_own) {
    set_contact_section(out, page);
    set_history(out, page.history);
  }
  return out.finish();
}

}  // namespace certportal::view
