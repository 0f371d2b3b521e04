#include "jobs/handovers.h"

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/log.h"
#include "store/handover_changes.h"
#include "x509/cms.h"

namespace certportal::jobs {
namespace {

constexpr std::size_t kStep = 100;

bool end_handover(Jobs& jobs, model::HandoverId id) {
  bool ended = jobs.database.transact(
      [&](store::Transaction& transaction) { return store::end_due_handover(transaction, id, now()); });
  if (ended) log_info("handover " + model::to_text(id) + " ended: its time is over, or its tries are");
  return ended;
}

std::string read_pem(const std::string& path) {
  auto content = read_file(path, 64 << 10);
  if (!content) throw Broken(content.error().log);
  return *content;
}

// Read anew at each pass that needs it, so that a mended file needs no restart.
x509::Signer read_signer(const Config& config) {
  const std::string& key = config.text("jobs.receipt_key_file");
  const std::string& certificate = config.text("receipt_certificate_file");
  x509::Signer signer{read_pem(key), read_pem(certificate)};
  if (auto fine = x509::check_signer(signer); !fine) throw Broken(key + ", " + certificate + ": " + fine.error().log);
  return signer;
}

bool sign_receipt(Jobs& jobs, const x509::Signer& signer, const store::Handover& handover) {
  std::string content = receipt_content(handover, jobs.config.text("base_url"));
  Time signed_at = now();
  // Of two that sign the same, the one that stores it first has signed it.
  if (!store::add_receipt(jobs.database, handover.id, x509::sign_cms(signer, content, signed_at), signed_at))
    return false;
  log_info("receipt of " + model::to_text(handover.id) + " signed");
  return true;
}

nlohmann::ordered_json party(const store::HandoverParty& who) { return {{"name", who.name}, {"email", who.email}}; }

nlohmann::ordered_json time_or_null(const std::optional<Time>& time) {
  return time ? nlohmann::ordered_json(to_iso(*time)) : nlohmann::ordered_json(nullptr);
}

}  // namespace

void end_due_handovers(Jobs& jobs, const std::function<bool()>& stop) {
  std::string trouble;
  for (bool goes_on = true; goes_on && trouble.empty();) {
    goes_on = false;
    for (model::HandoverId id : store::list_due_handovers(jobs.database, now(), kStep)) {
      if (stop()) return;
      try {
        goes_on = end_handover(jobs, id) || goes_on;
      } catch (const Unavailable&) {
        throw;
      } catch (const Broken& problem) {  // one that cannot be ended keeps no other from its end
        trouble = model::to_text(id) + ": " + problem.what();
      }
    }
  }
  if (!trouble.empty()) throw Broken(trouble);
}

void sign_receipts(Jobs& jobs, const std::function<bool()>& stop) {
  if (jobs.config.text("jobs.receipt_key_file").empty() || jobs.config.text("receipt_certificate_file").empty()) return;
  std::optional<x509::Signer> signer;
  for (bool has_more = true; has_more;) {
    auto handovers = store::list_unsigned_handovers(jobs.database, kStep);
    if (!handovers.empty() && !signer) signer = read_signer(jobs.config);
    bool has_signed = false;
    for (const store::Handover& handover : handovers) {
      if (stop()) return;
      has_signed = sign_receipt(jobs, *signer, handover) || has_signed;
    }
    has_more = has_signed && handovers.size() == kStep;
  }
}

std::string receipt_content(const store::Handover& handover, std::string_view portal) {
  nlohmann::ordered_json receipt = {
      {"reference", model::to_text(handover.id)},
      {"organisation", {{"reference", model::to_text(handover.organisation)}, {"name", handover.organisation_name}}},
      {"from", party(handover.contact)},
      {"to", party(handover.successor)},
      {"certificates", handover.certificates},
      {"open_orders", handover.open_orders},
      {"started_at", to_iso(handover.started_at)},
      {"accepted_at", time_or_null(handover.accepted_at)},
      {"completed_at", time_or_null(handover.ended_at)},
      {"portal", portal},
  };
  return receipt.dump(2) + "\n";
}

}  // namespace certportal::jobs
