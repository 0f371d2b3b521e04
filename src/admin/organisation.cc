#include "admin/organisation.h"

#include <algorithm>
#include <iostream>
#include <iterator>

#include "admin/operator.h"
#include "admin/table.h"
#include "base/text.h"
#include "model/email.h"
#include "model/person_name.h"
#include "store/handover_changes.h"

namespace certportal::admin {
namespace {

using store::OrganisationDetails;
using store::Transaction;

struct Field {
  std::string_view option;
  std::string OrganisationDetails::*member;
  Result<std::string> (*parse)(std::string_view);
  bool may_be_empty;
};

constexpr Field kFields[] = {
    {"--name", &OrganisationDetails::name, model::parse_organisation_name, false},
    {"--street", &OrganisationDetails::street, model::parse_street, true},
    {"--postcode", &OrganisationDetails::postcode, model::parse_postcode, true},
    {"--city", &OrganisationDetails::city, model::parse_city, true},
    {"--country", &OrganisationDetails::country, model::parse_country, true},
    {"--note", &OrganisationDetails::note, model::parse_note, true},
};

// `details` with what the options say. An empty value empties what may be empty.
Result<OrganisationDetails> apply(const Options& options, OrganisationDetails details) {
  for (const Field& field : kFields) {
    if (!options.has(field.option)) continue;
    std::string typed = options.text(field.option);
    if (field.may_be_empty && trim(typed).empty()) {
      details.*field.member = "";
      continue;
    }
    auto parsed = field.parse(typed);
    if (!parsed) return parsed.error();
    details.*field.member = *parsed;
  }
  return details;
}

// What the options leave out stays as it is at this moment, whoever changes it meanwhile. False: nothing differs.
Result<bool> edit(Transaction& transaction, model::OrganisationId id, const Options& options, Time at) {
  auto before = store::lock_organisation(transaction, id);
  if (!before) return Error{Code::not_found, "", "there is no organisation " + model::to_text(id)};
  auto details = apply(options, before->details);
  if (!details) return details.error();
  store::Event event = operator_event("organisation_changed");
  event.organisation = id;
  event.content = store::changes(before->details, *details);
  if (event.content.empty()) return false;
  store::update_organisation(transaction, *before, *details);
  store::add_event(transaction, event, at);
  return true;
}

int done(const store::Organisation& organisation, std::string_view what) {
  std::cout << model::to_text(organisation.id) << " " << what << "\n";
  return kDone;
}

// The line about the handover that was open before, if the new contact ended it.
std::string fate_of(store::Database& database, const std::optional<store::Handover>& before) {
  auto after = before ? store::find_handover(database, before->id) : std::nullopt;
  if (!after || after->state != model::HandoverState::withdrawn) return "";
  return model::to_text(after->id) + " to " + after->successor.email + " withdrawn\n";
}

}  // namespace

Result<std::string> parse_reason(const std::string& typed) {
  auto note = model::parse_note(typed);
  if (!note) return Error{Code::invalid, "", "--reason: " + note.error().log};
  if (note->empty()) return Error{Code::invalid, "", "--reason: say why; it stands in a mail"};
  if (has_control_characters(*note)) return Error{Code::invalid, "", "--reason: one line, without tabs"};
  return note;
}

int create_organisation(const Config& config, const Options& options) {
  auto details = apply(options, {});
  if (!details) return fail(details.error().log);
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  auto contact = get_account(**database, options.text("--technical-contact"));
  if (!contact) return fail(contact.error().log);
  Time at = now();
  model::OrganisationId id = (*database)->transact([&](Transaction& transaction) {
    model::OrganisationId added = store::add_organisation(transaction, contact->id, std::nullopt, *details, at);
    store::Event event = operator_event("organisation_created");
    event.organisation = added;
    event.account = contact->id;
    event.content = {{"name", details->name}, {"technical_contact", contact->email}};
    store::add_event(transaction, event, at);
    return added;
  });
  std::cout << model::to_text(id) << "\n";
  return kDone;
}

int list_organisations(const Config& config, const Options& options) {
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  bool as_json = options.has("--json");
  std::vector<std::string> names = {"reference", "name",    "technical_contact", "postcode",
                                    "city",      "country", "checked_at"};
  // Too wide for a terminal, and of use to programs only.
  if (as_json) names.insert(names.end(), {"street", "note", "created_at"});
  Table table(names);
  for (const store::Organisation& organisation : store::list_organisations(**database)) {
    const OrganisationDetails& details = organisation.details;
    std::vector<Cell> row = {model::to_text(organisation.id),
                             details.name,
                             organisation.contact.email,
                             details.postcode,
                             details.city,
                             details.country,
                             cell(organisation.checked_at)};
    if (as_json) row.insert(row.end(), {details.street, details.note, cell(organisation.created_at)});
    table.add(std::move(row));
  }
  table.print(std::cout, as_json);
  return kDone;
}

int edit_organisation(const Config& config, const Options& options) {
  auto is_given = [&](const Field& field) { return options.has(field.option); };
  if (std::none_of(std::begin(kFields), std::end(kFields), is_given))
    return wrong_usage("organisation edit: nothing to change is named");
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  auto organisation = get_organisation(**database, options.text("REF"));
  if (!organisation) return fail(organisation.error().log);
  Time at = now();
  auto changed =
      (*database)->transact([&](Transaction& transaction) { return edit(transaction, organisation->id, options, at); });
  if (!changed) return fail(changed.error().log);
  return done(*organisation, *changed ? "changed" : "unchanged");
}

int set_organisation_contact(const Config& config, const Options& options) {
  auto reason = parse_reason(options.text("--reason"));
  if (!reason) return fail(reason.error().log);
  auto email = model::EmailAddress::parse(options.text("EMAIL"));
  if (!email) return fail(email.error().log);
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  auto organisation = get_organisation(**database, options.text("REF"));
  if (!organisation) return fail(organisation.error().log);
  Time at = now();
  auto open_before = store::find_open_handover(**database, organisation->id, at);
  auto changed = (*database)->transact([&](Transaction& transaction) {
    return store::set_technical_contact(transaction, organisation->id, email->address(), *reason, operator_actor(), at);
  });
  if (!changed) return fail(changed.error().log);
  std::cout << model::to_text(organisation->id) << " has the technical contact " << email->address() << ", no longer "
            << organisation->contact.email << "\n"
            << fate_of(**database, open_before);
  return kDone;
}

}  // namespace certportal::admin
