#include "view/help_pages.h"

#include <algorithm>

#include "base/text.h"
#include "view/page.h"

namespace certportal::view {
namespace {

struct Topic {
  std::string_view name;
  const char* file;
};

constexpr Topic kTopics[] = {{"", "help"},
                             {"handover", "help_handover"},
                             {"session-password", "help_session_password"},
                             {"install", "help_install"}};

constexpr long kSampleNumber = 320917;

const Topic* find_topic(std::string_view name) {
  auto found =
      std::find_if(std::begin(kTopics), std::end(kTopics), [&](const Topic& topic) { return topic.name == name; });
  return found == std::end(kTopics) ? nullptr : found;
}

void show_support(Page& out, const Site& site) {
  out.show("HAS_SUPPORT_EMAIL", !site.settings().support_email.empty());
}

// "DNS:www.example.org,DNS:example.org"
std::string join(const std::string& prefix, const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) (joined += joined.empty() ? "" : ",") += prefix + name;
  return joined;
}

void set_organisations(Page& out, const HelpCsrPage& page) {
  if (page.organisations.empty()) return;
  auto* choice = out->AddSectionDictionary("CHOOSE_ORGANISATION");
  auto chosen = page.form.values.find("organisation");
  for (const OrganisationOption& option : page.organisations) {
    auto* entry = choice->AddSectionDictionary("ORGANISATION_OPTION");
    entry->SetValueWithoutCopy("VALUE", option.reference);
    entry->SetValueWithoutCopy("LABEL", option.name);
    if (chosen == page.form.values.end() || chosen->second != option.reference) continue;
    entry->ShowSection("SELECTED");
    out.section("CHOSEN", "REFERENCE", option.reference);
  }
}

}  // namespace

bool is_help_topic(std::string_view topic) { return !topic.empty() && find_topic(topic) != nullptr; }

std::string render(const Site& site, const Chrome& chrome, const HelpPage& page) {
  Page out(site, chrome, find_topic(page.topic)->file);
  show_support(out, site);
  out->ShowSection(page.number > 0 ? "OWN" : "SAMPLE");
  out->SetIntValue("NUMBER", page.number > 0 ? page.number : kSampleNumber);
  out->SetValue("HOST", page.host.empty() ? "www.example.org" : page.host);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const HelpCsrPage& page) {
  Page out(site, chrome, "help_csr");
  out.form(page.form, {"names"});
  set_organisations(out, page);
  out->SetValueWithoutCopy("COMMON_NAME", page.common_name);
  out->SetValue("OPENSSL_NAMES", join("DNS:", page.names));
  out->SetValue("KEYTOOL_NAMES", join("dns:", page.names));
  for (const std::string& name : page.names)
    out->AddSectionDictionary("WINDOWS_NAME")->SetValueWithoutCopy("TEXT", name);
  if (page.subject) {
    out.section("ORGANISATION", "TEXT", page.subject->name);
    out.section("CITY", "TEXT", page.subject->city);
    out.section("COUNTRY", "TEXT", page.subject->country);
  }
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const HelpRenewalPage& page) {
  Page out(site, chrome, "help_renewal");
  show_support(out, site);
  out->SetIntValue("PART", page.part);
  if (page.at_least_days > 0) out.section("AT_LEAST", "DAYS", out.language().number(page.at_least_days));
  for (long part : page.reminder_parts)
    out.section("REMINDER", "TEXT", out.language().with("reminder.part", "N", std::to_string(part)));
  return out.finish();
}

std::string csr_help_url(const Site& site, const std::string& organisation, const std::vector<std::string>& names) {
  constexpr std::size_t kLongest = 4000;  // nginx takes no longer line than 8 KB
  std::string url = site.settings().base_path + "/help/csr";
  if (!organisation.empty()) url += "?organisation=" + percent_encode(organisation);
  std::string list = percent_encode(join("", names));
  return list.empty() || list.size() > kLongest ? url : url + (organisation.empty() ? "?" : "&") + "names=" + list;
}

}  // namespace certportal::view
