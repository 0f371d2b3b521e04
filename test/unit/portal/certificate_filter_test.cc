#include "portal/certificate_filter.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal;
using namespace certportal::portal;
using store::CertificateOrder;

constexpr CertificateOrder kOrders[] = {CertificateOrder::current_first,     CertificateOrder::number_ascending,
                                        CertificateOrder::number_descending, CertificateOrder::name_ascending,
                                        CertificateOrder::name_descending,   CertificateOrder::end_ascending,
                                        CertificateOrder::end_descending};

const Time kNow = *from_sql("2026-11-22 12:00:00");

store::Session session() {
  store::Session made;
  made.account.id = {7};
  made.organisations = {{{17}, "Muster AG", 128}, {{18}, "Verein", 0}, {{19}, "Stiftung", 3}};
  return made;
}

Result<CertificateListRequest> parse(const std::string& query) {
  return parse_list_request(*http::Form::parse(query), session(), kNow);
}

class CertificateFilterTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(CertificateFilterTest);
  CPPUNIT_TEST(nothing_given_asks_for_everything);
  CPPUNIT_TEST(organisation_must_be_one_of_the_accounts);
  CPPUNIT_TEST(nonsense_counts_as_not_given);
  CPPUNIT_TEST(sort_chooses_the_order);
  CPPUNIT_TEST(search_text_is_trimmed_and_cut);
  CPPUNIT_TEST(page_keys_read_back);
  CPPUNIT_TEST(malformed_page_keys_are_refused);
  CPPUNIT_TEST(key_of_another_order_is_the_first_page);
  CPPUNIT_TEST_SUITE_END();

 public:
  void nothing_given_asks_for_everything() {
    auto request = parse("");
    CPPUNIT_ASSERT(request.ok());
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{7}, request->query.contact.value);
    CPPUNIT_ASSERT(request->query.now == kNow);
    CPPUNIT_ASSERT(request->query.order == CertificateOrder::current_first);
    CPPUNIT_ASSERT(!request->query.status && !request->query.search && !request->query.after);
    CPPUNIT_ASSERT_EQUAL(131L, request->certificates);
    CPPUNIT_ASSERT_EQUAL_MESSAGE("those without certificates are not asked for", std::size_t{2},
                                 request->query.organisations.size());
  }

  void organisation_must_be_one_of_the_accounts() {
    auto one = parse("organisation=ORG-000017");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, one->query.organisations.size());
    CPPUNIT_ASSERT_EQUAL(128L, one->certificates);
    CPPUNIT_ASSERT_EQUAL(std::string("ORG-000017"), one->filter.organisation);
    for (const char* query : {"organisation=ORG-000016", "organisation=17", "organisation=ORG-17", "organisation=x"}) {
      auto foreign = parse(query);
      CPPUNIT_ASSERT_MESSAGE(query, !foreign.ok());
      CPPUNIT_ASSERT_MESSAGE(query, foreign.error().code == Code::not_found);
    }
    CPPUNIT_ASSERT(parse("organisation=ORG-000018").ok());
  }

  void nonsense_counts_as_not_given() {
    auto request = parse("status=lost&sort=colour&after=x&q=%20%20");
    CPPUNIT_ASSERT(request.ok());
    CPPUNIT_ASSERT(!request->query.status && !request->query.search && !request->query.after);
    CPPUNIT_ASSERT_EQUAL(std::string(),
                         request->filter.status + request->filter.sort + request->filter.after + request->filter.q);
  }

  void sort_chooses_the_order() {
    CPPUNIT_ASSERT(parse("sort=name")->query.order == CertificateOrder::name_ascending);
    CPPUNIT_ASSERT(parse("sort=-name")->query.order == CertificateOrder::name_descending);
    CPPUNIT_ASSERT(parse("sort=number")->query.order == CertificateOrder::number_ascending);
    CPPUNIT_ASSERT(parse("sort=-number")->query.order == CertificateOrder::number_descending);
    CPPUNIT_ASSERT(parse("sort=end")->query.order == CertificateOrder::end_ascending);
    CPPUNIT_ASSERT(parse("sort=-end")->query.order == CertificateOrder::end_descending);
    CPPUNIT_ASSERT_EQUAL(std::string("-end"), parse("sort=-end")->filter.sort);
  }

  void search_text_is_trimmed_and_cut() {
    CPPUNIT_ASSERT_EQUAL(std::string("shop"), parse("q=+shop++")->filter.q);
    CPPUNIT_ASSERT_EQUAL(store::kMaxSearch, parse("q=" + std::string(5000, 'a'))->filter.q.size());
  }

  void page_keys_read_back() {
    PageKey key{50, {320917, "www.example.org", *from_sql("2026-11-28 10:00:00"), true}};
    for (CertificateOrder order : kOrders) {
      std::string text = format_page_key(order, key);
      auto parsed = parse_page_key(order, text);
      CPPUNIT_ASSERT_MESSAGE(text, parsed.has_value());
      CPPUNIT_ASSERT_EQUAL(50L, parsed->position);
      CPPUNIT_ASSERT_EQUAL(std::uint64_t{320917}, parsed->cursor.number);
      CPPUNIT_ASSERT_EQUAL(text, format_page_key(order, *parsed));
    }
    key.cursor.end = *from_sql("1949-12-31 23:59:59");
    CPPUNIT_ASSERT(
        parse_page_key(CertificateOrder::end_ascending, format_page_key(CertificateOrder::end_ascending, key))
            ->cursor.end == key.cursor.end);
  }

  void malformed_page_keys_are_refused() {
    for (const char* text :
         {"", ".", "..", "25", "25.", "25.x.5", "-1.320917.5", "25.-1.5", "25.320917", "25.320917.", "25.320917.c",
          "25.320917.x5", "25.320917.c5x", "25.320917.c99999999999999", "99999999999.320917.c5",
          "25.99999999999999999999.c5", "25.9300000000000000000.c5", " 25.320917.c5", "25.320917.c+5"})
      CPPUNIT_ASSERT_MESSAGE(text, !parse_page_key(CertificateOrder::current_first, text));
    CPPUNIT_ASSERT(!parse_page_key(CertificateOrder::number_ascending, "25.320917.5"));
    CPPUNIT_ASSERT(!parse_page_key(CertificateOrder::name_ascending, "25.320917." + std::string(256, 'a')));
  }

  void key_of_another_order_is_the_first_page() {
    CPPUNIT_ASSERT(parse("sort=end&after=25.320917.1790000000")->query.after.has_value());
    CPPUNIT_ASSERT(!parse("sort=end&after=25.320917.c1790000000")->query.after);
    CPPUNIT_ASSERT(!parse("sort=number&after=25.320917.1790000000")->query.after);
    CPPUNIT_ASSERT_EQUAL(0L, parse("sort=number&after=25.320917.1790000000")->position);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(CertificateFilterTest);
}  // namespace
