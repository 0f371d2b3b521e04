#include "portal/csv.h"

#include <string_view>

namespace certportal::portal {
namespace {

bool looks_like_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

void append_cell(std::string& csv, std::string_view cell) {
  bool guarded = looks_like_formula(cell);
  if (cell.find_first_of("\",\r\n") == std::string_view::npos) {
    if (guarded) csv += '\'';
    csv += cell;
    return;
  }
  csv += guarded ? "\"'" : "\"";
  for (char c : cell) {
    if (c == '"') csv += '"';
    csv += c;
  }
  csv += '"';
}

}  // namespace

void append_csv_row(std::string& csv, const std::vector<std::string>& cells) {
  bool is_first = true;
  for (const std::string& cell : cells) {
    if (!is_first) csv += ',';
    is_first = false;
    append_cell(csv, cell);
  }
  csv += "\r\n";
}

}  // namespace certportal::portal
