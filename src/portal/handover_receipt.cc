// The receipt of a completed handover, for both sides: a page made for printing, and the file that jobs signed.
#include "base/broken.h"
#include "portal/answer.h"
#include "portal/handover_facts.h"
#include "portal/handovers.h"
#include "view/handover_pages.h"
#include "x509/cms.h"
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

// The certificate is the file's own: the portal may sign with another key today.
void set_signature(view::ReceiptPage& content, const store::Receipt& receipt) {
  content.signature = view::ReceiptState::is_signed;
  content.signed_at = receipt.signed_at;
  auto sha256 = x509::signer_sha256(receipt.cms);
  if (!sha256) throw Broken(content.handover.reference + ": stored receipt: " + sha256.error().log);
  content.certificate_sha256 = x509::colon_hex(*sha256);
}

}  // namespace

Result<http::Response> show_handover_receipt(Visit& visit) {
  auto handover = find_completed(visit);
  if (!handover) return handover.error();
  view::ReceiptPage content;
  content.portal = visit.portal.config.text("base_url");
  content.handover = make_handover_facts(*handover, side_of_visit(visit, *handover), visit.now);
  if (auto receipt = store::find_receipt(visit.database(), handover->id)) {
    set_signature(content, *receipt);
  } else {
    content.signature = signs_receipts(visit) ? view::ReceiptState::waiting : view::ReceiptState::unsigned_portal;
  }
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
                    std::move(receipt->cms));
}

}  // namespace certportal::portal
