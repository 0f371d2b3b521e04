// One write(2) a line, so that the lines of several workers never mix.
#include "base/log.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "base/text.h"

namespace certportal {
namespace {

LogFormat format = LogFormat::text;
LogField occasion("", "");  // of all lines from now on; without a value: none
LoggedError last_error;

// RFC 8259 7. What is no UTF-8 becomes question marks: a reader would throw the whole line away.
void add_quoted(std::string& line, std::string_view text) {
  line += '"';
  for (char c : printable(text)) {
    if (c == '"' || c == '\\') line += '\\';
    line += c;
  }
  line += '"';
}

void add_member(std::string& line, std::string_view name, std::string_view value) {
  if (line.size() > 1) line += ',';
  add_quoted(line, name);
  line += ':';
  add_quoted(line, value);
}

std::string text_line(std::string_view time, std::string_view level, std::string_view text, LogFields fields) {
  std::string line(time);
  line.append(" ").append(level);
  if (!occasion.value.empty()) line.append(" ").append(occasion.name).append("=").append(printable(occasion.value));
  if (!text.empty()) line.append(" ").append(printable(text));
  for (const LogField& field : fields) line.append(" ").append(field.name).append("=").append(printable(field.value));
  return line += '\n';
}

std::string json_line(std::string_view time, std::string_view level, std::string_view text, LogFields fields) {
  std::string line = "{";
  add_member(line, "time", time);
  add_member(line, "level", level);
  if (!occasion.value.empty()) add_member(line, occasion.name, occasion.value);
  if (!text.empty()) add_member(line, "message", text);
  for (const LogField& field : fields) {
    if (field.is_number)
      line.append(",\"").append(field.name).append("\":").append(field.value);
    else
      add_member(line, field.name, field.value);
  }
  return line += "}\n";
}

// The system's time, not the moved clock: a log tells when a thing really happened.
Time real_time() { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); }

void write_line(std::string_view level, std::string_view text, LogFields fields) {
  std::string time = to_iso(real_time());
  std::string line =
      format == LogFormat::json ? json_line(time, level, text, fields) : text_line(time, level, text, fields);
  [[maybe_unused]] ssize_t ignored = write(STDERR_FILENO, line.data(), line.size());
}

std::string with_one_decimal(double number) {
  char text[40];
  std::snprintf(text, sizeof text, "%.1f", number);
  return text;
}

}  // namespace

LogField::LogField(std::string_view field, double number)
    : name(field), value(with_one_decimal(number)), is_number(true) {}

void set_log_format(LogFormat wanted) { format = wanted; }
void set_log_request(std::string_view id) { occasion = {"request", std::string(id)}; }
void set_log_duty(std::string_view name) { occasion = {"duty", std::string(name)}; }

void log_info(std::string_view text, LogFields fields) { write_line("info", text, fields); }
void log_warning(std::string_view text, LogFields fields) { write_line("warning", text, fields); }

void log_error(std::string_view text, LogFields fields) {
  last_error = {last_error.count + 1, real_time(), std::string(text)};
  write_line("error", text, fields);
}

const LoggedError& last_logged_error() { return last_error; }

}  // namespace certportal
