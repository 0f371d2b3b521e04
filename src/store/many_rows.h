// Many rows or keys a statement, in a few sizes only: every statement is prepared once a connection.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace certportal::store {

// Inserts them all: `insert` is "INSERT INTO [x] (a, b) VALUES", `row` what stands for each, "(?, ?)". False: a unique
// key has a value already; rows of earlier statements may have been written, those of this one were not.
bool insert_rows(Transaction& transaction, std::string_view insert, std::string_view row,
                 const std::vector<Params>& rows);

// Calls `work` with "(?, ?, …)" and the numbers that it stands for, in pieces, until all had their turn. A piece may
// hold its last number several times.
void for_numbers(const std::vector<std::uint64_t>& numbers,
                 const std::function<void(const std::string& list, const Params& numbers)>& work);

}  // namespace certportal::store
