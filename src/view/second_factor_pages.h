// Pages of the second factor and of sessions. render() gives the whole page; it throws Broken if a template fails.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/qr_code.h"
#include "view/site.h"

namespace certportal::view {

struct SignInCodePage {  // code; hidden next
  FormState form;
  std::string next;  // checked by the caller; "" for none
};

struct SecondFactorSetupPage {  // new_code, current_password; hidden secret
  FormState form;
  std::string email;
  bool is_demanded = false;  // nothing else is open before it
  std::string kept_secret;   // comes back with the form
  std::string shown_secret;  // to be typed into the app
  QrCode qr_code;
};

struct SecondFactorPage {  // current_password, code: new recovery codes, or its end
  FormState form;
  std::string email;
  Time created_at{};
  long recovery_codes = 0;  // that are left
};

// Recovery codes, shown once.
struct RecoveryCodesPage {
  std::vector<std::string> codes;
  bool is_new_factor = false;  // it was set up with them
};

struct ShownSession {
  std::string id;       // for the form that ends it
  std::string browser;  // as browser_name() tells it, "" for an unknown one
  std::string client;   // address
  Time created_at{}, last_used_at{};
  bool is_present = false;
};

struct SessionsPage {
  std::vector<ShownSession> sessions;
};

std::string render(const Site& site, const Chrome& chrome, const SignInCodePage& page);
std::string render(const Site& site, const Chrome& chrome, const SecondFactorSetupPage& page);
std::string render(const Site& site, const Chrome& chrome, const SecondFactorPage& page);
std::string render(const Site& site, const Chrome& chrome, const RecoveryCodesPage& page);
std::string render(const Site& site, const Chrome& chrome, const SessionsPage& page);

}  // namespace certportal::view
