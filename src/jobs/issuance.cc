// Orders are claimed, issued, and stored in batches: each commit waits for the disk. If this process dies in between,
// the claim runs out and another asks the CA for the same certificate again, with what was reserved.
#include "jobs/issuance.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/broken.h"
#include "base/log.h"
#include "jobs/issuers.h"
#include "jobs/order_check.h"
#include "model/certificate_record.h"
#include "store/ca_certificates.h"
#include "store/issuance.h"
#include "x509/certificate.h"
#include "x509/encoding.h"

namespace certportal::jobs {
namespace {

using issuer::IssueOutcome;
using store::ClaimedOrder;
using store::IssuedOrder;

constexpr std::size_t kBatch = 64;
constexpr Seconds kShortestPause = std::chrono::minutes(1), kLongestPause = std::chrono::hours(1);

struct Answer {
  ClaimedOrder claimed;
  IssueOutcome outcome;
};

// What a CA said in one batch, until it is written down. May be written again where a commit's outcome was lost.
struct Answers {
  Jobs& jobs;
  std::string issuer;
  bool is_remote;
  std::vector<model::Product> products;
  std::vector<Answer> all = {};
  std::string trouble = {};                                               // the issuer's, perhaps
  std::vector<IssuedOrder> issued = {};                                   // those of them to be stored
  std::map<std::string, std::vector<x509::Certificate>> known_cas = {};   // by subject
  std::map<std::string, std::optional<x509::Certificate>> read_cas = {};  // by DER; nullopt: none of a CA
};

const store::Actor kActor{store::kJobs};

std::string order_text(const ClaimedOrder& claimed) { return "order " + model::to_text(claimed.order.number); }

// 1, 2, 4 … 60 minutes.
Seconds pause_after(unsigned tries) { return std::min(kLongestPause, kShortestPause * (1L << std::min(tries, 6u))); }

issuer::IssueRequest request_for(const ClaimedOrder& claimed) {
  const store::Order& order = claimed.order;
  return {order.number,       order.csr,         store::content_of(order), claimed.serial,
          claimed.not_before, claimed.not_after, claimed.transaction_id};
}

void fail(Jobs& jobs, const ClaimedOrder& claimed, const std::string& text) {
  bool failed = jobs.database.transact(
      [&](store::Transaction& transaction) { return store::fail_order(transaction, claimed, text, kActor, now()); });
  if (failed) log_warning(order_text(claimed) + " failed: " + text);
}

// What the local CA signed never left this process.
void add_surplus(Answers& answers, const ClaimedOrder& claimed, const std::string& der) {
  if (!answers.is_remote) return;
  bool is_new = answers.jobs.database.transact([&](store::Transaction& transaction) {
    return store::add_surplus(transaction, claimed.order.number, answers.issuer, x509::sha256(der), der, now());
  });
  if (is_new) log_warning(order_text(claimed) + ": a certificate that was not stored is to be revoked");
}

const std::vector<x509::Certificate>& known_cas(Answers& answers, const std::string& subject_sha256) {
  auto known = answers.known_cas.find(subject_sha256);
  if (known != answers.known_cas.end()) return known->second;
  std::vector<x509::Certificate> found;
  for (const std::string& der : store::find_ca_certificates(answers.jobs.database, subject_sha256))
    if (auto certificate = x509::Certificate::from_der(der)) found.push_back(std::move(*certificate));
  return answers.known_cas.emplace(subject_sha256, std::move(found)).first->second;
}

// Those that came along, as far as they are CA certificates. Each is read once a batch: OpenSSL takes long for a key.
std::vector<x509::Certificate> returned_cas(Answers& answers, const IssueOutcome& outcome) {
  std::vector<x509::Certificate> found;
  for (const std::string& der : outcome.ca_certificates) {
    auto read = answers.read_cas.find(der);
    if (read == answers.read_cas.end()) {
      auto certificate = x509::Certificate::from_der(der);
      bool is_ca = certificate && certificate->may_sign_certificates();
      read = answers.read_cas.emplace(der, is_ca ? std::optional(*certificate) : std::nullopt).first;
    }
    if (read->second) found.push_back(*read->second);
  }
  return found;
}

// A local CA has verified its signature already, and sends its certificate along.
bool has_issuer(Answers& answers, const x509::Certificate& leaf, const std::vector<x509::Certificate>& returned) {
  if (!answers.is_remote) return true;
  auto has_signed = [&](const x509::Certificate& ca) { return leaf.is_signed_by(ca); };
  if (std::any_of(returned.begin(), returned.end(), has_signed)) return true;
  const auto& known = known_cas(answers, leaf.issuer().sha256);
  return std::any_of(known.begin(), known.end(), has_signed);
}

// Without its issuer's certificate nobody could use it.
void take_certificate(Answers& answers, const ClaimedOrder& claimed, const IssueOutcome& outcome) {
  auto leaf = x509::Certificate::from_der(outcome.certificate);
  if (!leaf) return fail(answers.jobs, claimed, "the CA's answer holds no readable certificate");
  if (auto number = answers.is_remote
                        ? store::find_certificate_number(answers.jobs.database, leaf->fingerprint_sha256())
                        : std::nullopt;
      number && *number != claimed.order.number)
    return fail(answers.jobs, claimed, "the CA returned the certificate of " + model::to_text(*number));
  auto returned = returned_cas(answers, outcome);
  if (!has_issuer(answers, *leaf, returned)) {
    add_surplus(answers, claimed, outcome.certificate);
    return fail(answers.jobs, claimed,
                "the chain is missing: no certificate is known of the CA " + leaf->issuer().text +
                    "; import it with certportal certificate import");
  }
  IssuedOrder issued{claimed, model::make_record(*leaf), {}};
  for (const x509::Certificate& ca : returned) issued.ca_certificates.push_back(model::make_ca_record(ca));
  answers.issued.push_back(std::move(issued));
}

void take_answer(Answers& answers, const Answer& answer) {
  const auto& [claimed, outcome] = answer;
  store::Database& database = answers.jobs.database;
  for (const std::string& der : outcome.surplus) add_surplus(answers, claimed, der);
  switch (outcome.kind) {
    case IssueOutcome::Kind::issued: return take_certificate(answers, claimed, outcome);
    case IssueOutcome::Kind::refused: return fail(answers.jobs, claimed, outcome.text);
    case IssueOutcome::Kind::waiting:
      return store::keep_claim(database, claimed, now() + outcome.again_after, "", now());
    case IssueOutcome::Kind::unreachable:
      log_warning(order_text(claimed) + ": " + answers.issuer + " is not reachable: " + outcome.text);
      return store::keep_claim(database, claimed, now() + pause_after(claimed.tries), outcome.text, now());
  }
}

using Numbers = std::vector<model::CertificateNumber>;

Numbers store_all(Jobs& jobs, const std::vector<IssuedOrder>& issued) {
  return jobs.database.transact(
      [&](store::Transaction& transaction) { return store::store_issued(transaction, issued, kActor, now()); });
}

// One by one, after all together were refused. Where none can be stored, it is not for the orders to fail.
Numbers store_each(Jobs& jobs, const std::vector<IssuedOrder>& issued) {
  Numbers stored;
  std::vector<std::pair<const ClaimedOrder*, std::string>> broken;
  for (const IssuedOrder& each : issued) {
    try {
      for (auto number : store_all(jobs, {each})) stored.push_back(number);
    } catch (const Unavailable&) {
      throw;
    } catch (const Broken& problem) {
      broken.emplace_back(&each.claimed, problem.what());
    }
  }
  if (stored.empty() && !broken.empty()) throw Broken(broken.front().second);
  for (const auto& [claimed, problem] : broken) fail(jobs, *claimed, "the certificate cannot be stored: " + problem);
  return stored;
}

Numbers store_what_can_be(Jobs& jobs, const std::vector<IssuedOrder>& issued) {
  try {
    return store_all(jobs, issued);
  } catch (const Unavailable&) {
    throw;
  } catch (const Broken&) {
    if (issued.size() == 1) throw;
  }
  return store_each(jobs, issued);
}

void store_issued(Answers& answers) {
  auto stored = store_what_can_be(answers.jobs, answers.issued);
  for (const IssuedOrder& each : answers.issued) {
    if (std::find(stored.begin(), stored.end(), each.claimed.order.number) != stored.end())
      log_info(order_text(each.claimed) + " issued by " + answers.issuer);
    else
      add_surplus(answers, each.claimed, each.record.der);
  }
}

void write_down(Answers& answers) {
  answers.issued.clear();
  for (const Answer& answer : answers.all) take_answer(answers, answer);
  store_issued(answers);
}

void write_unwritten(Jobs& jobs) {
  if (!jobs.unwritten_certificates) return;
  auto write = std::exchange(jobs.unwritten_certificates, nullptr);
  try {
    write();
  } catch (const Unavailable&) {
    jobs.unwritten_certificates = write;
    throw;
  }
}

IssueOutcome refused(std::string text) { return {.kind = IssueOutcome::Kind::refused, .text = std::move(text)}; }

// A remote CA that was asked already has to be heard: what it has issued by now is stored, or revoked.
IssueOutcome ask(const Answers& answers, issuer::Issuer& issuer, const ClaimedOrder& claimed) {
  if (answers.is_remote && claimed.is_begun) return issuer.issue(request_for(claimed));
  if (claimed.not_after <= now()) return refused("the end that the re-issue is to keep has passed");
  if (auto objection = find_objection(answers.products, claimed, !answers.is_remote, now()); !objection.empty())
    return refused(std::move(objection));
  return issuer.issue(request_for(claimed));
}

// Orders that nobody could make a certificate of fail alone. Where no other was issued, it may be the issuer that is
// broken, and the orders wait.
void ask_for_all(Answers& answers, issuer::Issuer& issuer, const std::vector<ClaimedOrder>& batch) {
  std::vector<Answer> broken;
  for (const ClaimedOrder& claimed : batch) {
    try {
      answers.all.push_back({claimed, ask(answers, issuer, claimed)});
    } catch (const Broken& problem) {
      broken.push_back({claimed, refused(problem.what())});
    }
  }
  bool is_issuer_well = std::any_of(answers.all.begin(), answers.all.end(), [](const Answer& answer) {
    return answer.outcome.kind == IssueOutcome::Kind::issued;
  });
  if (is_issuer_well)
    answers.all.insert(answers.all.end(), broken.begin(), broken.end());
  else if (!broken.empty())
    answers.trouble = broken.front().outcome.text;
}

// False: the CA cannot be reached, whatever the order.
bool issue_batch(Answers& answers, issuer::Issuer& issuer, const std::vector<ClaimedOrder>& batch) {
  ask_for_all(answers, issuer, batch);
  std::string trouble = answers.trouble;
  bool is_reachable = std::none_of(answers.all.begin(), answers.all.end(), [](const Answer& answer) {
    return answer.outcome.kind == IssueOutcome::Kind::unreachable;
  });
  Jobs& jobs = answers.jobs;
  jobs.unwritten_certificates = [answers = std::move(answers)]() mutable { write_down(answers); };
  write_unwritten(jobs);
  if (!trouble.empty()) throw Broken(trouble);
  return is_reachable;
}

// A CA behind the network is asked for one certificate at a time: each answer is written down at once.
void issue_by(Jobs& jobs, const std::string& name, const std::function<bool()>& stop) {
  if (!store::has_due_orders(jobs.database, name, jobs.claim, now())) return;
  auto issuer = use_issuer(jobs, name);
  auto products = model::read_products(jobs.config);
  if (!products) throw Broken(products.error().log);
  const bool remote = is_remote(jobs, name);
  for (bool is_reachable = true; is_reachable && !stop();) {
    auto claimed = store::claim_orders(jobs.database, name, jobs.claim, remote ? 1 : kBatch, now());
    if (claimed.empty()) return;
    Answers answers{jobs, name, remote, *products};
    is_reachable = issue_batch(answers, *issuer, claimed);
  }
}

}  // namespace

void issue_certificates(Jobs& jobs, const std::function<bool()>& stop) {
  write_unwritten(jobs);
  std::string trouble;
  for (const std::string& name : jobs.issuers) {
    if (stop()) break;
    try {
      issue_by(jobs, name, stop);
    } catch (const Unavailable&) {
      throw;
    } catch (const Broken& problem) {
      trouble += (trouble.empty() ? "" : "; ") + name + ": " + problem.what();
    }
  }
  if (!trouble.empty()) throw Broken(trouble);
}

}  // namespace certportal::jobs
