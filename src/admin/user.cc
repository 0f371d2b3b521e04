#include "admin/user.h"

#include <unistd.h>

#include <iostream>

#include "admin/operator.h"
#include "admin/password.h"
#include "admin/site.h"
#include "admin/table.h"
#include "base/text.h"
#include "http/base_url.h"
#include "model/email.h"
#include "model/person_name.h"
#include "secret/password_hash.h"
#include "store/account_changes.h"
#include "store/second_factors.h"
#include "store/sessions.h"

namespace certportal::admin {
namespace {

using store::Account;
using store::Transaction;

int done(const Account& account, std::string_view what) {
  std::cout << account.email << " " << what << "\n";
  return kDone;
}

Result<std::string> check_locale(const Config& config, const std::string& locale) {
  if (locale.empty()) return locale;
  auto site = load_site(config);
  if (!site) return site.error();
  if ((*site)->has_language(locale)) return locale;
  std::string known;
  for (const std::string& language : (*site)->languages()) known += (known.empty() ? "" : ", ") + language;
  return Error{Code::invalid, "", "no language '" + locale + "'; there are: " + known};
}

Result<store::Role> check_role(const Options& options, std::string_view option, const std::string& fallback) {
  std::string given = options.has(option) ? options.text(option) : fallback;
  auto role = store::parse_role(given);
  if (!role) return Error{Code::invalid, "", "no role '" + printable(given) + "'; there are: contact, officer"};
  return *role;
}

// All but the password, in the form to store.
Result<Account> account_of(const Config& config, const Options& options) {
  auto email = model::EmailAddress::parse(options.text("--email"));
  if (!email) return email.error();
  auto name = model::parse_person_name(options.text("--name"));
  if (!name) return name.error();
  auto phone = model::parse_phone(options.text("--phone"));
  if (!phone) return phone.error();
  auto locale = check_locale(config, options.text("--locale"));
  if (!locale) return locale.error();
  auto role = check_role(options, "--role", "contact");
  if (!role) return role.error();
  Account account;
  account.email = email->address();
  account.name = *name;
  account.phone = *phone;
  account.locale = *locale;
  account.role = *role;
  return account;
}

// The hash of the password on standard input, if it is a good one for this account.
Result<std::string> new_password_hash(const Config& config, const Account& account) {
  auto password = read_password(STDIN_FILENO);
  if (!password) return password.error();
  secret::OwnData own{account.email, account.name, {config.text("brand")}};
  if (auto base = http::parse_base_url(config.text("base_url"))) own.others.push_back(base->host);
  if (auto good = check_password(*password, own); !good) return good.error();
  return secret::hash_password(*password);
}

store::Event account_event(std::string kind, const Account& account) {
  store::Event event = operator_event(std::move(kind));
  event.account = account.id;
  event.content["email"] = account.email;
  return event;
}

// Opens the database, finds the account named EMAIL and lets `change` do the rest.
template <class Change>
int with_account(const Config& config, const Options& options, Change change) {
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  auto account = get_account(**database, options.text("EMAIL"));
  if (!account) return fail(account.error().log);
  return change(**database, *account);
}

int write_lock(store::Database& database, const Account& account, bool is_locked) {
  Time at = now();
  database.transact([&](Transaction& transaction) {
    // Locked again even if it is locked already: whoever locks twice wants to be sure that all sessions end.
    if (is_locked) return store::lock_account(transaction, account, account_event("account_locked", account), at);
    if (!account.is_locked) return;
    store::update_lock(transaction, account.id, std::nullopt);
    store::add_event(transaction, account_event("account_unlocked", account), at);
  });
  std::string what = is_locked ? "locked" : "unlocked";
  return done(account, account.is_locked == is_locked ? "was " + what + " already" : what);
}

std::string references_of(const std::vector<store::Organisation>& organisations) {
  std::string text;
  for (const store::Organisation& organisation : organisations)
    text += (text.empty() ? "" : ", ") + model::to_text(organisation.id) + " (" + printable(organisation.details.name) +
            ")";
  return text;
}

int refuse_delete(store::Database& database, const Account& account) {
  constexpr std::size_t kNamed = 20;
  auto organisations = store::list_organisations_of(database, account.id, std::nullopt, kNamed);
  if (organisations.empty()) return fail("there is no account " + account.email);
  std::string more = organisations.size() > kNamed ? " and others" : "";
  if (!more.empty()) organisations.pop_back();
  return fail(account.email + " is the technical contact of " + references_of(organisations) + more +
              ": hand over first");
}

}  // namespace

int create_user(const Config& config, const Options& options) {
  auto account = account_of(config, options);
  if (!account) return fail(account.error().log);
  auto hash = new_password_hash(config, *account);
  if (!hash) return fail(hash.error().log);
  account->password_hash = *hash;
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  Time at = now();
  bool is_added = (*database)->transact([&](Transaction& transaction) {
    auto id = store::add_account(transaction, *account, at);
    if (!id) return false;
    if (account->role != store::Role::contact) store::update_role(transaction, *id, account->role);
    store::Event event = account_event("account_created", *account);
    event.account = id;
    event.content["role"] = store::name(account->role);
    store::add_event(transaction, event, at);
    return true;
  });
  return is_added ? done(*account, "created") : fail(account->email + " has an account already");
}

int list_users(const Config& config, const Options& options) {
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  Table table({"email", "name", "phone", "locale", "role", "locked", "second_factor", "created_at"});
  for (const Account& account : store::list_accounts(**database))
    table.add({account.email, account.name, account.phone, account.locale, store::name(account.role), account.is_locked,
               account.has_second_factor, cell(account.created_at)});
  table.print(std::cout, options.has("--json"));
  return kDone;
}

int lock_user(const Config& config, const Options& options) {
  return with_account(config, options,
                      [](auto& database, const Account& account) { return write_lock(database, account, true); });
}

int unlock_user(const Config& config, const Options& options) {
  return with_account(config, options,
                      [](auto& database, const Account& account) { return write_lock(database, account, false); });
}

int set_user_password(const Config& config, const Options& options) {
  return with_account(config, options, [&](store::Database& database, const Account& account) {
    auto hash = new_password_hash(config, account);
    if (!hash) return fail(hash.error().log);
    Time at = now();
    database.transact([&](Transaction& transaction) {
      store::reset_password(transaction, account, *hash, "", account_event("password_changed", account), at);
    });
    return done(account, "has a new password");
  });
}

int end_user_second_factor(const Config& config, const Options& options) {
  return with_account(config, options, [](store::Database& database, const Account& account) {
    Time at = now();
    bool is_ended = database.transact([&](Transaction& transaction) {
      if (!store::end_second_factor(transaction, account.id)) return false;
      store::after_second_factor(transaction, account, model::kSecondFactorEnded, "",
                                 account_event("second_factor_ended", account), at);
      return true;
    });
    return done(account, is_ended ? "has no second factor any more" : "has no second factor");
  });
}

int set_user_email(const Config& config, const Options& options) {
  auto email = model::EmailAddress::parse(options.text("ADDRESS"));
  if (!email) return fail(email.error().log);
  return with_account(config, options, [&](store::Database& database, const Account& account) {
    if (account.email == email->address()) return done(account, "is the address already");
    store::Event event = account_event("address_changed", account);
    event.content = {{"from", account.email}, {"to", email->address()}};
    bool is_changed = database.transact([&](Transaction& transaction) {
      return store::change_address(transaction, account, email->address(), "", "", event, now());
    });
    return is_changed ? done(account, "is now " + email->address())
                      : fail(email->address() + " has an account already");
  });
}

int set_user_role(const Config& config, const Options& options) {
  auto role = check_role(options, "ROLE", "");
  if (!role) return fail(role.error().log);
  return with_account(config, options, [&](store::Database& database, const Account& account) {
    std::string role_name(store::name(*role));
    if (account.role == *role) return done(account, "is " + role_name + " already");
    Time at = now();
    database.transact([&](Transaction& transaction) {
      store::update_role(transaction, account.id, *role);
      // A session that rises in its rights would keep a token that was handed out with fewer.
      store::end_sessions(transaction, account.id);
      store::Event event = account_event("role_changed", account);
      event.content["from"] = store::name(account.role);
      event.content["to"] = role_name;
      store::add_event(transaction, event, at);
    });
    return done(account, "is " + role_name);
  });
}

int delete_user(const Config& config, const Options& options) {
  return with_account(config, options, [](store::Database& database, const Account& account) {
    Time at = now();
    bool is_deleted = database.transact([&](Transaction& transaction) {
      return store::delete_account(transaction, account, "", account_event("account_deleted", account), at);
    });
    return is_deleted ? done(account, "deleted") : refuse_delete(database, account);
  });
}

}  // namespace certportal::admin
