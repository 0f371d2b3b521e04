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

std::string render(const Site& site, const Chrome& chrome, const PasswordChangePage& page) {
  Page out(site, chrome, "password_change");
  out.form(page.form, {});
  out->SetValueWithoutCopy("EMAIL", page.email);
  return out.finish();
}

}  // namespace certportal::view
