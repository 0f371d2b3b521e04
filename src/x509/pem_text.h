// Inside of this folder only: PEM (RFC 7468) taken apart, without OpenSSL's tolerance for what stands between the
// lines.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "x509/fence.h"

namespace certportal::x509 {

inline constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// A copy of what may hold a private key: nothing of it stays in memory.
struct Wiped {
  std::string bytes;

  Wiped() = default;
  explicit Wiped(std::string content) : bytes(std::move(content)) {}
  ~Wiped() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
};

// The bytes of a PEM block's body; nullopt if it is no base64.
std::optional<std::string> decode_base64(std::string_view body);

// The label of "-----BEGIN label-----" for "-----BEGIN ", likewise of END; nullopt if the line is none.
std::optional<std::string_view> label_of(std::string_view line, std::string_view begin_or_end);

// The lines of a text, whatever ends them.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  bool next(std::string_view& line);

  // Of the line last given: its number, from 1, where it starts, and where the one after it starts.
  std::size_t number() const { return number_; }
  std::size_t start() const { return start_; }
  std::size_t end() const { return at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;
  std::size_t number_ = 0;
};

// True if the bytes are one object of this kind and nothing else.
template <class Object, auto kFree, class Decode>
bool is_all_of(std::string_view der, Decode d2i) {
  std::size_t rest = 0;
  return decode_der<Object, kFree>(der, d2i, rest) != nullptr && rest == 0;
}

}  // namespace certportal::x509
