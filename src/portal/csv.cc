#include "portal/csv.h"

#include <string_view>

namespace certportal::portal {
namespace {

bool is_one_of(std::string_view characters, char c) { return characters.find(c) != std::string_view::npos; }

// A spreadsheet set to semicolons or tabs may split the cell there, quoted or not.
std::string guarded(std::string_view cell) {
  std::string text;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    bool begins = at == 0 && is_one_of("=+-@\t\r", cell[at]);
    bool would_begin = at > 0 && is_one_of(";\t", cell[at - 1]) && is_one_of("=+-@", cell[at]);
    if (begins || would_begin) text += '\'';
    text += cell[at];
  }
  return text;
}

void append_cell(std::string& csv, std::string_view cell) {
  std::string text = guarded(cell);
  if (text.find_first_of("\",;\t\r\n") == std::string::npos) {
    csv += text;
    return;
  }
  csv += '"';
  for (char c : text) {
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
