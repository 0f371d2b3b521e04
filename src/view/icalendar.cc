#include "view/icalendar.h"

namespace certportal::view {
namespace {

constexpr std::size_t kOctets = 75;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

void append_icalendar_line(std::string& calendar, std::string_view line) {
  std::size_t room = kOctets;
  while (line.size() > room) {
    std::size_t end = room;
    while (end > 1 && continues_character(line[end])) --end;
    calendar.append(line.substr(0, end)).append("\r\n ");
    line.remove_prefix(end);
    room = kOctets - 1;  // the blank that continues a line counts
  }
  calendar.append(line).append("\r\n");
}

std::string icalendar_text(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (c == '\\' || c == ';' || c == ',')
      (escaped += '\\') += c;
    else if (c == '\n')
      escaped += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)
      escaped += c;
  }
  return escaped;
}

}  // namespace certportal::view
