#include "view/second_factor_pages.h"

#include "view/page.h"

namespace certportal::view {

std::string render(const Site& site, const Chrome& chrome, const SignInCodePage& page) {
  Page out(site, chrome, "login_second_factor");
  out.form(page.form, {});
  out->SetValueWithoutCopy("NEXT", page.next);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const SecondFactorSetupPage& page) {
  Page out(site, chrome, "second_factor_setup");
  out.form(page.form, {});
  out->ShowSection(page.is_demanded ? "DEMANDED" : "BY_CHOICE");
  out->SetValueWithoutCopy("EMAIL", page.email);
  out->SetValueWithoutCopy("SECRET", page.kept_secret);
  out->SetValueWithoutCopy("SHOWN_SECRET", page.shown_secret);
  out->SetIntValue("QR_SIZE", page.qr_code.size);
  out->SetValueWithoutCopy("QR_PATH", page.qr_code.path);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const SecondFactorPage& page) {
  Page out(site, chrome, "second_factor");
  out.form(page.form, {});
  out->SetValueWithoutCopy("EMAIL", page.email);
  out->SetValue("CREATED_AT", out.language().date_time(page.created_at));
  out->SetValue("RECOVERY_CODES", out.language().number(page.recovery_codes));
  out.show("FEW_CODES", page.recovery_codes < 3);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const RecoveryCodesPage& page) {
  Page out(site, chrome, "recovery_codes");
  out.show("NEW_FACTOR", page.is_new_factor);
  for (const std::string& code : page.codes) out->AddSectionDictionary("CODE")->SetValueWithoutCopy("VALUE", code);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const SessionsPage& page) {
  Page out(site, chrome, "sessions");
  for (const ShownSession& session : page.sessions) {
    auto* row = out->AddSectionDictionary("ROW");
    row->SetValueWithoutCopy("ID", session.id);
    if (session.browser.empty())
      row->ShowSection("UNKNOWN_BROWSER");
    else
      row->SetValueWithoutCopy("BROWSER", session.browser);
    row->SetValueWithoutCopy("CLIENT", session.client);
    row->SetValue("SINCE", out.language().date_time(session.created_at));
    row->SetValue("LAST_USED", out.language().date_time(session.last_used_at));
    row->ShowSection(session.is_present ? "PRESENT" : "OTHER");
  }
  out.show("HAS_OTHERS", page.sessions.size() > 1);
  return out.finish();
}

}  // namespace certportal::view
