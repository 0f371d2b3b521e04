// The operator's list of keys that everybody knows (Debian's of 2008, keys from documentation, leaked ones).
#include "base/file.h"
#include "base/text.h"
#include "model/order_content.h"

namespace certportal::model {
namespace {

constexpr std::size_t kDigits = 64;

int value_of(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

// "" if it is no sum.
std::string parse_sum(std::string_view text) {
  std::string digits = to_lower_ascii(text);
  if (digits.size() != kDigits) return "";
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    int high = value_of(digits[i]);
    int low = value_of(digits[i + 1]);
    if (high < 0 || low < 0) return "";
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

}  // namespace

Result<std::vector<std::string>> read_bad_keys(const std::string& path) {
  auto content = read_file(path, 64 << 20);
  if (!content) return content.error();
  std::vector<std::string> sums;
  std::size_t number = 0;
  for (std::string_view line : split(*content, '\n')) {
    ++number;
    std::string_view text = trim(line.substr(0, line.find('#')));
    if (text.empty()) continue;
    std::string sum = parse_sum(text);
    if (sum.empty())
      return Error{Code::invalid, "",
                   path + ", line " + std::to_string(number) + ": a SHA-256 sum has 64 hexadecimal digits"};
    sums.push_back(std::move(sum));
  }
  return sums;
}

}  // namespace certportal::model
