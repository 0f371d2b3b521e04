// What is stored about one account, for its owner (GDPR, articles 15 and 20): lists of plain values, without secrets,
// and of organisations that are not theirs at this moment no more than that they had to do with them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "store/accounts.h"

namespace certportal::store {

// Name and value; a value that is not there is left out. Names ending in _at hold UTC times as in SQL; `content` is a
// JSON object.
using DataRow = std::vector<std::pair<std::string, std::string>>;

struct DataList {
  std::string name;
  std::vector<DataRow> rows;
  bool has_more = false;  // than `limit`
};

// All but account and handovers, each list with up to `limit` rows, the oldest first.
std::vector<DataList> read_account_data(Database& database, const Account& account, std::size_t limit);

}  // namespace certportal::store
