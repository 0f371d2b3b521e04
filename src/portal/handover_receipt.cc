// The receipt of a completed handover, for both sides: a page made for printing, and the file that jobs signed.
#include "base/file.h"
#include "portal/answer.h"
#include "portal/handover_facts.h"
#include "portal/handovers.h"
#include "view/handover_pages.h"
#include "x509/bundle.h"
#include "x509/encoding.h"

namespace certportal::portal {
namespace {

Result<store::Handover> find_completed(Visit& visit) {
  auto handover = find_handover_of_visit(visit);
  if (!handover) return handover;
  model::HandoverState state = store::state_at(*handover, visit.now);
  if (state != model::HandoverState::completed) return error_of(model::state_conflict(state), handover->id);
  return handover;
}

bool signs_receipts(const Visit& visit) { return !visit.portal.config.text("receipt_certificate_file").empty(); }

view::ReceiptState signature_of(Visit& visit, model::HandoverId id) {
  if (store::find_receipt(visit.database(), id)) return view::ReceiptState::is_signed;
  return signs_receipts(visit) ? view::ReceiptState::waiting : view::ReceiptState::unsigned_portal;
}

// "" where the file is not to be read: the receipt is as good without.
std::string certificate_sha256(const Visit& visit) {
  if (!signs_receipts(visit)) return "";
  auto content = read_file(visit.portal.config.text("receipt_certificate_file"));
  if (!content) return "";
  auto bundle = x509::parse_bundle(*content);
  return bundle.certificates.empty() ? "" : x509::colon_hex(bundle.certificates.front().fingerprint_sha256());
}

}  // namespace

Result<http::Response> show_handover_receipt(Visit& visit) {
  auto handover = find_completed(visit);
  if (!handover) return handover.error();
  view::ReceiptPage content;
  content.handover = make_handover_facts(*handover, side_of_visit(visit, *handover), visit.now);
  content.signature = signature_of(visit, handover->id);
  content.certificate_sha256 = certificate_sha256(visit);
  return page(visit, content);
}

Result<http::Response> show_handover_receipt_p7m(Visit& visit) {
  auto handover = find_completed(visit);
  if (!handover) return handover.error();
  auto receipt = store::find_receipt(visit.database(), handover->id);
  if (!receipt) {
    const char* message = signs_receipts(visit) ? "RECEIPT_NOT_SIGNED_YET" : "RECEIPT_UNSIGNED";
    return error_of({Code::conflict, message, "the receipt is not signed"}, handover->id);
  }
  return http::file("application/pkcs7-mime; smime-type=signed-data", model::to_text(handover->id) + ".p7m",
                    std::move(*receipt));
}

}  // namespace certportal::portal
