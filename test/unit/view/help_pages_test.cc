// Help: the commands hold what the reader gave, and links lead to them.
#include "view/help_pages.h"

#include "fixture.h"

namespace certportal::view {
namespace {

class HelpPagesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HelpPagesTest);
  CPPUNIT_TEST(topics_are_those_that_have_a_page);
  CPPUNIT_TEST(commands_hold_names_and_organisation);
  CPPUNIT_TEST(link_to_the_commands_says_what_is_known);
  CPPUNIT_TEST(lines_of_a_configuration_name_the_readers_files);
  CPPUNIT_TEST(renewal_tells_of_the_rule_in_force);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<Site> site_;

  template <class Page>
  std::string rendered(const Page& page) {
    return render(*site_, make_chrome("en"), page);
  }

 public:
  void setUp() override { site_ = make_site(); }

  void topics_are_those_that_have_a_page() {
    for (const char* topic : {"handover", "session-password", "install"}) CPPUNIT_ASSERT(is_help_topic(topic));
    for (const char* topic : {"", "nothing", "help", "Handover"}) CPPUNIT_ASSERT(!is_help_topic(topic));
  }

  void commands_hold_names_and_organisation() {
    HelpCsrPage page;
    page.names = {"www.muster.example.org", "*.example.net"};
    page.common_name = "www.muster.example.org";
    page.subject = {"Muster & Co", "", "DE"};
    std::string html = rendered(page);
    assert_has(html, "-subj \"/C=DE/O=Muster &amp; Co/CN=www.muster.example.org\"");
    assert_has(html, "\"subjectAltName=DNS:www.muster.example.org,DNS:*.example.net\"");
    assert_has(html, "Subject = \"CN=www.muster.example.org,O=Muster &amp; Co,C=DE\"\n");
    assert_has(html, "\n_continue_ = \"dns=*.example.net&amp;\"\n'@");
    assert_has(html, "-ext \"SAN=dns:www.muster.example.org,dns:*.example.net\"");
    page.subject.reset();
    assert_has(rendered(page), "-subj \"/CN=www.muster.example.org\"");
  }

  void link_to_the_commands_says_what_is_known() {
    struct Case {
      const char* name;
      std::string organisation;
      std::vector<std::string> names;
      const char* url;
    } cases[] = {
        {"nothing", "", {}, "/portal/help/csr"},
        {"organisation", "ORG-000017", {}, "/portal/help/csr?organisation=ORG-000017"},
        {"names", "", {"a.example.org", "*.b.example.org"}, "/portal/help/csr?names=a.example.org%2C%2A.b.example.org"},
        {"both", "ORG-000017", {"a.example.org"}, "/portal/help/csr?organisation=ORG-000017&names=a.example.org"},
        {"too much", "ORG-000017", {std::string(5000, 'a')}, "/portal/help/csr?organisation=ORG-000017"},
    };
    for (const Case& c : cases)
      CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, std::string(c.url), csr_help_url(*site_, c.organisation, c.names));
  }

  void lines_of_a_configuration_name_the_readers_files() {
    std::string html = rendered(HelpPage{"install", 400001});
    assert_has(html, "<a href=\"/portal/certificates/400001/download/p7b\" download>400001-x509.p7b</a>");
    assert_has(html, "ssl_certificate     /etc/nginx/tls/400001-x509fullchain.pem;");
    assert_lacks(rendered(HelpPage{"install"}), "/download/");
  }

  void renewal_tells_of_the_rule_in_force() {
    std::string html = rendered(HelpRenewalPage{4, 30, {3, 6}});
    for (const char* text : {"1/4 of its lifetime", "from 30 days before", "<li>1/3 of", "<li>1/6 of"})
      assert_has(html, text);
    assert_lacks(rendered(HelpRenewalPage{3, 0, {}}), "days before its end");
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HelpPagesTest);

}  // namespace
}  // namespace certportal::view
