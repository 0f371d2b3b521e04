#include "admin/order.h"

#include <algorithm>
#include <iostream>
#include <iterator>

#include "admin/operator.h"
#include "admin/organisation.h"
#include "admin/table.h"
#include "base/text.h"
#include "store/name_collisions.h"
#include "store/order_changes.h"

namespace certportal::admin {
namespace {

using store::Order;

constexpr std::size_t kShown = 1000;
constexpr std::size_t kHolders = 10;  // of each name

// Of the fields, in their order, a list for people has these; programs get all.
constexpr std::string_view kColumns[] = {"number", "state",      "kind",    "organisation", "organisation_name",
                                         "name",   "more_names", "product", "submitted_by", "created_at"};
constexpr char kIsHeld[] = "others_have_names";

Cell number_or_nothing(const std::optional<model::CertificateNumber>& number) {
  return number ? Cell(model::to_text(*number)) : Cell(nullptr);
}

Fields fields_of(const Order& order) {
  return {{"number", model::to_text(order.number)},
          {"state", model::name(order.state)},
          {"kind", model::name(order.kind)},
          {"organisation", model::to_text(order.organisation)},
          {"organisation_name", order.organisation_name},
          {"name", order.name},
          {"more_names", order.more_names},
          {"product", order.product},
          {"issuer", order.issuer},
          {"lifetime_days", order.lifetime_days},
          {"ends_at", cell(order.ends_at)},
          {"predecessor", number_or_nothing(order.predecessor)},
          {"needed_approvals", order.needed_approvals},
          {"submitted_by", order.submitted_by_email},
          {"created_at", cell(order.created_at)},
          {"changed_at", cell(order.changed_at)},
          {"decided_at", cell(order.decided_at)},
          {"reason", order.reason},
          {"failure", order.failure},
          {"failed_at", cell(order.failed_at)}};
}

bool is_column(const std::string& name) {
  return std::find(std::begin(kColumns), std::end(kColumns), name) != std::end(kColumns);
}

// Several texts: an array for programs, one text for people.
Cell texts(const std::vector<std::string>& all, bool as_json) {
  if (as_json) return all;
  std::string text;
  for (const std::string& each : all) text += (text.empty() ? "" : ", ") + each;
  return text;
}

std::vector<std::string> decisions_of(store::Database& database, model::CertificateNumber number) {
  std::vector<std::string> all;
  for (const auto& decision : store::list_decisions(database, number))
    all.push_back(decision.decision + " by " + decision.officer + " at " +
                  cell(decision.decided_at).get<std::string>());
  return all;
}

// At most kHolders of each name.
std::vector<std::string> others_of(store::Database& database, const Order& order) {
  std::vector<std::string> all;
  for (const auto& holder : store::list_other_holders(database, order.organisation, order.names, now(), kHolders))
    all.push_back((holder.name == holder.ordered ? "" : holder.ordered + " collides with ") + holder.name + " in " +
                  model::to_text(holder.certificate) + " of " + model::to_text(holder.organisation));
  return all;
}

// The states that a list is asked for; none: all of them.
Result<std::vector<model::OrderState>> states_of(const Options& options) {
  std::vector<model::OrderState> states;
  if (options.has("--state")) {
    auto state = model::parse_order_state(options.text("--state"));
    if (!state) return Error{Code::invalid, "", "--state: there is no state '" + options.text("--state") + "'"};
    states.push_back(*state);
  } else if (!options.has("--all")) {
    std::copy_if(std::begin(model::kOrderStates), std::end(model::kOrderStates), std::back_inserter(states),
                 model::is_open);
  }
  return states;
}

// Opens the database, finds the order named NUMBER and lets `use` do the rest.
template <class Use>
int with_order(const Config& config, const Options& options, Use use) {
  std::string text = options.text("NUMBER");
  auto number = model::parse_certificate_number(text);
  if (!number) return fail("'" + text + "' is no number such as 320001");
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  auto order = store::find_order(**database, *number);
  if (!order) return fail("there is no order " + text);
  return use(**database, *order);
}

// The same, with the officer named by --as, in one transaction that `decide` fills; `tell` prints what changed.
template <class Decide, class Tell>
int decide_order(const Config& config, const Options& options, Decide decide, Tell tell) {
  return with_order(config, options, [&](store::Database& database, const Order& order) {
    auto officer = get_account(database, options.text("--as"));
    if (!officer) return fail(officer.error().log);
    Time at = now();
    auto decided = database.transact(
        [&](store::Transaction& transaction) { return decide(transaction, order.number, officer->id, at); });
    if (!decided) return fail(model::to_text(order.number) + ": " + decided.error().log);
    std::cout << model::to_text(order.number) << " ";
    tell(database, order, decided);
    return kDone;
  });
}

}  // namespace

int list_orders(const Config& config, const Options& options) {
  auto states = states_of(options);
  if (!states) return wrong_usage(states.error().log);
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  bool as_json = options.has("--json");
  std::vector<std::string> names;
  for (const auto& [name, value] : fields_of({}))
    if (as_json || is_column(name)) names.push_back(name);
  names.emplace_back(kIsHeld);
  Table table(names);
  auto orders = store::list_orders(**database, *states, std::nullopt, kShown);
  auto held = (*database)->transact(
      [&](store::Transaction& transaction) { return store::find_held_by_others(transaction, orders, now()); });
  for (const Order& order : orders) {
    std::vector<Cell> row;
    for (const auto& [name, value] : fields_of(order))
      if (as_json || is_column(name)) row.push_back(value);
    row.emplace_back(held.contains(order.number));
    table.add(std::move(row));
  }
  if (orders.empty()) std::cerr << "no such orders\n";
  table.print(std::cout, as_json);
  return kDone;
}

int show_order(const Config& config, const Options& options) {
  return with_order(config, options, [&](store::Database& database, const Order& order) {
    bool as_json = options.has("--json");
    Fields fields = fields_of(order);
    fields.emplace_back("names", texts(order.names, as_json));
    fields.emplace_back("key_sha256", to_hex(order.key_sha256));
    fields.emplace_back("decisions", texts(decisions_of(database, order.number), as_json));
    fields.emplace_back("names_of_others", texts(others_of(database, order), as_json));
    print_fields(std::cout, fields, as_json);
    return kDone;
  });
}

int approve_order(const Config& config, const Options& options) {
  return decide_order(
      config, options,
      [](store::Transaction& transaction, model::CertificateNumber number, model::AccountId officer, Time at) {
        return store::approve_order(transaction, number, officer, operator_actor(), at);
      },
      [&](store::Database& database, const Order& order, const Result<bool>& is_enough) {
        bool is_manual = model::kind_of_issuer(config, order.issuer) == model::IssuerKind::manual;
        for (const std::string& other : others_of(database, order))
          std::cerr << "warning: another organisation has " << other << "\n";
        if (!*is_enough)
          std::cout << "has an approval more, but waits for that of another officer\n";
        else if (is_manual)
          std::cout << "approved; an officer uploads the certificate in the browser\n";
        else
          std::cout << "approved; the issuer " << order.issuer << " is asked for the certificate\n";
      });
}

int reject_order(const Config& config, const Options& options) {
  auto reason = parse_reason(options.text("--reason"));
  if (!reason) return fail(reason.error().log);
  return decide_order(
      config, options,
      [&](store::Transaction& transaction, model::CertificateNumber number, model::AccountId officer, Time at) {
        return store::reject_order(transaction, number, officer, *reason, operator_actor(), at);
      },
      [](store::Database& database, const Order& order, const Result<void>&) {
        auto organisation = store::find_organisation(database, order.organisation);
        std::cout << "rejected; " << (organisation ? organisation->contact.email : model::to_text(order.organisation))
                  << " gets a mail with the reason\n";
      });
}

int retry_order(const Config& config, const Options& options) {
  return decide_order(
      config, options,
      [](store::Transaction& transaction, model::CertificateNumber number, model::AccountId officer, Time at) {
        return store::retry_order(transaction, number, officer, operator_actor(), at);
      },
      [](store::Database&, const Order& order, const Result<void>&) {
        std::cout << "approved again; the issuer " << order.issuer << " is asked anew\n";
      });
}

}  // namespace certportal::admin
