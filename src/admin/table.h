// Lists on standard output: aligned columns for people, an array of objects for programs.
#pragma once

#include <initializer_list>
#include <iosfwd>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace certportal::admin {

// A value of a row: text, number, truth or nothing. People read "yes", "no" and "-".
using Cell = nlohmann::json;

Cell cell(std::optional<Time> time);  // RFC 3339, UTC

class Table {
 public:
  // The names are the keys of the objects, and, in capitals with blanks for '_', the titles.
  explicit Table(std::vector<std::string> names) : names_(std::move(names)) {}

  // Precondition: as many cells as there are names.
  void add(std::vector<Cell> row);

  // Columns are aligned by code points; control and bidirectional characters are replaced, so that no name can rewrite
  // the terminal. An empty table prints nothing for people, [] as JSON.
  void print(std::ostream& out, bool as_json) const;

 private:
  void print_json(std::ostream& out) const;
  void print_text(std::ostream& out) const;

  std::vector<std::string> names_;
  std::vector<std::vector<Cell>> rows_;
};

// One thing with its fields: a line each for people, one object for programs. Names and cells as in a Table.
using Fields = std::vector<std::pair<std::string, Cell>>;
void print_fields(std::ostream& out, const Fields& fields, bool as_json);

}  // namespace certportal::admin
