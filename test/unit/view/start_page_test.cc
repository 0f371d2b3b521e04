#include "view/start_page.h"

#include "fixture.h"

namespace certportal::view {

class StartPageTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(StartPageTest);
  CPPUNIT_TEST(the_longest_bar_is_the_month_with_the_most);
  CPPUNIT_TEST(one_certificate_is_seen_beside_a_thousand);
  CPPUNIT_TEST(months_are_read_without_the_picture);
  CPPUNIT_TEST(a_year_without_an_end_has_no_picture);
  CPPUNIT_TEST(what_waits_stands_first);
  CPPUNIT_TEST(nothing_to_do_is_said);
  CPPUNIT_TEST(each_empty_state_says_what_to_do);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<Site> site_;
  Chrome chrome_;
  StartPage page_;

  std::string german() { return render(*site_, chrome_, page_); }

 public:
  void setUp() override {
    site_ = make_site();
    chrome_ = make_chrome("de");
    page_ = {};
    page_.now = *from_sql("2026-11-22 10:00:00");
    page_.months = {{page_.now, 2}, {*from_sql("2026-11-30 23:00:00"), 0}, {*from_sql("2026-12-31 23:00:00"), 1}};
    page_.organisations = {{"ORG-000001", "Muster AG", 3}};
  }

  void the_longest_bar_is_the_month_with_the_most() {
    std::string page = german();
    assert_has(page, "y=\"24\" width=\"23.33%\" height=\"96\"");
    assert_has(page, "y=\"72\" width=\"23.33%\" height=\"48\"");
    assert_has(page, "y=\"120\" width=\"23.33%\" height=\"0\"");
  }

  void one_certificate_is_seen_beside_a_thousand() {
    page_.months[0].certificates = 1000;
    std::string page = german();
    assert_has(page, "height=\"4\"");
    assert_has(page, ">1.000</text>");
  }

  void months_are_read_without_the_picture() {
    std::string page = german();
    assert_has(page, "<li>Nov. 2026: 2 Zertifikate laufen ab</li>");
    assert_has(page, "<li>Jan. 2027: 1 Zertifikat läuft ab</li>");
    assert_has(page, "3 Zertifikate laufen in den nächsten zwölf Monaten ab.");
    assert_has(page, ">2027</text>");
  }

  void a_year_without_an_end_has_no_picture() {
    page_.months = {{page_.now, 0}};
    CPPUNIT_ASSERT(!has(german(), "<svg"));
  }

  void what_waits_stands_first() {
    chrome_.waiting_handovers = 1;
    chrome_.is_officer = true;
    chrome_.waiting_orders = 2;
    page_.ending = {{320917, "www.example.org", "", 0, "Muster AG", *from_sql("2026-11-28 10:00:00"),
                     model::CertificateStatus::expiring, 0, true, 0}};
    std::string page = german();
    auto tasks = page.substr(page.find("id=\"tasks\""));
    CPPUNIT_ASSERT(tasks.find("/portal/handovers") < tasks.find("/portal/approvals"));
    CPPUNIT_ASSERT(tasks.find("/portal/approvals") < tasks.find("/portal/certificates/320917/renew"));
    assert_has(tasks, "Muster AG · 28.11.2026 · noch 6 Tage");
  }

  void nothing_to_do_is_said() {
    assert_has(german(), "Zurzeit ist nichts zu tun");
    page_.organisations.clear();
    CPPUNIT_ASSERT(!has(german(), "Zurzeit ist nichts zu tun"));
  }

  void each_empty_state_says_what_to_do() {
    page_.organisations.clear();
    page_.months.clear();
    assert_has(german(), "href=\"/portal/organisations/new\"");
    page_.has_handed_over = true;
    assert_has(german(), "Sie haben alles übergeben");
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(StartPageTest);

}  // namespace certportal::view
