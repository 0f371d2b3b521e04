// Pages of registration, sign-in and the account. render() gives the whole page; it throws Broken if a template fails.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/site.h"

namespace certportal::view {

struct LoginPage {  // email, password; hidden next
  FormState form;
  std::string next;  // checked by the caller; "" for none
};

struct RegisterPage {  // email, name, phone, password, password_repeat
  FormState form;
};

// The answer to POST /register and /password/forgot: the same whether the address is known or not.
struct MailSentPage {
  enum class Kind { registration, password_reset };
  Kind kind = Kind::registration;
};

struct RegisterConfirmPage {  // token (hidden); password where another browser registered
  FormState form;
  std::string token;
  bool asks_password = false;
};

struct PasswordForgotPage {  // email
  FormState form;
};

struct PasswordResetPage {  // token (hidden), password, password_repeat; code where the account has a second factor
  FormState form;
  std::string token;
  bool asks_code = false;
};

struct ProfilePage {  // name, phone, locale
  FormState form;
  std::string email;  // shown, not editable
};

// A change of the address that waits for its confirmations.
struct PendingEmail {
  std::string new_email;
  bool has_old_confirmed = false, has_new_confirmed = false;
  Time expires_at{};
};

struct EmailChangePage {  // email, current_password
  FormState form;
  std::string login;  // the present address as it is typed to sign in
  std::string present_email;
  long hours = 24;  // that the links work
  std::optional<PendingEmail> pending;
};

// Behind the link in the mail to one of the two addresses.
struct EmailLinkPage {
  std::string token;
  bool is_old = false;        // the old one: it may refuse, too
  bool is_confirmed = false;  // and has confirmed already
  std::string old_email, new_email;
};

// What it led to. The same whether the other address has confirmed or not, and whatever comes of it.
struct EmailAnsweredPage {
  bool is_confirmed = true;
};

struct AccountDeletePage {  // current_password
  FormState form;
  std::string email;
  // What stands in the way.
  std::vector<OrganisationOption> organisations;
  bool has_more_organisations = false;
  std::vector<OrganisationOption> handovers;  // open ones: their references, with the organisations' names
  bool is_officer = false;

  bool is_possible() const { return organisations.empty() && handovers.empty() && !is_officer; }
};

struct PasswordChangePage {  // current_password, password, password_repeat
  FormState form;
  std::string email;  // for the browser's password store
};

std::string render(const Site& site, const Chrome& chrome, const LoginPage& page);
std::string render(const Site& site, const Chrome& chrome, const RegisterPage& page);
std::string render(const Site& site, const Chrome& chrome, const MailSentPage& page);
std::string render(const Site& site, const Chrome& chrome, const RegisterConfirmPage& page);
std::string render(const Site& site, const Chrome& chrome, const PasswordForgotPage& page);
std::string render(const Site& site, const Chrome& chrome, const PasswordResetPage& page);
std::string render(const Site& site, const Chrome& chrome, const ProfilePage& page);
std::string render(const Site& site, const Chrome& chrome, const EmailChangePage& page);
std::string render(const Site& site, const Chrome& chrome, const EmailLinkPage& page);
std::string render(const Site& site, const Chrome& chrome, const EmailAnsweredPage& page);
std::string render(const Site& site, const Chrome& chrome, const AccountDeletePage& page);
std::string render(const Site& site, const Chrome& chrome, const PasswordChangePage& page);

}  // namespace certportal::view
