#include "view/account_pages.h"

#include "view/page.h"

namespace certportal::view {

std::string render(const Site& site, const Chrome& chrome, const LoginPage& page) {
  Page out(site, chrome, "login");
  out.form(page.form, {"email"});
  out->SetValueWithoutCopy("NEXT", page.next);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const RegisterPage& page) {
  Page out(site, chrome, "register");
  out.form(page.form, {"email", "name", "phone"});
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const MailSentPage& page) {
  Page out(site, chrome, "mail_sent");
  out->ShowSection(page.kind == MailSentPage::Kind::registration ? "REGISTRATION" : "PASSWORD_RESET");
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const RegisterConfirmPage& page) {
  Page out(site, chrome, "register_confirm");
  out.form(page.form, {});
  out->SetValueWithoutCopy("TOKEN", page.token);
  out->ShowSection(page.asks_password ? "WITH_PASSWORD" : "WITHOUT_PASSWORD");
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const PasswordForgotPage& page) {
  Page out(site, chrome, "password_forgot");
  out.form(page.form, {"email"});
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const PasswordResetPage& page) {
  Page out(site, chrome, "password_reset");
  out.form(page.form, {});
  out->SetValueWithoutCopy("TOKEN", page.token);
  out.show("WITH_CODE", page.asks_code);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const ProfilePage& page) {
  Page out(site, chrome, "profile");
  out.form(page.form, {"name", "phone"});
  out->SetValueWithoutCopy("EMAIL", page.email);
  auto locale = page.form.values.find("locale");
  for (const std::string& code : site.languages()) {
    auto* option = out->AddSectionDictionary("LOCALE_OPTION");
    option->SetValue("CODE", code);
    option->SetValueWithoutCopy("NAME", site.language(code).word("language"));
    if (locale != page.form.values.end() && locale->second == code) option->ShowSection("SELECTED");
  }
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const EmailChangePage& page) {
  Page out(site, chrome, "email_change");
  out.form(page.form, {"email"});
  out->SetValueWithoutCopy("LOGIN", page.login);
  out->SetValueWithoutCopy("PRESENT_EMAIL", page.present_email);
  out->SetValue("LINKS_LAST", count_wait(out.language(), "wait", page.hours * 3600));
  out->ShowSection(site.settings().support_email.empty() ? "NO_SUPPORT_EMAIL" : "HAS_SUPPORT_EMAIL");
  if (!page.pending) return out.finish();
  auto* pending = out->AddSectionDictionary("PENDING");
  pending->SetValueWithoutCopy("NEW_EMAIL", page.pending->new_email);
  pending->SetValue("EXPIRES_AT", out.language().date_time(page.pending->expires_at));
  pending->ShowSection(page.pending->has_old_confirmed ? "OLD_CONFIRMED" : "OLD_OPEN");
  pending->ShowSection(page.pending->has_new_confirmed ? "NEW_CONFIRMED" : "NEW_OPEN");
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const EmailLinkPage& page) {
  Page out(site, chrome, "email_confirm");
  out->SetValueWithoutCopy("TOKEN", page.token);
  out->SetValueWithoutCopy("OLD_EMAIL", page.old_email);
  out->SetValueWithoutCopy("NEW_EMAIL", page.new_email);
  out->ShowSection(page.is_old ? "AT_OLD" : "AT_NEW");
  out.show(page.is_confirmed ? "CONFIRMED" : "OPEN", true);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const EmailAnsweredPage& page) {
  Page out(site, chrome, "email_answered");
  out->ShowSection(page.is_confirmed ? "CONFIRMED" : "REFUSED");
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const AccountDeletePage& page) {
  Page out(site, chrome, "account_delete");
  out.form(page.form, {});
  out->SetValueWithoutCopy("EMAIL", page.email);
  if (page.is_possible()) {
    out->ShowSection("POSSIBLE");
    return out.finish();
  }
  auto* in_the_way = out->AddSectionDictionary("IN_THE_WAY");
  auto list = [&](const char* section, const std::vector<OrganisationOption>& options) {
    for (const OrganisationOption& option : options) {
      auto* entry = in_the_way->AddSectionDictionary(section);
      entry->SetValueWithoutCopy("REFERENCE", option.reference);
      entry->SetValueWithoutCopy("NAME", option.name);
    }
  };
  list("ORGANISATION", page.organisations);
  list("HANDOVER", page.handovers);
  if (page.has_more_organisations) in_the_way->ShowSection("MORE_ORGANISATIONS");
  if (!page.is_officer) return out.finish();
  auto* officer = in_the_way->AddSectionDictionary("OFFICER");
  if (!site.settings().support_email.empty()) officer->ShowSection("HAS_SUPPORT_EMAIL");
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const PasswordChangePage& page) {
  Page out(site, chrome, "password_change");
  out.form(page.form, {});
  out->SetValueWithoutCopy("EMAIL", page.email);
  return out.finish();
}

}  // namespace certportal::view
