// Comma-separated values (RFC 4180), safe to open in a spreadsheet.
#pragma once

#include <string>
#include <vector>

namespace certportal::portal {

// Appends one row, ending in CR LF. A cell that a spreadsheet would take for a formula (it begins with = + - @, tab or
// carriage return) gets an apostrophe in front: names come from outside.
void append_csv_row(std::string& csv, const std::vector<std::string>& cells);

}  // namespace certportal::portal
