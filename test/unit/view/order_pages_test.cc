// The contact's pages of orders: what each state says and offers, what the form keeps, what the preview sends.
#include "view/order_pages.h"

#include "all_pages.h"
#include "fixture.h"

namespace certportal::view {
namespace {

using model::OrderState;

OrderRow make_row(OrderState state) {
  OrderRow row;
  row.number = 320917;
  row.name = "müller.example.org";
  row.ascii_name = "xn--mller-kva.example.org";
  row.organisation = "Müller & Söhne KG";
  row.state = state;
  row.submitted_at = kNow - std::chrono::hours(72);
  return row;
}

class OrderPagesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(OrderPagesTest);
  CPPUNIT_TEST(each_state_says_what_happens_next);
  CPPUNIT_TEST(approved_one_of_a_manual_issuer_waits_for_an_officer);
  CPPUNIT_TEST(row_shows_both_forms_of_the_name_and_its_age);
  CPPUNIT_TEST(closed_list_keeps_its_status_from_page_to_page);
  CPPUNIT_TEST(only_choice_is_chosen);
  CPPUNIT_TEST(form_shows_several_findings_once);
  CPPUNIT_TEST(page_without_products_has_no_form);
  CPPUNIT_TEST(preview_says_who_decides);
  CPPUNIT_TEST(preview_sends_what_it_shows);
  CPPUNIT_TEST(order_offers_what_its_state_allows);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<Site> site_;

  static OrderNewPage make_form() {
    OrderNewPage page;
    page.organisations = {{"ORG-000003", "Müller & Söhne KG"}};
    page.products = {{"server", "TLS server certificate"}};
    return page;
  }

  std::string rendered(const OrderListPage& page) { return render(*site_, make_chrome("en"), page); }
  std::string rendered(const OrderNewPage& page) { return render(*site_, make_chrome("en"), page); }
  std::string rendered(const OrderPage& page) { return render(*site_, make_chrome("en"), page); }

 public:
  void setUp() override { site_ = make_site(); }

  void each_state_says_what_happens_next() {
    const std::pair<OrderState, const char*> cases[] = {
        {OrderState::submitted, "An officer of the portal looks at the order."},
        {OrderState::approved, "is issued in a moment."},
        {OrderState::issuing, "The CA is making the certificate."},
        {OrderState::failed, "Issuing failed."},
        {OrderState::rejected, "order anew with changes."},
        {OrderState::withdrawn, "order anew at any time."}};
    for (const auto& [state, text] : cases) {
      OrderListPage page;
      page.rows = {make_row(state)};
      assert_has(rendered(page), text);
    }
  }

  void approved_one_of_a_manual_issuer_waits_for_an_officer() {
    OrderListPage page;
    page.rows = {make_row(OrderState::approved)};
    page.rows[0].waits_for_upload = true;
    assert_has(rendered(page), "An officer gets the certificate from the CA.");
  }

  void row_shows_both_forms_of_the_name_and_its_age() {
    OrderListPage page;
    page.now = kNow;
    page.rows = {make_row(OrderState::submitted)};
    page.rows[0].more_names = 2;
    std::string html = rendered(page);
    assert_has(html, "data-reference=\"320917\"");
    assert_has(html, ">müller.example.org</a>");
    assert_has(html, "xn--mller-kva.example.org · + 2 further names");
    assert_has(html, "3 days ago");
  }

  void closed_list_keeps_its_status_from_page_to_page() {
    OrderListPage page;
    page.rows = {make_row(OrderState::rejected)};
    page.next_after = "320917";
    assert_has(rendered(page), "/orders?after=320917\"");
    page.is_closed = true;
    assert_has(rendered(page), "/orders?status=closed&amp;after=320917\"");
  }

  void only_choice_is_chosen() {
    OrderNewPage page = make_form();
    std::string html = rendered(page);
    assert_has(html, "<option value=\"ORG-000003\" selected>");
    assert_has(html, "<option value=\"server\" selected>");
    page.organisations.push_back({"ORG-000004", "Muster AG"});
    assert_lacks(rendered(page), "<option value=\"ORG-000003\" selected>");
    page.form.values["organisation"] = "ORG-000004";
    assert_has(rendered(page), "<option value=\"ORG-000004\" selected>");
  }

  void form_shows_several_findings_once() {
    OrderNewPage page = make_form();
    for (const char* name : {"intranet", "localhost"})
      page.form.errors.push_back({"csr", "NAME_IS_LOCAL", {{"NAME", name}}});
    std::string html = rendered(page);
    assert_has(html, "<a href=\"#csr\">Please check the marked input</a>");
    for (const char* name : {"intranet is an internal name", "localhost is an internal name"}) {
      assert_has(html, name);
      CPPUNIT_ASSERT_EQUAL(html.find(name), html.rfind(name));
    }
    const std::string command = "<code>openssl req -new -key server.key";
    assert_has(html, command);
    CPPUNIT_ASSERT_EQUAL_MESSAGE("shown for the first of them", html.find(command), html.rfind(command));
    assert_has(html, "such as www.example.org: as above.</p>");
  }

  void page_without_products_has_no_form() {
    OrderNewPage page = make_form();
    page.products.clear();
    page.form.errors = {{"product", "PRODUCT_MISSING"}};
    std::string html = rendered(page);
    assert_has(html, "set up no product");
    assert_lacks(html, "href=\"#product\"");
  }

  void preview_says_who_decides() {
    OrderNewPage page;
    page.preview.emplace();
    assert_has(rendered(page), "one officer has to approve");
    page.preview->officers = 2;
    assert_has(rendered(page), "2 officers have to approve");
    page.preview->is_approved_by_policy = true;
    assert_has(rendered(page), "your organisation holds every name already");
  }

  void preview_sends_what_it_shows() {
    OrderNewPage page;
    page.preview.emplace();
    page.preview->organisation_reference = "ORG-000003";
    page.preview->product = "server";
    page.preview->csr = "-----BEGIN\nMII&\n";
    std::string html = rendered(page);
    for (const char* field : {"name=\"confirm\" value=\"1\"", "name=\"organisation\" value=\"ORG-000003\"",
                              "name=\"product\" value=\"server\"", "name=\"csr\" value=\"-----BEGIN\nMII&amp;\n\""}) {
      assert_has(html, field);
    }
  }

  void order_offers_what_its_state_allows() {
    OrderPage page;
    page.number = 320917;
    page.organisation_reference = "ORG-000003";
    page.may_withdraw = true;
    std::string html = rendered(page);
    assert_has(html, "/orders/320917/withdraw\"");
    assert_lacks(html, "/orders/new?organisation=ORG-000003");
    page.state = OrderState::rejected;
    page.may_withdraw = false;
    page.reason = "Not <yours>.";
    html = rendered(page);
    assert_lacks(html, "/withdraw\"");
    assert_has(html, "/orders/new?organisation=ORG-000003");
    assert_has(html, "Not &lt;yours&gt;.");
    page.state = OrderState::withdrawn;
    page.reason = "keyCompromise";
    html = rendered(page);
    assert_lacks(html, "keyCompromise");
    assert_has(html, "because others know the key");
    page.reason.clear();
    assert_lacks(rendered(page), "because others know the key");
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OrderPagesTest);

}  // namespace
}  // namespace certportal::view
