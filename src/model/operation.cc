#include "model/operation.h"

#include <chrono>
#include <cstdlib>

#include "base/text.h"

namespace certportal::model {
namespace {

using namespace std::chrono_literals;

constexpr Seconds kMailPatience = 30min;  // sendmail is tried again several times within it
constexpr Seconds kDecisionPatience = std::chrono::days(3);
constexpr Seconds kJobsPatience = 10min;  // jobs may have been stopped for an upgrade
constexpr Seconds kNoticeOfExpiry = std::chrono::days(60);
constexpr Seconds kHarmlessSkew = 5s;
constexpr std::uint64_t kLeastFreeMegabytes = 100;

std::string count(std::uint64_t number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

void find_mail_warnings(const OutboxFacts& outbox, Time now, std::vector<Warning>& found) {
  if (outbox.oldest && *outbox.oldest < now - kMailPatience)
    found.push_back({"outbox_stuck", "",
                     count(outbox.waiting, "mail waits", "mails wait") + " since " + to_iso(*outbox.oldest) + ", " +
                         std::to_string(outbox.refused) + " refused by sendmail" +
                         (outbox.answer.empty() ? "" : ": " + outbox.answer),
                     "send a mail by hand with the command of the key sendmail; see the log of jobs"});
  if (outbox.given_up > 0)
    found.push_back({"mails_given_up", "", count(outbox.given_up, "mail was", "mails were") + " given up within a day",
                     "certportal mail list shows to whom and sendmail's answer"});
}

void find_crl_warnings(const std::vector<CrlFacts>& crls, Time now, std::vector<Warning>& found) {
  for (const CrlFacts& crl : crls) {
    if (crl.ends_at - now >= (crl.ends_at - crl.made_at) / 4) continue;
    const bool is_over = crl.ends_at <= now;
    found.push_back({"crl_old", crl.issuer,
                     "the CRL of " + crl.issuer + (is_over ? " has ended " : " ends ") + to_iso(crl.ends_at) +
                         (is_over ? ": strict clients refuse its certificates" : " and should have been renewed"),
                     "see the log of jobs; certportal ca crl " + crl.issuer + " makes one"});
  }
}

void find_ca_warnings(const OperationFacts& facts, Time now, std::vector<Warning>& found) {
  find_crl_warnings(facts.crls, now, found);
  for (const IssuerTrouble& trouble : facts.issuers)
    found.push_back({"issuer_down", trouble.issuer, "issuer " + trouble.issuer + ": " + trouble.text,
                     "certportal ca status tells more; orders wait and go on by themselves"});
  for (const ExpiryFacts& each : facts.expiries)
    if (each.ends_at < now + kNoticeOfExpiry)
      found.push_back({"certificate_ends", each.what,
                       each.what + (each.ends_at <= now ? " has ended " : " ends ") + to_iso(each.ends_at),
                       "replace it; doc/operating.md says how"});
}

void find_work_warnings(const OperationFacts& facts, Time now, std::vector<Warning>& found) {
  if (facts.oldest_undecided && *facts.oldest_undecided < now - kDecisionPatience)
    found.push_back({"orders_undecided", "", "orders wait for an officer since " + to_iso(*facts.oldest_undecided),
                     "certportal order list shows them; make another officer by certportal user set-role"});
  if (facts.has_overdue_handovers)
    found.push_back({"handovers_overdue", "", "handovers are overdue and still open",
                     "start jobs, as a daemon or --once by cron, or see its log"});
  if (facts.oldest_unsealed && *facts.oldest_unsealed < now - kJobsPatience)
    found.push_back({"audit_behind", "", "audit events since " + to_iso(*facts.oldest_unsealed) + " are not sealed",
                     "see the log of jobs; certportal audit verify says whether the chain is whole"});
}

void find_host_warnings(const OperationFacts& facts, std::vector<Warning>& found) {
  if (facts.clock_skew && std::chrono::abs(*facts.clock_skew) > kHarmlessSkew)
    found.push_back({"clock_off", facts.host,
                     "the clocks of " + facts.host + " and the database differ by " +
                         std::to_string(std::labs(facts.clock_skew->count())) + " s",
                     "synchronise both by NTP: sessions, links and certificates begin and end by these clocks"});
  for (const DiskFacts& disk : facts.disks)
    if (disk.free_megabytes < kLeastFreeMegabytes)
      found.push_back({"disk_full", facts.host + ":" + disk.folder,
                       std::to_string(disk.free_megabytes) + " MB are free in " + disk.folder + " on " + facts.host,
                       "make room"});
}

}  // namespace

std::vector<Warning> find_warnings(const OperationFacts& facts, Time now) {
  std::vector<Warning> found;
  find_mail_warnings(facts.outbox, now, found);
  find_ca_warnings(facts, now, found);
  find_work_warnings(facts, now, found);
  find_host_warnings(facts, found);
  return found;
}

}  // namespace certportal::model
