#include "store/many_rows.h"

#include <algorithm>

namespace certportal::store {
namespace {

constexpr std::size_t kSizes[] = {64, 16, 4, 1};

std::string repeated(std::string_view one, std::size_t count) {
  std::string many(one);
  for (std::size_t i = 1; i < count; ++i) (many += ", ") += one;
  return many;
}

// `write` gives false to end it.
bool in_pieces(std::string_view insert, std::string_view row, const std::vector<Params>& rows,
               const std::function<bool(const std::string& sql, const Params& params)>& write) {
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t left = rows.size() - first;
    std::size_t count = *std::find_if(std::begin(kSizes), std::end(kSizes), [&](auto size) { return size <= left; });
    Params params;
    for (std::size_t i = 0; i < count; ++i) params.insert(params.end(), rows[first + i].begin(), rows[first + i].end());
    if (!write(std::string(insert) + " " + repeated(row, count), params)) return false;
    first += count;
  }
  return true;
}

}  // namespace

void write_rows(Transaction& transaction, std::string_view insert, std::string_view row,
                const std::vector<Params>& rows) {
  in_pieces(insert, row, rows, [&](const std::string& sql, const Params& params) {
    transaction.run(sql, params);
    return true;
  });
}

bool insert_rows(Transaction& transaction, std::string_view insert, std::string_view row,
                 const std::vector<Params>& rows) {
  return in_pieces(insert, row, rows,
                   [&](const std::string& sql, const Params& params) { return transaction.insert(sql, params); });
}

void for_numbers(const std::vector<std::uint64_t>& numbers,
                 const std::function<void(const std::string& list, const Params& numbers)>& work) {
  for (std::size_t first = 0; first < numbers.size(); first += kSizes[0]) {
    std::size_t count = std::min(kSizes[0], numbers.size() - first);
    // The smallest size that holds them, filled up.
    std::size_t size = *std::find_if(std::rbegin(kSizes), std::rend(kSizes), [&](auto each) { return each >= count; });
    Params params;
    for (std::size_t i = 0; i < size; ++i) params.emplace_back(numbers[first + std::min(i, count - 1)]);
    work("(" + repeated("?", size) + ")", params);
  }
}

}  // namespace certportal::store
