#include "admin/table.h"

#include <algorithm>
#include <cassert>
#include <ostream>

#include "base/text.h"

namespace certportal::admin {
namespace {

std::string text_of(const Cell& cell) {
  if (cell.is_null()) return "-";
  if (cell.is_boolean()) return cell.get<bool>() ? "yes" : "no";
  if (!cell.is_string()) return cell.dump();
  std::string text = printable(cell.get<std::string>());
  return text.empty() ? "-" : text;
}

std::string title_of(std::string name) {
  for (char& c : name) c = c == '_' ? ' ' : (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  return name;
}

}  // namespace

Cell cell(std::optional<Time> time) { return time ? Cell(to_iso(*time)) : Cell(nullptr); }

void print_fields(std::ostream& out, const Fields& fields, bool as_json) {
  if (as_json) {
    nlohmann::ordered_json object;
    for (const auto& [name, cell] : fields) object[name] = cell;
    out << object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
    return;
  }
  std::size_t width = 0;
  for (const auto& field : fields) width = std::max(width, field.first.size());
  for (const auto& [name, cell] : fields)
    out << title_of(name) << std::string(width - name.size() + 2, ' ') << text_of(cell) << "\n";
}

void Table::add(std::vector<Cell> row) {
  assert(row.size() == names_.size());
  rows_.push_back(std::move(row));
}

void Table::print(std::ostream& out, bool as_json) const { as_json ? print_json(out) : print_text(out); }

void Table::print_json(std::ostream& out) const {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& row : rows_) {
    nlohmann::ordered_json object;
    for (std::size_t i = 0; i < names_.size(); ++i) object[names_[i]] = row[i];
    list.push_back(std::move(object));
  }
  out << list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
}

void Table::print_text(std::ostream& out) const {
  if (rows_.empty()) return;
  std::vector<std::vector<std::string>> lines;
  lines.emplace_back();
  for (const std::string& name : names_) lines.back().push_back(title_of(name));
  for (const auto& row : rows_) {
    lines.emplace_back();
    for (const Cell& cell : row) lines.back().push_back(text_of(cell));
  }
  std::vector<std::size_t> widths(names_.size());
  for (const auto& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], count_code_points(line[i]));
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      out << line[i];
      if (i + 1 < line.size()) out << std::string(widths[i] - count_code_points(line[i]) + 2, ' ');
    }
    out << "\n";
  }
}

}  // namespace certportal::admin
