#include "view/calendar.h"

#include "base/calendar.h"
#include "view/icalendar.h"
#include "view/page.h"

namespace certportal::view {
namespace {

// So often is a calendar program to ask.
constexpr const char* kRefresh = "PT6H";
// At nine in the morning a week before: the day itself begins at midnight.
constexpr const char* kAlarm = "-P6DT15H";

std::string digits_of(const std::string& date) { return replace_all(date, "-", ""); }

std::string basic_utc(Time time) { return replace_all(digits_of(to_iso(time)), ":", ""); }

std::string without_scheme(const std::string& url) {
  auto at = url.find("://");
  return at == std::string::npos ? url : url.substr(at + 3);
}

class Calendar {
 public:
  void line(const std::string& text) { append_icalendar_line(text_, text); }
  void text(const std::string& name, const std::string& value) { line(name + ":" + icalendar_text(value)); }
  std::string finish() { return std::move(text_); }

 private:
  std::string text_;
};

std::string describe(const Language& language, const CalendarEvent& event, const std::string& url) {
  std::string text = language.with("calendar.number", "N", std::to_string(event.number));
  text += "\n" + language.with("calendar.organisation", "N", event.organisation);
  text += "\n" + language.with("calendar.end", "D", language.date_time(event.end));
  if (event.more_names > 0) text += "\n" + language.count("names.more", event.more_names);
  return text + "\n" + url;
}

void add_event(Calendar& out, const Language& language, const CalendarEvent& event, const std::string& base_url) {
  const std::string summary = language.with("calendar.summary", "N", event.name);
  const std::string number = std::to_string(event.number);
  const std::string url = base_url + "/certificates/" + number;
  out.line("BEGIN:VEVENT");
  out.line("UID:certificate-" + number + "@" + without_scheme(base_url));
  out.line("DTSTAMP:" + basic_utc(event.begin));
  out.line("DTSTART;VALUE=DATE:" + digits_of(local_date(event.end)));
  out.line("DTEND;VALUE=DATE:" + digits_of(local_date(local_midnight(event.end, 1))));
  out.text("SUMMARY", summary);
  out.text("DESCRIPTION", describe(language, event, url));
  out.line("URL:" + url);
  out.line("TRANSP:TRANSPARENT");
  out.line("BEGIN:VALARM");
  out.line("ACTION:DISPLAY");
  out.text("DESCRIPTION", summary);
  out.line(std::string("TRIGGER:") + kAlarm);
  out.line("END:VALARM");
  out.line("END:VEVENT");
}

// RFC 5545 3.6 wants one component at least.
void add_time_zone(Calendar& out) {
  for (const char* line : {"BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000",
                           "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"})
    out.line(line);
}

}  // namespace

std::string render(const Site& site, const std::string& language_code, const CalendarFeed& feed) {
  const Language& language = site.language(language_code);
  const std::string& brand = site.settings().brand.empty() ? language.word("brand") : site.settings().brand;
  const std::string name = language.with("calendar.name", "N", brand);
  Calendar out;
  out.line("BEGIN:VCALENDAR");
  out.line("VERSION:2.0");
  out.line("PRODID:-//certportal//Certificate portal//EN");
  out.line("CALSCALE:GREGORIAN");
  out.text("NAME", name);
  out.text("X-WR-CALNAME", name);
  out.line(std::string("REFRESH-INTERVAL;VALUE=DURATION:") + kRefresh);
  out.line(std::string("X-PUBLISHED-TTL:") + kRefresh);
  if (feed.events.empty()) add_time_zone(out);
  for (const CalendarEvent& event : feed.events) add_event(out, language, event, feed.base_url);
  out.line("END:VCALENDAR");
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const CalendarPage& page) {
  Chrome shown_once = chrome;
  shown_once.has_language_link = page.address.empty();
  Page out(site, shown_once, "account_calendar");
  if (!page.address.empty()) {
    out.section("NEW_ADDRESS", "ADDRESS", page.address);
    return out.finish();
  }
  out.form(page.form, {});
  auto* known = out->AddSectionDictionary("KNOWN");
  known->SetValueWithoutCopy("EMAIL", page.email);
  known->ShowSection(page.created_at ? "HAS_FEED" : "NO_FEED");
  if (!page.created_at) return out.finish();
  known->SetValue("CREATED_AT", out.language().date_time(*page.created_at));
  if (page.fetched_at)
    known->AddSectionDictionary("FETCHED")->SetValue("FETCHED_AT", out.language().date_time(*page.fetched_at));
  else
    known->ShowSection("NEVER_FETCHED");
  return out.finish();
}

}  // namespace certportal::view
