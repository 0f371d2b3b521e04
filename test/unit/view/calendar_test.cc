#include "view/calendar.h"

#include "base/text.h"
#include "fixture.h"
#include "view/icalendar.h"
#include "view/language.h"

namespace certportal::view {
namespace {

CalendarEvent make_ending(const std::string& text = "shop.example.org") {
  return {320917, text, 2, text, *from_sql("2026-09-01 08:00:00"), *from_sql("2026-11-28 23:30:00")};
}

std::string feed_of(std::vector<CalendarEvent> events, const std::string& language = "en") {
  return render(*make_site(), language, CalendarFeed{"https://portal.example.org/portal", std::move(events)});
}

// RFC 5545 3.1, backwards.
std::string unfolded(std::string text) { return replace_all(std::move(text), "\r\n ", ""); }

class CalendarTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CalendarTest);
  CPPUNIT_TEST(text_is_escaped);
  CPPUNIT_TEST(long_lines_are_folded_between_characters);
  CPPUNIT_TEST(an_event_is_the_whole_day_of_the_sites_time_zone);
  CPPUNIT_TEST(an_event_tells_all_that_one_needs);
  CPPUNIT_TEST(hostile_text_begins_no_line_of_its_own);
  CPPUNIT_TEST(a_calendar_is_never_without_a_component);
  CPPUNIT_TEST(texts_are_in_the_readers_language);
  CPPUNIT_TEST(the_address_is_shown_only_when_it_was_made);
  CPPUNIT_TEST_SUITE_END();

 public:
  void text_is_escaped() {
    struct Case {
      const char* name;
      std::string text, escaped;
    } cases[] = {
        {"plain", "shop.example.org", "shop.example.org"},
        {"separators", "a,b;c", "a\\,b\\;c"},
        {"backslash", "a\\nb", "a\\\\nb"},
        {"line breaks", "a\r\nb\n", "a\\nb\\n"},
        {"other control characters", std::string("a\0b\x1b\x7f", 5) + "\tc", "abc"},
        {"a colon and quotes stay", "a: \"b\"", "a: \"b\""},
        {"other scripts", "müller \xF0\x9F\x94\x91", "müller \xF0\x9F\x94\x91"},
    };
    for (const Case& c : cases) CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.escaped, icalendar_text(c.text));
  }

  void long_lines_are_folded_between_characters() {
    for (const std::string character : {"x", "ü", "\xE2\x82\xAC", "\xF0\x9F\x94\x91"}) {
      for (std::size_t count = 1; count < 200; ++count) {
        std::string line = "SUMMARY:";
        for (std::size_t i = 0; i < count; ++i) line += character;
        std::string folded;
        append_icalendar_line(folded, line);
        CPPUNIT_ASSERT_EQUAL(line + "\r\n", unfolded(folded));
        for (std::string_view part : split(folded, '\n')) {
          CPPUNIT_ASSERT_MESSAGE(folded, part.size() <= 76);  // with its carriage return
          CPPUNIT_ASSERT_MESSAGE(folded, is_valid_utf8(part));
        }
      }
    }
    std::string exact;
    append_icalendar_line(exact, std::string(75, 'x'));
    CPPUNIT_ASSERT_EQUAL(std::string(75, 'x') + "\r\n", exact);
  }

  void an_event_is_the_whole_day_of_the_sites_time_zone() {
    std::string feed = feed_of({make_ending()});
    assert_has(feed, "\r\nDTSTART;VALUE=DATE:20261129\r\nDTEND;VALUE=DATE:20261130\r\n");
    assert_has(feed, "\r\nDTSTAMP:20260901T080000Z\r\n");
    assert_has(feed, "\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n");
    assert_has(feed, "\r\nTRIGGER:-P6DT15H\r\nEND:VALARM\r\nEND:VEVENT\r\n");
  }

  void an_event_tells_all_that_one_needs() {
    std::string feed = unfolded(feed_of({make_ending()}));
    assert_has(feed, "\r\nUID:certificate-320917@portal.example.org/portal\r\n");
    assert_has(feed, "\r\nSUMMARY:Certificate ends: shop.example.org\r\n");
    assert_has(
        feed,
        "\r\nDESCRIPTION:Reference number: 320917\\nOrganisation: shop.example.org\\nValid until: 29 Nov 2026\\, "
        "00:30\\n+ 2 further names\\nhttps://portal.example.org/portal/certificates/320917\r\n");
    assert_has(feed, "\r\nURL:https://portal.example.org/portal/certificates/320917\r\n");
    CPPUNIT_ASSERT_EQUAL(feed_of({make_ending()}), feed_of({make_ending()}));
  }

  void hostile_text_begins_no_line_of_its_own() {
    std::string feed = feed_of({make_ending("x\r\nEND:VCALENDAR\r\nATTACH:file:///" + kHostile)});
    assert_lacks(feed, "\nATTACH");
    assert_has(unfolded(feed), "SUMMARY:Certificate ends: x\\nEND:VCALENDAR\\nATTACH:file:///<script>");
    for (std::size_t at = feed.find('\n'); at != std::string::npos; at = feed.find('\n', at + 1))
      CPPUNIT_ASSERT_EQUAL('\r', feed[at - 1]);
  }

  void a_calendar_is_never_without_a_component() {
    std::string empty = feed_of({});
    CPPUNIT_ASSERT(empty.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    CPPUNIT_ASSERT(empty.ends_with("END:VTIMEZONE\r\nEND:VCALENDAR\r\n"));
    assert_has(empty, "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n");
    assert_lacks(feed_of({make_ending()}), "VTIMEZONE");
  }

  void texts_are_in_the_readers_language() {
    std::string feed = unfolded(feed_of({make_ending()}, "de"));
    assert_has(feed, "\r\nSUMMARY:Zertifikat läuft ab: shop.example.org\r\n");
    assert_has(feed, "\r\nX-WR-CALNAME:Muster & Co: Ablauf von Zertifikaten\r\n");
  }

  void the_address_is_shown_only_when_it_was_made() {
    auto site = make_site();
    const Time made = *from_sql("2026-11-22 10:00:00");
    std::string first = render(*site, make_chrome("en"), CalendarPage{});
    std::string shown =
        render(*site, make_chrome("en"), CalendarPage{{}, "", "https://portal.example.org/x.ics", made, {}});
    std::string later = render(*site, make_chrome("en"), CalendarPage{{}, "", "", made, made + Seconds{3600}});
    assert_has(first, ">Make an address<");
    assert_lacks(first, "/account/calendar/revoke");
    assert_has(shown, "<pre data-copy id=\"calendar-address\">https://portal.example.org/x.ics</pre>");
    assert_lacks(shown, "hreflang=");
    assert_has(later, "22 Nov 2026, 11:00");
    assert_has(later, "22 Nov 2026, 12:00");
    assert_has(later, "/portal/account/calendar/revoke");
    assert_lacks(later, "calendar-address");
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CalendarTest);

}  // namespace
}  // namespace certportal::view
