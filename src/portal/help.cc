#include "portal/help.h"

#include <algorithm>

#include "base/text.h"
#include "model/certificate_name.h"
#include "model/command_text.h"
#include "model/reminder.h"
#include "portal/answer.h"
#include "portal/own_certificate.h"
#include "store/organisations.h"
#include "view/help_pages.h"

namespace certportal::portal {
namespace {

using view::HelpCsrPage;

constexpr std::size_t kMostNames = 100;         // of one certificate, as model/order_content.cc has it
constexpr std::size_t kLongestCommonName = 64;  // RFC 5280 A.1, as all of these
constexpr std::size_t kLongestOrganisation = 64;
constexpr std::size_t kLongestCity = 128;

// Each once; what is wrong with the others stands in the form.
std::vector<std::string> read_names(std::string_view text, view::FormState& form) {
  std::vector<std::string> names;
  auto is_between = [](char c) { return c == ',' || c == ';' || c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && names.size() < kMostNames && form.errors.size() < kMostNames) {
    auto end = std::find_if(text.begin(), text.end(), is_between);
    std::string_view word(text.begin(), end);
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (word.empty()) continue;
    auto name = model::check_certificate_name(host_of_url(word));
    if (!name)
      form.add("names", name.error());
    else if (std::find(names.begin(), names.end(), *name) == names.end())
      names.push_back(*name);
  }
  return names;
}

std::string common_name_of(const std::vector<std::string>& names) {
  auto fits = [](const std::string& name) { return name.size() <= kLongestCommonName; };
  auto found = std::find_if(names.begin(), names.end(), fits);
  return found == names.end() ? "" : *found;
}

// That of the query, if it is theirs. Written by whoever was its technical contact, pasted into a shell by who is now.
std::optional<model::OrganisationSubject> find_subject(Visit& visit) {
  auto id = model::parse_organisation_reference(visit.request.parameters.get("organisation"));
  if (!id || !visit.session) return std::nullopt;
  auto organisation = store::find_organisation_of(visit.database(), visit.account().id, *id);
  if (!organisation) return std::nullopt;
  const store::OrganisationDetails& details = organisation->details;
  return model::OrganisationSubject{model::command_text(details.name, kLongestOrganisation),
                                    model::command_text(details.city, kLongestCity), details.country};
}

// A name to ask the server by, of their own certificate; "" if there is none that a shell may be given.
std::string host_of_own(Visit& visit, model::CertificateNumber number) {
  auto own = find_own_certificate(visit, number);
  if (!own) return "";
  for (const std::string& name : all_names(*own))
    if (!name.starts_with("*.") && model::check_certificate_name(name)) return name;
  return "";
}

}  // namespace

Result<http::Response> show_help(Visit& visit) { return page(visit, view::HelpPage{}); }

Result<http::Response> show_help_topic(Visit& visit) {
  std::string topic(visit.match.capture("topic"));
  if (!view::is_help_topic(topic)) return not_found();
  auto number = model::parse_certificate_number(visit.request.parameters.get("number"));
  return page(visit, view::HelpPage{topic, number ? static_cast<long>(number->value) : 0,
                                    number && visit.session ? host_of_own(visit, *number) : ""});
}

Result<http::Response> show_help_csr(Visit& visit) {
  HelpCsrPage content;
  content.form.has_cures = false;  // the whole page is one
  for (const char* name : {"names", "organisation"}) content.form.values[name] = visit.request.parameters.get(name);
  content.names = read_names(content.form.values["names"], content.form);
  if (content.names.empty()) content.names = {"www.example.org", "example.org"};
  content.common_name = common_name_of(content.names);
  content.subject = find_subject(visit);
  if (visit.session)
    for (const store::ManagedOrganisation& one : visit.session->organisations)
      content.organisations.push_back({model::to_text(one.id), one.name});
  return form_page(visit, content);
}

Result<http::Response> show_help_renewal(Visit& visit) {
  model::RenewableRule rule = model::renewable_rule(visit.portal.config);
  view::HelpRenewalPage content;
  content.part = rule.part;
  content.at_least_days = static_cast<long>(rule.at_least / std::chrono::days(1));
  if (auto parts = model::reminder_parts(visit.portal.config)) content.reminder_parts = *parts;
  return page(visit, content);
}

}  // namespace certportal::portal
