// Comma-separated values (RFC 4180), safe to open in a spreadsheet.
#pragma once

#include <string>
#include <vector>

namespace certportal::portal {

// Appends one row, ending in CR LF. What a spreadsheet would take for a formula (= + - @, full-width too, at a cell's
// begin or behind a semicolon, tab or line break in it, where another separator would begin a cell; a tab or carriage
// return at its begin) gets an apostrophe in front: names come from outside.
void append_csv_row(std::string& csv, const std::vector<std::string>& cells);

}  // namespace certportal::portal
