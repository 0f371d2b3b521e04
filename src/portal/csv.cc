#include "portal/csv.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace certportal::portal {
namespace {

bool is_one_of(std::string_view characters, char c) { return characters.find(c) != std::string_view::npos; }

bool begins_formula(std::string_view text) {
  constexpr std::string_view kSigns[] = {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  return std::any_of(std::begin(kSigns), std::end(kSigns),
                     [text](std::string_view sign) { return text.starts_with(sign); });
}

// A spreadsheet set to semicolons or tabs may split the cell there, quoted or not, and end the row at a line break.
// Quotes then are no part of what it finds behind.
std::string guarded(std::string_view cell) {
  std::string text;
  bool is_at_begin = true;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const char c = cell[at];
    bool begins_blank = at == 0 && is_one_of("\t\r", c);
    if (begins_blank || (is_at_begin && begins_formula(cell.substr(at)))) text += '\'';
    text += c;
    is_at_begin = is_one_of(";\t\r\n", c) || (is_at_begin && is_one_of("\" ", c));
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
