// What a person can cause is a value: Result<T> holds either a T or an Error.
// A broken world (database gone, disk full) is an exception, see base/broken.h.
#pragma once

#include <cassert>
#include <map>
#include <string>
#include <utility>
#include <variant>

namespace certportal {

// The closed set of refusals. portal/ maps each to one HTTP status, in one place.
enum class Code {
  invalid,             // 422: the input is wrong
  unauthenticated,     // 303 to /login
  forbidden,           // 403: wrong role, CSRF token or Origin
  not_found,           // 404: does not exist, or is not yours: the two look the same
  method_not_allowed,  // 405
  conflict,            // 409: the state does not allow it
  gone,                // 410: a link that is used, withdrawn or expired
  too_large,           // 413
  unsupported_type,    // 415
  rate_limited,        // 429
  unavailable,         // 503
};

// A refusal. `message` names a section of templates/pages/messages.html.tpl, which holds the text in
// every language; `values` fill its variables; `log` is plain English for logs and the command line
// and is never shown on a page. None of them ever holds a secret.
struct Error {
  Code code = Code::invalid;
  std::string message;
  std::string log;
  std::map<std::string, std::string> values = {};
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Precondition for the next four: ok().
  T& value() {
    assert(ok());
    return std::get<0>(state_);
  }
  const T& value() const {
    assert(ok());
    return std::get<0>(state_);
  }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }

  // Precondition: !ok().
  const Error& error() const {
    assert(!ok());
    return std::get<1>(state_);
  }

 private:
  std::variant<T, Error> state_;
};

// Result without a value.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}
  bool ok() const { return ok_; }
  explicit operator bool() const { return ok_; }
  const Error& error() const {
    assert(!ok_);
    return error_;
  }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace certportal
