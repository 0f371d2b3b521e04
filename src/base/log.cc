// One write(2) a line, so that the lines of several workers never mix.
#include "base/log.h"

#include <unistd.h>

#include <chrono>
#include <string>

#include "base/clock.h"

namespace certportal {
namespace {
void write_line(std::string_view level, std::string_view text) {
  // The system's time, not the moved clock: a log tells when a thing really happened.
  std::string line = to_iso(std::chrono::floor<Seconds>(std::chrono::system_clock::now()));
  line.append(" ").append(level).append(" ");
  for (char c : text) line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  line += '\n';
  [[maybe_unused]] ssize_t ignored = write(STDERR_FILENO, line.data(), line.size());
}
}  // namespace

void log_info(std::string_view text) { write_line("info", text); }
void log_warning(std::string_view text) { write_line("warning", text); }
void log_error(std::string_view text) { write_line("error", text); }

}  // namespace certportal
