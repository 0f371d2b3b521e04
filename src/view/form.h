// A form's state between a refused POST and the page that shows it again.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace certportal::view {

struct FieldError {
  std::string field;    // the input's name; "" for an error of the whole form
  std::string message;  // a message's name
  std::map<std::string, std::string> values = {};
};

// `values` by input name; those of passwords are never put into a page, whatever stands here.
struct FormState {
  std::map<std::string, std::string> values = {};
  std::vector<FieldError> errors = {};
  bool has_cures = true;  // whether errors show the command that mends them

  void add(std::string field, const Error& error) { errors.push_back({std::move(field), error.message, error.values}); }
  bool ok() const { return errors.empty(); }
};

}  // namespace certportal::view
