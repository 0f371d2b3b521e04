#include "admin/audit.h"

#include <iostream>

#include "admin/operator.h"
#include "admin/table.h"
#include "base/file.h"
#include "base/text.h"
#include "model/audit_seal.h"

namespace certportal::admin {
namespace {

using store::Event;
using store::StoredEvent;

constexpr std::size_t kUsualLimit = 100;
constexpr std::size_t kHighestLimit = 100'000;

Cell cell_of(const std::optional<model::OrganisationId>& organisation) {
  return organisation ? Cell(model::to_text(*organisation)) : Cell(nullptr);
}

// "email: anna@example.org, role: contact"
std::string text_of(const std::map<std::string, std::string>& content) {
  std::string text;
  for (const auto& [name, value] : content) text += (text.empty() ? "" : ", ") + name + ": " + value;
  return text;
}

Table table_for_people(const std::vector<StoredEvent>& events) {
  Table table({"happened_at", "kind", "actor", "organisation", "content"});
  for (const StoredEvent& stored : events) {
    const Event& event = stored.event;
    table.add(
        {cell(stored.happened_at), event.kind, event.actor.name, cell_of(event.organisation), text_of(event.content)});
  }
  return table;
}

Table table_for_programs(const std::vector<StoredEvent>& events) {
  auto number = [](const auto& id) { return id ? Cell(id->value) : Cell(nullptr); };
  Table table({"id", "happened_at", "kind", "actor", "actor_account", "client", "account", "organisation", "content",
               "position"});
  for (const StoredEvent& stored : events) {
    const Event& event = stored.event;
    table.add({stored.id, cell(stored.happened_at), event.kind, event.actor.name, number(event.actor.account),
               event.actor.client, number(event.account), cell_of(event.organisation), Cell(event.content),
               stored.position ? Cell(*stored.position) : Cell(nullptr)});
  }
  return table;
}

Result<std::string> read_audit_key(const Config& config) {
  const std::string& path = config.text("operator.audit_key_file");
  if (path.empty())
    return Error{
        Code::invalid, "",
        config.path() + ": key 'operator.audit_key_file' is not set: without jobs' key nothing can be verified"};
  return read_key(path, model::kShortestAuditKey);
}

bool consists_of(std::string_view text, std::string_view digits) {
  return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

std::string bytes_of_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

}  // namespace

Result<std::size_t> parse_limit(const std::string& typed) {
  bool is_number = typed.size() <= 6 && consists_of(typed, "0123456789");
  std::size_t limit = is_number ? std::stoul(typed) : 0;
  if (limit >= 1 && limit <= kHighestLimit) return limit;
  return Error{Code::invalid, "", "--limit must be a number from 1 to " + std::to_string(kHighestLimit)};
}

Result<store::ChainHead> parse_head(const std::string& typed) {
  std::size_t colon = typed.find(':');
  std::string position = typed.substr(0, colon);
  std::string mac = colon == std::string::npos ? "" : to_lower_ascii(typed.substr(colon + 1));
  bool is_position = consists_of(position, "0123456789") && position.size() <= 18 && position[0] != '0';
  if (!is_position || !consists_of(mac, "0123456789abcdef") || mac.size() != 64)
    return Error{Code::invalid, "", "--head must be POSITION:MAC, as jobs logs it behind \"audit head\""};
  return store::ChainHead{std::stoull(position), bytes_of_hex(mac)};
}

std::string describe(const store::ChainReport& report) {
  std::string text = "sealed " + std::to_string(report.sealed) + "\n";
  text += "head " + (report.head.position == 0 ? "none" : to_text(report.head)) + "\n";
  text += "unsealed " + std::to_string(report.unsealed) + "\n";
  if (report.reduced > 0) text += "reduced " + std::to_string(report.reduced) + "\n";
  if (report.held) text += "holds " + to_text(*report.held) + "\n";
  for (const std::string& problem : report.problems) text += "problem: " + printable(problem) + "\n";
  if (report.problems.empty()) text += "ok: the chain is whole\n";
  return text;
}

int list_audit_events(const Config& config, const Options& options) {
  std::size_t limit = kUsualLimit;
  if (options.has("--limit")) {
    auto parsed = parse_limit(options.text("--limit"));
    if (!parsed) return wrong_usage("audit list: " + parsed.error().log);
    limit = *parsed;
  }
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  std::optional<model::OrganisationId> id;
  if (options.has("--organisation")) {
    auto organisation = get_organisation(**database, options.text("--organisation"));
    if (!organisation) return fail(organisation.error().log);
    id = organisation->id;
  }
  auto events = store::list_events(**database, options.text("--kind"), id, limit);
  bool as_json = options.has("--json");
  (as_json ? table_for_programs(events) : table_for_people(events)).print(std::cout, as_json);
  return kDone;
}

int verify_audit_chain(const Config& config, const Options& options) {
  std::optional<store::ChainHead> former;
  if (options.has("--head")) {
    auto parsed = parse_head(options.text("--head"));
    if (!parsed) return wrong_usage("audit verify: " + parsed.error().log);
    former = *parsed;
  }
  auto key = read_audit_key(config);
  if (!key) return fail(key.error().log);
  auto database = open_database(config);
  if (!database) return fail(database.error().log);
  store::ChainReport report = store::verify_chain(**database, *key, former);
  std::cout << describe(report);
  std::size_t problems = report.problems.size();
  if (problems == 0) return kDone;
  return fail("audit verify: " + std::to_string(problems) + (problems == 1 ? " problem" : " problems"));
}

}  // namespace certportal::admin
