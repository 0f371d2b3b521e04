#include "admin/operator.h"

#include "admin/actor.h"
#include "model/email.h"
#include "store/migrations.h"
#include "store/settings.h"

namespace certportal::admin {

Result<std::unique_ptr<store::Database>> open_database(const Config& config) {
  auto settings = store::database_settings(config, "operator");
  if (!settings) return settings.error();
  auto database = std::make_unique<store::Database>(*settings);
  if (!store::pending_migrations(*database).empty())
    return Error{Code::unavailable, "", "the database's schema is older than this program: run certportal migrate"};
  return database;
}

Result<store::Account> get_account(store::Database& database, std::string_view typed_email) {
  auto email = model::EmailAddress::parse(typed_email);
  if (!email) return email.error();
  auto account = store::find_account(database, email->address());
  if (!account) return Error{Code::not_found, "", "there is no account " + email->address()};
  return *account;
}

Result<store::Organisation> get_organisation(store::Database& database, std::string_view reference) {
  auto id = model::parse_organisation_reference(reference);
  if (!id) return Error{Code::invalid, "", "'" + std::string(reference) + "' is no reference such as ORG-000123"};
  auto organisation = store::find_organisation(database, *id);
  if (!organisation) return Error{Code::not_found, "", "there is no organisation " + std::string(reference)};
  return *organisation;
}

store::Actor operator_actor() { return {actor()}; }

store::Event operator_event(std::string kind) { return {std::move(kind), operator_actor()}; }

}  // namespace certportal::admin
