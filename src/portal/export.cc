#include "portal/export.h"

#include "portal/csv.h"

namespace certportal::portal {

http::Response csv_file(const Visit& visit, const std::string& list, std::initializer_list<const char*> columns,
                        const EachCells& each) {
  std::vector<std::string> header;
  for (const char* column : columns)
    header.push_back(visit.portal.site.word(visit.language, std::string("csv.") + column));
  std::string csv;
  append_csv_row(csv, header);
  bool is_whole = each([&csv](const std::vector<std::string>& cells) { append_csv_row(csv, cells); });
  std::string file_name = is_whole ? list : list + "-first-" + std::to_string(visit.portal.limits.export_rows);
  return http::file("text/csv; charset=utf-8", file_name + ".csv", std::move(csv));
}

http::Response json_list(const std::string& list, const EachObject& each) {
  auto objects = nlohmann::ordered_json::array();
  bool is_whole = each([&objects](nlohmann::ordered_json object) { objects.push_back(std::move(object)); });
  nlohmann::ordered_json answer = {{list, std::move(objects)}, {"truncated", !is_whole}};
  return http::json(200, answer.dump(2) + "\n");
}

std::string in_one_cell(const std::vector<std::string>& texts) {
  std::string cell;
  for (const std::string& text : texts) cell += (cell.empty() ? "" : " ") + text;
  return cell;
}

std::string cell_of(const std::optional<Time>& time) { return time ? to_sql(*time) : ""; }

void add_time(nlohmann::ordered_json& object, const char* key, const std::optional<Time>& time) {
  if (time) object[key] = to_iso(*time);
}

}  // namespace certportal::portal
