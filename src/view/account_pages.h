// Pages of registration, sign-in and the account. render() gives the whole page; it throws Broken if a template fails.
#pragma once

#include <string>

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
std::string render(const Site& site, const Chrome& chrome, const PasswordChangePage& page);

}  // namespace certportal::view
