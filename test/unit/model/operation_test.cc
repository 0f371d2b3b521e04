// What an operator must act on: each threshold from both sides, and what each warning says.
#include "model/operation.h"

#include <cppunit/extensions/HelperMacros.h>

#include <chrono>
#include <functional>

namespace {
using namespace certportal;
using namespace certportal::model;
using namespace std::chrono_literals;

constexpr Time kNow{std::chrono::days(20000)};
constexpr Seconds kDay = std::chrono::days(1);

struct Case {
  const char* title;
  std::function<void(OperationFacts&)> change;
  std::string expected;  // "kind subject" of each, "!" behind it: an error
};

std::string names_of(const std::vector<Warning>& warnings) {
  std::string names;
  for (const Warning& warning : warnings)
    names += (names.empty() ? "" : ", ") + warning.kind + (warning.subject.empty() ? "" : " " + warning.subject) +
             (warning.is_error ? "!" : "");
  return names;
}

OperationFacts well() {
  OperationFacts facts;
  facts.host = "one.example.org";
  facts.outbox = {.waiting = 3, .refused = 1, .oldest = kNow - 30min, .answer = "try later", .given_up = 0};
  facts.crls = {{"local", kNow - 3 * kDay, kNow + 4 * kDay}};
  facts.approved_orders = {{"far", 2, kNow - 1h, false}, {"mailed", 1, kNow - 3 * kDay, true}};
  facts.revocations = {{"far", 1, kNow - 1h, false}};
  facts.expiries = {{"issuer local", kNow + 900 * kDay, 825 * kDay}, {"receipts", kNow + 60 * kDay, Seconds{0}}};
  facts.oldest_undecided = kNow - 3 * kDay;
  facts.oldest_unsealed = kNow - 10min;
  facts.clock_skew = -5s;
  facts.disks = {{"run_dir", "/run/certportal", 100 << 20, std::uint64_t{1} << 40}};
  return facts;
}

const std::vector<Case> kMailCases = {
    {"an old mail", [](auto& facts) { facts.outbox.oldest = kNow - 30min - 1s; }, "outbox_stuck"},
    {"mails given up", [](auto& facts) { facts.outbox.given_up = 1; }, "mails_given_up"},
};

const std::vector<Case> kIssuerCases = {
    {"a CRL in its last quarter",
     [](auto& facts) {
       facts.crls = {{"local", kNow - 6 * kDay, kNow + kDay}};
     },
     "crl_old local"},
    {"one at its last quarter's begin",
     [](auto& facts) {
       facts.crls = {{"local", kNow - 3 * kDay, kNow + kDay}};
     },
     ""},
    {"one that ends now",
     [](auto& facts) {
       facts.crls = {{"local", kNow - kDay, kNow}};
     },
     "crl_ended local!"},
    {"none", [](auto& facts) { facts.issuers_without_crl = {"local"}; }, "crl_missing local"},
    {"no certificate",
     [](auto& facts) {
       facts.unusable_issuers = {{"local", "no file"}};
     },
     "issuer_unusable local!"},
    {"a silent CA, orders and revocations that wait for it",
     [](auto& facts) {
       facts.silent_issuers = {{"far", "no answer"}};
       facts.approved_orders[0].oldest -= 1s;
       facts.revocations[0].oldest -= 1s;
     },
     "issuer_down far, orders_not_issued far, revocations_wait far"},
    {"a CA that keeps what nobody ordered",
     [](auto& facts) {
       facts.unrevoked_surplus = {{"far", "no"}};
     },
     "surplus_not_revoked far"},
    {"an officer who uploads nothing", [](auto& facts) { facts.approved_orders[1].oldest -= 1s; },
     "orders_not_uploaded mailed"},
    {"an issuing certificate within two months of what it needs",
     [](auto& facts) { facts.expiries[0].ends_at = kNow + 884 * kDay; }, "certificate_ends issuer local"},
    {"one that ends before what it would sign", [](auto& facts) { facts.expiries[0].ends_at = kNow + 824 * kDay; },
     "certificate_ends issuer local!"},
    {"the receipts' certificate within two months", [](auto& facts) { facts.expiries[1].ends_at -= 1s; },
     "certificate_ends receipts"},
    {"one that has ended", [](auto& facts) { facts.expiries[1].ends_at = kNow; }, "certificate_ended receipts!"},
};

const std::vector<Case> kWorkCases = {
    {"an undecided order", [](auto& facts) { *facts.oldest_undecided -= 1s; }, "orders_undecided"},
    {"overdue handovers", [](auto& facts) { facts.has_overdue_handovers = true; }, "handovers_overdue"},
    {"unsealed events", [](auto& facts) { *facts.oldest_unsealed -= 1s; }, "audit_behind"},
    {"a clock behind", [](auto& facts) { facts.clock_skew = -6s; }, "clock_off one.example.org"},
    {"a clock ahead", [](auto& facts) { facts.clock_skew = 6s; }, "clock_off one.example.org"},
    {"a full disk", [](auto& facts) { facts.disks[0].free_bytes -= 1; }, "disk_full one.example.org run_dir"},
    {"a small one with its part free",
     [](auto& facts) {
       facts.disks[0] = {"run_dir", "/run", 3 << 20, 50 << 20};
     },
     ""},
    {"a small one without",
     [](auto& facts) {
       facts.disks[0] = {"run_dir", "/run", 2 << 20, 50 << 20};
     },
     "disk_full one.example.org run_dir"},
    {"nothing known", [](auto& facts) { facts = {}; }, ""},
};

class OperationTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(OperationTest);
  CPPUNIT_TEST(nothing_is_said_of_a_portal_that_is_well);
  CPPUNIT_TEST(each_warning_begins_at_its_threshold);
  CPPUNIT_TEST(each_says_what_it_is_about_and_what_to_do_in_one_line);
  CPPUNIT_TEST(jobs_is_missed_after_ten_minutes_and_gone_after_an_hour);
  CPPUNIT_TEST_SUITE_END();

 public:
  void nothing_is_said_of_a_portal_that_is_well() {
    CPPUNIT_ASSERT_EQUAL(std::string(), names_of(find_warnings(well(), kNow)));
  }

  void each_warning_begins_at_its_threshold() {
    for_each([](const Case& each, const std::vector<Warning>& found) {
      CPPUNIT_ASSERT_EQUAL_MESSAGE(each.title, each.expected, names_of(found));
    });
  }

  void each_says_what_it_is_about_and_what_to_do_in_one_line() {
    for_each([](const Case& each, const std::vector<Warning>& found) {
      for (const Warning& warning : found) {
        CPPUNIT_ASSERT_MESSAGE(each.title, !warning.text.empty() && !warning.cure.empty());
        CPPUNIT_ASSERT_MESSAGE(warning.text, (warning.text + warning.cure).find('\n') == std::string::npos);
        CPPUNIT_ASSERT_MESSAGE(warning.kind, warning.kind.size() <= 40);
      }
    });
    OperationFacts facts = well();
    facts.outbox.oldest = kNow - kDay;
    CPPUNIT_ASSERT_EQUAL("3 mails wait, since " + to_iso(kNow - kDay) + "; refused by sendmail: 1: try later",
                         find_warnings(facts, kNow).front().text);
  }

  void jobs_is_missed_after_ten_minutes_and_gone_after_an_hour() {
    auto grade = [](std::optional<Time> seen_at) {
      auto found = find_jobs_warning(seen_at, "one.example.org", kNow);
      return !found ? "well" : found->is_error ? "error" : "warning";
    };
    CPPUNIT_ASSERT_EQUAL(std::string("well"), std::string(grade(kNow - 10min)));
    CPPUNIT_ASSERT_EQUAL(std::string("warning"), std::string(grade(kNow - 10min - 1s)));
    CPPUNIT_ASSERT_EQUAL(std::string("warning"), std::string(grade(kNow - 1h)));
    CPPUNIT_ASSERT_EQUAL(std::string("error"), std::string(grade(kNow - 1h - 1s)));
    CPPUNIT_ASSERT_EQUAL(std::string("warning"), std::string(grade(std::nullopt)));  // not started yet
  }

 private:
  static void for_each(const std::function<void(const Case&, const std::vector<Warning>&)>& look) {
    for (const auto* cases : {&kMailCases, &kIssuerCases, &kWorkCases})
      for (const Case& each : *cases) {
        OperationFacts facts = well();
        each.change(facts);
        look(each, find_warnings(facts, kNow));
      }
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OperationTest);

}  // namespace
