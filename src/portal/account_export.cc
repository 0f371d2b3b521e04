#include "portal/account_export.h"

#include "model/email.h"
#include "portal/export.h"
#include "portal/handovers.h"
#include "store/account_data.h"

namespace certportal::portal {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "certportal account data 1";

Json account_object(const store::Account& account) {
  return {{"email", account.email},     {"name", account.name},       {"phone", account.phone},
          {"language", account.locale}, {"role", name(account.role)}, {"created_at", to_iso(account.created_at)}};
}

// Of an event that somebody else brought about: their address is theirs to tell. Both sides of a handover know each
// other.
Json without_others(Json content, const std::string& own_email) {
  for (auto value = content.begin(); value != content.end();) {
    bool is_others = value->is_string() && value->get<std::string>() != own_email &&
                     model::EmailAddress::parse(value->get<std::string>()).ok();
    value = is_others ? content.erase(value) : std::next(value);
  }
  return content;
}

Json row_object(const store::DataRow& row, const std::string& own_email) {
  Json object = Json::object();
  for (const auto& [column, text] : row) {
    std::optional<Time> time;
    if (column.ends_with("_at")) time = from_sql(text);
    if (time)
      object[column] = to_iso(*time);
    else if (column != "content")
      object[column] = text;
    else if (Json content = Json::parse(text, nullptr, false); content.is_object() && !content.empty())
      object[column] = std::move(content);
  }
  bool is_open =
      !object.contains("by") || object["by"] == "me" || object["kind"].get<std::string>().starts_with("handover_");
  if (object.contains("content") && !is_open) object["content"] = without_others(object["content"], own_email);
  return object;
}

}  // namespace

Result<http::Response> show_account_data(Visit& visit) {
  const store::Account& account = visit.account();
  Json truncated = Json::array();
  Json data = {{"format", kFormat},
               {"portal", visit.portal.config.text("base_url")},
               {"made_at", to_iso(visit.now)},
               {"account", account_object(account)}};
  for (const store::DataList& list :
       store::read_account_data(visit.database(), account, visit.portal.limits.export_rows)) {
    Json rows = Json::array();
    for (const store::DataRow& row : list.rows) rows.push_back(row_object(row, account.email));
    data[list.name] = std::move(rows);
    if (list.has_more) truncated.push_back(list.name);
  }
  Json handovers = Json::array();
  if (!export_handover_objects(visit, [&](Json object) { handovers.push_back(std::move(object)); }))
    truncated.push_back("handovers");
  data["handovers"] = std::move(handovers);
  data["truncated"] = std::move(truncated);
  return http::file("application/json", "account-data.json", data.dump(2) + "\n");
}

}  // namespace certportal::portal
