#include "view/page.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/log.h"
#include "base/text.h"

namespace certportal::view {
namespace {
// The query with lang=xx in place of its present language. It goes into a link relative to the page itself.
std::string language_link(const std::string& query, const std::string& code) {
  std::string link = "?";
  for (std::string_view part : split(query, '&')) {
    if (part.empty() || part.starts_with("lang=")) continue;
    (link += part) += '&';
  }
  return link + "lang=" + code;
}
}  // namespace

std::string kind_word(const Language& language, model::OrderKind kind) {
  return language.word("order_kind." + std::string(model::name(kind)));
}

std::string count_wait(const Language& language, const std::string& prefix, long seconds) {
  constexpr long kMinute = 60, kHour = 60 * kMinute, kDay = 24 * kHour;
  auto whole = [seconds](long unit) { return (seconds + unit - 1) / unit; };
  if (seconds <= 90) return language.count(prefix + ".seconds", seconds);
  if (seconds <= 90 * kMinute) return language.count(prefix + ".minutes", whole(kMinute));
  if (seconds <= 2 * kDay) return language.count(prefix + ".hours", whole(kHour));
  return language.count(prefix + ".days", whole(kDay));
}

void set_message(const Language& language, ctemplate::TemplateDictionary& where, const std::string& name,
                 const std::map<std::string, std::string>& values, const char* cure) {
  auto* message = where.AddIncludeDictionary("MESSAGE");
  message->SetFilename("messages.html.tpl");
  bool is_known = language.has_message(name);
  if (!is_known) log_error("view: no text for message " + name);
  message->ShowSection(is_known ? name : "UNKNOWN");
  if (*cure) message->ShowSection(cure);
  for (const auto& [variable, value] : values) message->SetValue(to_upper_ascii(variable), value);
  if (auto seconds = values.find("SECONDS"); seconds != values.end())
    message->SetValue("WAIT", count_wait(language, "wait", std::atol(seconds->second.c_str())));
  if (auto left = values.find("LEFT"); left != values.end())
    message->SetValue("TRIES", language.count("tries", std::atol(left->second.c_str())));
}

Page::Page(const Site& site, const Chrome& chrome_values, std::string name)
    : file_(std::move(name) + ".html.tpl"), language_(site.language(chrome_values.language)), values_("page") {
  chrome(site, chrome_values);
}

void Page::chrome(const Site& site, const Chrome& chrome) {
  values_.SetValueWithoutCopy("CSRF_TOKEN", chrome.csrf_token);
  for (const std::string& code : site.languages()) {
    if (code == language_.code() || !chrome.has_language_link) continue;
    auto* other = values_.AddSectionDictionary("LANGUAGE");
    other->SetValue("CODE", code);
    other->SetValue("URL", language_link(chrome.query, code));
    other->SetValueWithoutCopy("NAME", site.language(code).word("language"));
  }
  if (!chrome.flash.empty())
    set_message(language_, *values_.AddSectionDictionary("FLASH"), chrome.flash,
                {{"COUNT", language_.number(chrome.flash_count)}});
  if (chrome.account_name.empty()) return values_.ShowSection("SIGNED_OUT");
  values_.ShowSection("SIGNED_IN");
  values_.SetValueWithoutCopy("ACCOUNT_NAME", chrome.account_name);
  show("AT_START", chrome.menu == Menu::start);
  show("AT_CERTIFICATES", chrome.menu == Menu::certificates);
  show("AT_ORGANISATIONS", chrome.menu == Menu::organisations);
  show("OFFICER", chrome.is_officer);
  values_.ShowSection(chrome.has_second_factor ? "WITH_CODE" : "WITHOUT_CODE");
  show("AT_ORDERS", chrome.menu == Menu::orders);
  show("AT_ORDER_NEW", chrome.menu == Menu::order_new);
  show("AT_APPROVALS", chrome.menu == Menu::approvals);
  if (chrome.is_officer && chrome.waiting_orders > 0)
    values_.AddSectionDictionary("ORDERS_WAITING")->SetIntValue("COUNT", chrome.waiting_orders);
  show("AT_ACCOUNT", chrome.menu == Menu::account);
  selector(chrome);
  handovers(chrome);
}

void Page::handovers(const Chrome& chrome) {
  show("AT_HANDOVERS", chrome.menu == Menu::handovers);
  if (chrome.waiting_handovers == 0) return;
  values_.AddSectionDictionary("HANDOVERS_WAITING")->SetIntValue("COUNT", chrome.waiting_handovers);
  if (chrome.menu == Menu::handovers || chrome.menu == Menu::start) return;  // where the banner leads to, or says it
  section("BANNER", "TEXT", language_.count("banner.handovers", chrome.waiting_handovers));
}

void Page::selector(const Chrome& chrome) {
  if (chrome.organisations.size() < 2) return;
  auto* selector = values_.AddSectionDictionary("SELECTOR");
  if (chrome.has_more_organisations) selector->ShowSection("MORE_ORGANISATIONS");
  for (const OrganisationOption& option : chrome.organisations) {
    auto* entry = selector->AddSectionDictionary("OPTION");
    entry->SetValueWithoutCopy("REFERENCE", option.reference);
    entry->SetValueWithoutCopy("NAME", option.name);
    if (option.reference == chrome.organisation) entry->ShowSection("SELECTED");
  }
}

void Page::section(const char* name, const char* variable, const std::string& value) {
  if (!value.empty()) values_.AddSectionDictionary(name)->SetValue(variable, value);
}

void Page::form(const FormState& form, std::initializer_list<const char*> shown) {
  for (const char* name : shown) {
    if (auto found = form.values.find(name); found != form.values.end())
      values_.SetValue(to_upper_ascii(name), found->second);
  }
  if (form.errors.empty()) return;
  values_.ShowSection("HAS_ERRORS");
  // What is wrong with the only bad field stands there in full: the summary leads to it.
  const std::string& field_of_first = form.errors[0].field;
  auto is_there = [&](const FieldError& error) { return error.field == field_of_first; };
  if (!field_of_first.empty() && std::all_of(form.errors.begin(), form.errors.end(), is_there))
    section("ONE_FIELD_BAD", "FIELD", field_of_first);
  else
    values_.ShowSection("LIST");
  bool are_fields_bad = false;
  std::set<std::string> cured;  // fields, whose first finding with a command shows it for all
  for (const FieldError& error : form.errors) {
    auto* summary = values_.AddSectionDictionary("ERROR");
    set_message(language_, *summary, error.message, error.values, error.field.empty() ? "CURE" : "");
    if (error.field.empty()) continue;
    are_fields_bad = true;
    summary->SetValue("FIELD", error.field);
    summary->ShowSection("LINKED");
    std::string field = to_upper_ascii(error.field);
    values_.ShowSection(field + "_BAD");
    bool is_above = form.has_cures && language_.has_cure(error.message) && !cured.insert(error.field).second;
    set_message(language_, *values_.AddSectionDictionary(field + "_ERROR"), error.message, error.values,
                !form.has_cures ? ""
                : is_above      ? "CURE_ABOVE"
                                : "CURE");
  }
  show("FIELDS_BAD", are_fields_bad);  // too many tries, say, are no fault of what was typed
}

std::string Page::finish() const { return language_.expand(file_, values_); }

}  // namespace certportal::view
