#include "admin/handover.h"

#include <algorithm>
#include <iostream>
#include <iterator>

#include "admin/operator.h"
#include "admin/table.h"
#include "store/handover_changes.h"

namespace certportal::admin {
namespace {

using store::Handover;

constexpr std::size_t kShown = 1000;

// Of the fields, in their order, a list for people has these; programs get all.
constexpr std::string_view kColumns[] = {"reference", "state",     "organisation", "organisation_name",
                                         "contact",   "successor", "started_at",   "expires_at"};

Fields fields_of(const Handover& handover, Time at) {
  return {{"reference", model::to_text(handover.id)},
          {"state", model::name(store::state_at(handover, at))},
          {"end_reason", handover.end_reason},
          {"organisation", model::to_text(handover.organisation)},
          {"organisation_name", handover.organisation_name},
          {"contact", handover.contact.email},
          {"contact_name", handover.contact.name},
          {"successor", handover.successor.email},
          {"successor_name", handover.successor.name},
          {"started_at", cell(handover.started_at)},
          {"expires_at", cell(handover.expires_at)},
          {"accepted_at", cell(handover.accepted_at)},
          {"ended_at", cell(handover.ended_at)},
          {"resends", handover.resends},
          {"wrong_tries", handover.wrong_tries},
          {"certificates", handover.certificates},
          {"open_orders", handover.open_orders}};
}

bool is_column(const std::string& name) {
  return std::find(std::begin(kColumns), std::end(kColumns), name) != std::end(kColumns);
}

Result<Handover> get_handover(store::Database& database, const std::string& reference) {
  auto id = model::parse_handover_reference(reference);
  if (!id) return Error{Code::invalid, "", "'" + reference + "' is no reference such as UEB-000123"};
  auto handover = store::find_handover(database, *id);
  if (!handover) return Error{Code::not_found, "", "there is no handover " + reference};
  return *handover;
}

// Opens the database, finds the handover named REF and lets `use` do the rest.
template <class Use>
int with_handover(const Config& config, const Options& options, Use use) {
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  auto handover = get_handover(**database, options.text("REF"));
  if (!handover) return fail(handover.error().log);
  return use(**database, *handover);
}

}  // namespace

int list_handovers(const Config& config, const Options& options) {
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  bool as_json = options.has("--json");
  bool only_open = !options.has("--all");
  std::vector<std::string> names;
  for (const auto& [name, value] : fields_of({}, {}))
    if (as_json || is_column(name)) names.push_back(name);
  Table table(names);
  Time at = now();
  bool has_rows = false;
  for (const Handover& handover : store::list_handovers(**database, only_open, kShown)) {
    // One that is over, though nobody has written so yet, is not what the operator looks for.
    if (only_open && !model::is_open(store::state_at(handover, at))) continue;
    std::vector<Cell> row;
    for (const auto& [name, value] : fields_of(handover, at))
      if (as_json || is_column(name)) row.push_back(value);
    table.add(std::move(row));
    has_rows = true;
  }
  if (!has_rows) std::cerr << (only_open ? "no open handovers\n" : "no handovers\n");
  table.print(std::cout, as_json);
  return kDone;
}

int show_handover(const Config& config, const Options& options) {
  return with_handover(config, options, [&](store::Database& database, const Handover& handover) {
    Fields fields = fields_of(handover, now());
    fields.emplace_back("is_receipt_signed", store::find_receipt(database, handover.id).has_value());
    print_fields(std::cout, fields, options.has("--json"));
    return kDone;
  });
}

int withdraw_handover(const Config& config, const Options& options) {
  return with_handover(config, options, [](store::Database& database, const Handover& handover) {
    std::string reference = model::to_text(handover.id);
    Time at = now();
    auto withdrawn = database.transact([&](store::Transaction& transaction) {
      return store::withdraw_handover(transaction, handover.id, model::WithdrawReason::operators, operator_actor(), at);
    });
    if (withdrawn) {
      std::cout << reference << " withdrawn; " << handover.contact.email << " remains the technical contact of "
                << model::to_text(handover.organisation) << "\n";
      return kDone;
    }
    auto found = store::find_handover(database, handover.id);
    return fail(reference +
                " is not open any more: " + std::string(model::name(store::state_at(found ? *found : handover, at))));
  });
}

}  // namespace certportal::admin
