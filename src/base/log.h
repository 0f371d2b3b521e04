// The log: one line an event on standard error, either text, "2026-11-28T10:00:00Z level request=ID text name=value",
// or a JSON object, {"time":"2026-11-28T10:00:00Z","level":"info","request":"ID","message":"text","name":"value"}. What
// printable() replaces is replaced, so that nothing a client sends can forge a line or rule the terminal of its reader.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/clock.h"

namespace certportal {

enum class LogFormat { text, json };
void set_log_format(LogFormat format);  // of all lines from now on; text before

// A fact of a line. Numbers stand in JSON as such; a text of the text format should hold no blank.
struct LogField {
  LogField(std::string_view field, std::string text) : name(field), value(std::move(text)), is_number(false) {}
  LogField(std::string_view field, const char* text) : LogField(field, std::string(text)) {}
  LogField(std::string_view field, double number);  // with one decimal
  template <class Integer, class = std::enable_if_t<std::is_integral_v<Integer>>>
  LogField(std::string_view field, Integer number) : name(field), value(std::to_string(number)), is_number(true) {}

  std::string_view name;
  std::string value;
  bool is_number;
};
using LogFields = std::initializer_list<LogField>;

void log_info(std::string_view text, LogFields fields = {});
void log_warning(std::string_view text, LogFields fields = {});  // an operator should look at it
void log_error(std::string_view text, LogFields fields = {});    // something was not done

// Every line carries this until the next call of either: the id of the request that is served, or the name of the duty
// of jobs that is done; "" for nothing.
void set_log_request(std::string_view id);
void set_log_duty(std::string_view name);

// The last error of this process, for those who watch it.
struct LoggedError {
  unsigned long count = 0;  // of all since it began
  Time at{};                // of the system's clock
  std::string text;         // without its fields
};
const LoggedError& last_logged_error();

}  // namespace certportal
