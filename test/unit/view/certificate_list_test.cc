#include "view/certificate_list.h"

#include "fixture.h"

namespace certportal::view {

using model::CertificateStatus;

class CertificateListTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CertificateListTest);
  CPPUNIT_TEST(a_row_links_number_and_name_to_the_details);
  CPPUNIT_TEST(a_row_tells_further_names_ascii_form_and_successor);
  CPPUNIT_TEST(hostile_values_are_escaped_in_rows_and_links);
  CPPUNIT_TEST(links_keep_the_filter);
  CPPUNIT_TEST(headers_sort_and_turn_the_direction);
  CPPUNIT_TEST(the_next_page_is_a_link_with_its_key);
  CPPUNIT_TEST(counts_above_a_thousand_are_not_exact);
  CPPUNIT_TEST(each_empty_state_says_what_to_do);
  CPPUNIT_TEST(the_selector_needs_two_organisations);
  CPPUNIT_TEST(a_full_page_is_small);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<Site> site_;
  Chrome chrome_;
  CertificateListPage page_;

  std::string german() { return render(*site_, chrome_, page_); }

 public:
  void setUp() override {
    site_ = make_site();
    chrome_ = make_chrome("de");
    page_ = {};
    page_.now = *from_sql("2026-11-22 10:00:00");
    page_.total = 1;
    page_.rows = {{320917, "www.example.org", "", 2, "Muster AG", *from_sql("2026-11-28 10:00:00"),
                   CertificateStatus::expiring, 0}};
  }

  void a_row_links_number_and_name_to_the_details() {
    std::string page = german();
    assert_has(page, "id=\"certificates\"");
    assert_has(page, "data-reference=\"320917\"");
    assert_has(page, "<a href=\"/portal/certificates/320917\">320917</a>");
    assert_has(page, "<a href=\"/portal/certificates/320917\">www.example.org</a>");
    assert_has(page, "name=\"number\" value=\"320917\"");
    assert_has(page, "28.11.2026<small>noch 6 Tage</small>");
    assert_has(page, ">läuft bald ab</b>");
    assert_has(page, "action=\"/portal/certificates/download.zip\"");
    assert_has(page, "1 bis 1 von 1");
  }

  void a_row_tells_further_names_ascii_form_and_successor() {
    assert_has(german(), "<small>+ 2 weitere Namen</small>");
    page_.rows[0].more_names = 1;
    page_.rows[0].ascii_name = "xn--mller-kva.example";
    page_.rows[0].replaced_by = 320999;
    assert_has(german(), "<small>xn--mller-kva.example · + 1 weiterer Name · ersetzt durch 320999</small>");
  }

  void hostile_values_are_escaped_in_rows_and_links() {
    page_.rows[0].name = page_.rows[0].organisation = page_.filter.q = chrome_.account_name = kHostile;
    page_.ending_soon = 1;
    page_.next_end_name = kHostile;
    page_.next_after = "a&b=\"<";
    std::string page = german();
    assert_lacks(page, "<script>");
    assert_has(page, ">" + kHostileEscaped + "</a>");
    assert_has(page, "name=\"q\" type=\"search\"");
    assert_has(page, "value=\"" + kHostileEscaped + "\"");
    assert_has(page, "q=%3Cscript%3E");
    assert_has(page, "after=a%26b%3D%22%3C\"");
  }

  void links_keep_the_filter() {
    page_.filter = {"ORG-000017", "active", "shop & co", "-name", "key"};
    std::string page = german();
    assert_has(page,
               "href=\"/portal/"
               "certificates?organisation=ORG-000017&amp;status=expired&amp;q=shop%20%26%20co&amp;sort=-name\"");
    assert_has(page,
               "href=\"/portal/"
               "certificates.csv?organisation=ORG-000017&amp;status=active&amp;q=shop%20%26%20co&amp;sort=-name\"");
    assert_has(page, "href=\"/portal/certificates.json?organisation=ORG-000017");
    assert_has(page, "<input type=\"hidden\" name=\"organisation\" value=\"ORG-000017\">");
    assert_has(page, "<input type=\"hidden\" name=\"status\" value=\"active\">");
    assert_has(page, "aria-current=\"true\">Gültig");
    assert_has(page, ">Erste Seite</a>");
  }

  void headers_sort_and_turn_the_direction() {
    std::string page = german();
    assert_has(page,
               "<th scope=\"col\" aria-sort=\"ascending\"><a href=\"/portal/certificates?sort=-end\">Gültig bis</a>");
    assert_has(page, "<a href=\"/portal/certificates?sort=number\">Referenznummer</a>");
    page_.filter.sort = "-number";
    page = german();
    assert_has(
        page,
        "<th scope=\"col\" aria-sort=\"descending\"><a href=\"/portal/certificates?sort=number\">Referenznummer</a>");
    assert_lacks(page, "aria-sort=\"ascending\"");
  }

  void the_next_page_is_a_link_with_its_key() {
    assert_lacks(german(), "after=");
    page_.next_after = "2026-11-28~320917";
    assert_has(german(), "<a rel=\"next\" href=\"/portal/certificates?after=2026-11-28~320917\">Nächste Seite</a>");
  }

  void counts_above_a_thousand_are_not_exact() {
    page_.total = 1001;
    page_.counts.all = 1001;
    page_.counts.active = 1000;
    std::string page = german();
    assert_has(page, "1 bis 1 von mehr als 1.000");
    assert_has(page, "<b>1.000+</b>");
    assert_has(page, "<b>1.000</b>");
    page_.first = 0;
    assert_has(german(), "1 von mehr als 1.000");
    page_.total = -1;
    assert_has(german(), "<span>1</span>");
  }

  void each_empty_state_says_what_to_do() {
    page_.rows.clear();
    assert_has(german(), "Nichts gefunden");
    page_.has_certificates = false;
    std::string page = german();
    assert_has(page, "Noch kein Zertifikat");
    assert_lacks(page, "id=\"q\"");
    page_.has_organisations = false;
    assert_has(german(), "href=\"/portal/organisations/new\"");
  }

  void the_selector_needs_two_organisations() {
    chrome_.organisations = {{"ORG-000017", "Muster AG"}};
    assert_lacks(german(), "id=\"selector\"");
    chrome_.organisations.push_back({"ORG-000018", kHostile});
    chrome_.organisation = page_.filter.organisation = "ORG-000018";
    std::string page = german();
    assert_has(page, "<option value=\"\">Alle Organisationen</option>");
    assert_has(page, "<option value=\"ORG-000018\" selected>" + kHostileEscaped + "</option>");
  }

  void a_full_page_is_small() {
    for (int i = 1; i < 25; ++i) page_.rows.push_back(page_.rows[0]);
    CPPUNIT_ASSERT_MESSAGE(std::to_string(german().size()), german().size() < 14400);
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CertificateListTest);

}  // namespace certportal::view
