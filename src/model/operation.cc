#include "model/operation.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace certportal::model {
namespace {

using namespace std::chrono_literals;

constexpr Seconds kMailPatience = 30min;  // sendmail is tried again several times within it
constexpr Seconds kOfficersPatience = std::chrono::days(3);
constexpr Seconds kIssuersPatience = 1h;
constexpr Seconds kJobsPatience = 10min;  // it may have been stopped for an upgrade, or be called by cron
constexpr Seconds kJobsGone = 1h;
constexpr Seconds kNoticeOfExpiry = std::chrono::days(60);
constexpr Seconds kHarmlessSkew = 5s;
constexpr std::uint64_t kLeastFreeBytes = 100 << 20;
constexpr std::uint64_t kLeastFreePart = 20;  // of a small one, such as a /run in memory, this part of it

constexpr char kSeeJobs[] = "see whether jobs runs, and its log";

std::string count(std::uint64_t number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

void find_mail_warnings(const OutboxFacts& outbox, Time now, std::vector<Warning>& found) {
  if (outbox.oldest && *outbox.oldest < now - kMailPatience)
    found.push_back({"outbox_stuck", "",
                     count(outbox.waiting, "mail waits", "mails wait") + ", since " + to_iso(*outbox.oldest) +
                         "; refused by sendmail: " + std::to_string(outbox.refused) +
                         (outbox.answer.empty() ? "" : ": " + outbox.answer),
                     "send one by hand, with the program that the key sendmail names; see the log of jobs"});
  if (outbox.given_up > 0)
    found.push_back({"mails_given_up", "",
                     count(outbox.given_up, "mail was", "mails were") + " given up within two days",
                     "certportal mail list shows to whom, and what sendmail answered"});
}

// It is renewed at half of its life.
void find_crl_warnings(const OperationFacts& facts, Time now, std::vector<Warning>& found) {
  auto cure = [](const std::string& issuer) {
    return std::string(kSeeJobs) + "; certportal ca crl " + issuer + " makes one";
  };
  for (const std::string& issuer : facts.issuers_without_crl)
    found.push_back({"crl_missing", issuer, "there is no CRL of " + issuer + " yet", cure(issuer)});
  for (const CrlFacts& crl : facts.crls) {
    const std::string what = "the CRL of " + crl.issuer + " is valid until " + to_iso(crl.ends_at);
    if (crl.ends_at <= now)
      found.push_back(
          {"crl_ended", crl.issuer, what + ": strict clients refuse its certificates", cure(crl.issuer), true});
    else if (crl.ends_at - now < (crl.ends_at - crl.made_at) / 4)
      found.push_back({"crl_old", crl.issuer, what + " and should have been renewed", cure(crl.issuer)});
  }
}

void find_queue_warnings(const OperationFacts& facts, Time now, std::vector<Warning>& found) {
  for (const IssuerQueue& queue : facts.approved_orders) {
    const std::string what = count(queue.waiting, "approved order waits", "approved orders wait") + " for ";
    const std::string since = ", since " + to_iso(queue.oldest);
    if (queue.is_manual && queue.oldest < now - kOfficersPatience)
      found.push_back({"orders_not_uploaded", queue.issuer, what + "a certificate of " + queue.issuer + since,
                       "an officer gets it from the CA and uploads it on the order's page"});
    if (!queue.is_manual && queue.oldest < now - kIssuersPatience)
      found.push_back({"orders_not_issued", queue.issuer, what + queue.issuer + since,
                       std::string(kSeeJobs) + "; is there a section [issuer." + queue.issuer + "]?"});
  }
  for (const IssuerQueue& queue : facts.revocations)
    if (queue.oldest < now - kIssuersPatience)
      found.push_back({"revocations_wait", queue.issuer,
                       count(queue.waiting, "revocation waits", "revocations wait") + " for " + queue.issuer +
                           ", since " + to_iso(queue.oldest),
                       "ask the CA's operator to revoke by another way until it answers; jobs goes on trying"});
}

void find_issuer_warnings(const OperationFacts& facts, Time now, std::vector<Warning>& found) {
  for (const IssuerTrouble& trouble : facts.unusable_issuers)
    found.push_back({"issuer_unusable", trouble.issuer, trouble.text,
                     "put its file back; a new CA is made by certportal ca init " + trouble.issuer, true});
  for (const IssuerTrouble& trouble : facts.silent_issuers)
    found.push_back({"issuer_down", trouble.issuer, trouble.text,
                     "mend section [issuer." + trouble.issuer + "] or ask its CA; jobs goes on trying"});
  for (const IssuerTrouble& trouble : facts.unrevoked_surplus)
    found.push_back({"surplus_not_revoked", trouble.issuer, trouble.text, "ask the CA's operator to revoke it"});
  find_crl_warnings(facts, now, found);
  find_queue_warnings(facts, now, found);
}

void find_expiry_warnings(const std::vector<ExpiryFacts>& expiries, Time now, std::vector<Warning>& found) {
  for (const ExpiryFacts& each : expiries) {
    const Seconds left = each.ends_at - now;
    const std::string what = "the certificate of " + each.subject + " is valid until " + to_iso(each.ends_at);
    const std::string cure = each.needed > Seconds{0}
                                 ? "make another CA in a section [issuer.NAME] of its own, and let the products name it"
                                 : "replace it; doc/operating.md says how";
    if (left <= Seconds{0})
      found.push_back({"certificate_ended", each.subject, what, cure, true});
    else if (left < each.needed)
      found.push_back({"certificate_ends", each.subject, what + ", less than what it would sign today", cure, true});
    else if (left < each.needed + kNoticeOfExpiry)
      found.push_back({"certificate_ends", each.subject, what, cure});
  }
}

void find_work_warnings(const OperationFacts& facts, Time now, std::vector<Warning>& found) {
  if (facts.oldest_undecided && *facts.oldest_undecided < now - kOfficersPatience)
    found.push_back({"orders_undecided", "",
                     "orders wait for an officer's decision, since " + to_iso(*facts.oldest_undecided),
                     "certportal order list shows them; certportal user set-role makes another officer"});
  if (facts.has_overdue_handovers)
    found.push_back({"handovers_overdue", "", "handovers are overdue and still open",
                     "start jobs (as a daemon, or --once by cron), or see its log"});
  if (facts.oldest_unsealed && *facts.oldest_unsealed < now - kJobsPatience)
    found.push_back({"audit_behind", "", "audit events since " + to_iso(*facts.oldest_unsealed) + " are not sealed",
                     "start jobs, or see its log; certportal audit verify says whether the chain is whole"});
}

void find_host_warnings(const OperationFacts& facts, std::vector<Warning>& found) {
  if (facts.clock_skew && std::chrono::abs(*facts.clock_skew) > kHarmlessSkew)
    found.push_back({"clock_off", facts.host,
                     "the clocks of " + facts.host + " and the database differ by " +
                         std::to_string(std::labs(facts.clock_skew->count())) + " s",
                     "synchronise both by NTP: sessions, links and certificates begin and end by them"});
  for (const DiskFacts& disk : facts.disks)
    if (disk.free_bytes < std::min(kLeastFreeBytes, disk.bytes / kLeastFreePart))
      found.push_back({"disk_full", facts.host + " " + disk.key,
                       "the disk of " + disk.folder + " on " + facts.host + " has " +
                           std::to_string(disk.free_bytes >> 20) + " MB left",
                       "make room"});
}

}  // namespace

std::vector<Warning> find_warnings(const OperationFacts& facts, Time now) {
  std::vector<Warning> found;
  find_mail_warnings(facts.outbox, now, found);
  find_issuer_warnings(facts, now, found);
  find_expiry_warnings(facts.expiries, now, found);
  find_work_warnings(facts, now, found);
  find_host_warnings(facts, found);
  return found;
}

std::optional<Warning> find_jobs_warning(std::optional<Time> seen_at, std::string_view seen_on, Time now) {
  if (seen_at && *seen_at >= now - kJobsPatience) return std::nullopt;
  const std::string what =
      seen_at ? "was last seen " + to_iso(*seen_at) + " on " + std::string(seen_on) : "was never seen";
  return Warning{"jobs_gone", "", "jobs " + what + ": no mails, no certificates, no CRLs",
                 "start it, as a daemon or --once by cron", seen_at && *seen_at < now - kJobsGone};
}

}  // namespace certportal::model
