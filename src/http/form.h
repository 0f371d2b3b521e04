// Fields of a form or of a query (application/x-www-form-urlencoded, WHATWG URL 5.1), in the order sent.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace certportal::http {

inline constexpr std::size_t kMaximumFields = 500;

class Form {
 public:
  // Refuses (Code::invalid, FORM_MALFORMED) a malformed escape, NUL, invalid UTF-8, more than kMaximumFields fields.
  // Length is bounded by whoever read the text.
  static Result<Form> parse(std::string_view text);

  // The first value of that name, "" if there is none; the view lives as long as the form.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;
  std::vector<std::string_view> all(std::string_view name) const;

  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  std::size_t size() const { return fields_.size(); }
  const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// Undoes %XX once, and + if `plus_is_blank`; Code::invalid (FORM_MALFORMED) for a malformed escape, NUL, invalid UTF-8.
Result<std::string> percent_decode(std::string_view text, bool plus_is_blank);

// True for the media type `type` ("application/x-www-form-urlencoded") with or without parameters, in any case.
bool is_media_type(std::string_view content_type, std::string_view type);

inline constexpr std::string_view kFormType = "application/x-www-form-urlencoded";
inline constexpr std::string_view kMultipartType = "multipart/form-data";

}  // namespace certportal::http
