// Many rows or keys a statement, in a few sizes only: every statement is prepared once a connection.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace certportal::store {

// Writes them all: `insert` is "INSERT INTO [x] (a, b) VALUES", `row` what stands for each, "(?, ?)".
void write_rows(Transaction& transaction, std::string_view insert, std::string_view row,
                const std::vector<Params>& rows);

// The same, where a unique key may have a value already: false then. Rows of earlier statements may have been written,
// those of that one were not.
[[nodiscard]] bool insert_rows(Transaction& transaction, std::string_view insert, std::string_view row,
                               const std::vector<Params>& rows);

// Calls `work` with "(?, ?, …)" and the numbers that it stands for, in pieces, until all had their turn. A piece may
// hold its last number several times.
void for_numbers(const std::vector<std::uint64_t>& numbers,
                 const std::function<void(const std::string& list, const Params& numbers)>& work);

}  // namespace certportal::store
