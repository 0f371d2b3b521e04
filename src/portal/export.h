// A list as a file of CSV or JSON: every row of the page's filter up to the limit, read part by part. A longer list
// says so: "truncated" in JSON, in the file's name with CSV.
#pragma once

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "portal/portal.h"

namespace certportal::portal {

template <class Row>
struct ExportPart {
  std::vector<Row> rows;
  bool has_more = false;
};

// Of what was found when one row more than `limit` was asked for.
template <class Row>
ExportPart<Row> part_of(std::vector<Row> found, std::size_t limit) {
  bool has_more = found.size() > limit;
  if (has_more) found.resize(limit);
  return {std::move(found), has_more};
}

// Calls `write` for each row; read(limit) gives the part that comes next, with has_more only if it has rows. True: all
// are written; false: there are more than the limit.
template <class Read, class Write>
bool export_rows(const Visit& visit, Read read, Write write) {
  constexpr std::size_t kRowsAPart = 500;
  const std::size_t most = visit.portal.limits.export_rows;
  for (std::size_t written = 0; written < most;) {
    auto part = read(std::min(kRowsAPart, most - written));
    for (const auto& row : part.rows) write(row);
    written += part.rows.size();
    if (!part.has_more) return true;
  }
  return false;
}

// Hands each row to its argument; true if those are all. Mostly export_rows().
using EachCells = std::function<bool(const std::function<void(std::vector<std::string>)>&)>;
using EachObject = std::function<bool(const std::function<void(nlohmann::ordered_json)>&)>;

// LIST.csv; its first row has the words csv.COLUMN in the visit's language.
http::Response csv_file(const Visit& visit, const std::string& list, std::initializer_list<const char*> columns,
                        const EachCells& each);

// {"LIST": […], "truncated": false}
http::Response json_list(const std::string& list, const EachObject& each);

// Several texts in one cell, blanks between.
std::string in_one_cell(const std::vector<std::string>& texts);

// A time that may be missing: in CSV as in SQL or "", in JSON as in RFC 3339 or left out.
std::string cell_of(const std::optional<Time>& time);
void add_time(nlohmann::ordered_json& object, const char* key, const std::optional<Time>& time);

}  // namespace certportal::portal
