// Certificates of manual issuers: a CA that only takes a request by mail or web. The officer uploads what it has made,
// or writes down that it has refused. Nothing of an upload is stored unless all of it is what was asked for.

#include "base/broken.h"
#include "model/certificate_record.h"
#include "model/order_content.h"
#include "portal/answer.h"
#include "portal/approvals.h"
#include "portal/traces.h"
#include "store/approvals.h"
#include "store/ca_certificates.h"
#include "store/issuance.h"
#include "store/order_steps.h"
#include "store/organisations.h"
#include "x509/bundle.h"

namespace certportal::portal {
namespace {

using store::Order;
using store::Transaction;
using x509::Certificate;

struct Upload {
  model::CertificateRecord record;
  std::vector<model::CaRecord> ca_certificates;
};

Error refused(const char* message, const char* log, std::map<std::string, std::string> values = {}) {
  return {Code::invalid, message, log, std::move(values)};
}

// An order that waits for an upload, and an officer who may do it.
Result<Order> find_order_for_upload(Visit& visit) {
  auto order = find_order_of_visit(visit);
  if (!order) return order;
  if (!is_made_by_hand(visit, *order))
    return Error{Code::conflict, "ORDER_NOT_MANUAL", "the order's issuer makes certificates by itself"};
  return order;
}

std::string sent_text(const Visit& visit) {
  for (const http::UploadedFile& file : visit.files)
    if (file.name == "certificate_file" && !file.content.empty()) return file.content;
  return visit.field("certificate");
}

// That with the order's key; else the first, which check_issued() then finds fault with.
Result<Certificate> choose_leaf(const Order& order, const std::vector<Certificate>& certificates) {
  const Certificate* chosen = nullptr;
  for (const Certificate& certificate : certificates) {
    if (certificate.is_ca()) continue;
    if (certificate.public_key().sha256 == order.key_sha256) return certificate;
    if (!chosen) chosen = &certificate;
  }
  if (!chosen) return refused("UPLOAD_ONLY_CAS", "certificates of CAs only");
  return *chosen;
}

bool is_issuer_stored(Visit& visit, const Certificate& leaf) {
  for (const std::string& der : store::find_ca_certificates(visit.database(), leaf.issuer().sha256)) {
    auto stored = Certificate::from_der(der);
    if (stored && leaf.is_signed_by(*stored)) return true;
  }
  return false;
}

Result<Upload> read_upload(Visit& visit, const Order& order, const std::string& text) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) return refused("UPLOAD_EMPTY", "nothing was uploaded");
  x509::Bundle bundle = x509::parse_bundle(text);
  if (bundle.certificates.empty()) return refused("UPLOAD_UNREADABLE", "no certificate in the upload");
  auto leaf = choose_leaf(order, bundle.certificates);
  if (!leaf) return leaf.error();
  auto subject_extra = visit.portal.config.list("issuer." + order.issuer + ".subject_extra");
  if (auto fine = model::check_issued(content_of(order), *leaf, subject_extra, visit.now); !fine) return fine.error();
  Upload upload{model::make_record(*leaf), {}};
  bool has_issuer = false;
  for (const Certificate& certificate : bundle.certificates) {
    if (!certificate.may_sign_certificates()) continue;
    upload.ca_certificates.push_back(model::make_ca_record(certificate));
    has_issuer = has_issuer || leaf->is_signed_by(certificate);
  }
  // Without its issuer's certificate nobody could use it.
  if (!has_issuer && !is_issuer_stored(visit, *leaf))
    return refused("UPLOAD_ISSUER_MISSING", "the issuer is not known", {{"ISSUER", leaf->issuer().text}});
  return upload;
}

// Takes the organisation before the order, as every step of an order does; then finds the order approved still.
Result<store::ClaimedOrder> claim(Visit& visit, Transaction& transaction, const Order& order) {
  store::take_organisation(transaction, order.organisation);
  if (auto allowed = store::check_officer(transaction, order, visit.account().id); !allowed) return allowed.error();
  if (order.state != model::OrderState::approved) return model::state_conflict(order.state);
  auto claimed = store::claim_order_by_hand(transaction, order.number, visit.now);
  if (!claimed) return store::order_conflict(transaction, order.number);
  return std::move(*claimed);
}

Result<void> store_upload(Visit& visit, const Order& order, const Upload& upload) {
  return visit.database().transact([&](Transaction& transaction) -> Result<void> {
    // The predecessor's, with the same key and names, would fit as well.
    if (store::is_stored_certificate(transaction, upload.record.sha256))
      return refused("UPLOAD_KNOWN", "the certificate is stored already");
    store::take_organisation(transaction, order.organisation);
    if (auto obstacle = store::find_obstacle(transaction, order.number)) return *obstacle;
    auto claimed = claim(visit, transaction, order);
    if (!claimed) return claimed.error();
    if (!store::store_issued(transaction, *claimed, upload.record, upload.ca_certificates, actor_of(visit), visit.now))
      throw Broken("an order lost its claim within a transaction: " + model::to_text(order.number));
    return {};
  });
}

http::Response refused_field(Visit& visit, const Order& order, const char* field, const Error& error) {
  view::FormState form = sent_form(visit);
  form.add(field, error);
  return approval_page(visit, order, form, status_of(error.code));
}

}  // namespace

Result<http::Response> post_approval_certificate(Visit& visit) {
  auto order = find_order_for_upload(visit);
  if (!order) return order.error();
  if (auto allowed = check_officer(visit, *order); !allowed) return refused_approval(visit, *order, allowed.error());
  if (order->state != model::OrderState::approved)
    return refused_approval(visit, *order, model::state_conflict(order->state));
  auto upload = read_upload(visit, *order, sent_text(visit));
  if (!upload) return refused_field(visit, *order, "certificate", upload.error());
  if (auto stored = store_upload(visit, *order, *upload); !stored) {
    if (stored.error().code == Code::invalid) return refused_field(visit, *order, "certificate", stored.error());
    return refused_approval(visit, *order, stored.error());
  }
  return redirect(visit, approval_path(order->number), "FLASH_CERTIFICATE_STORED");
}

Result<http::Response> post_approval_refused(Visit& visit) {
  auto order = find_order_for_upload(visit);
  if (!order) return order.error();
  auto reason = parse_reason(visit.form.get("reason"));
  if (!reason) return refused_field(visit, *order, "reason", reason.error());
  auto failed = visit.database().transact([&](Transaction& transaction) -> Result<void> {
    auto claimed = claim(visit, transaction, *order);
    if (!claimed) return claimed.error();
    if (!store::fail_order(transaction, *claimed, *reason, actor_of(visit), visit.now))
      throw Broken("an order lost its claim within a transaction: " + model::to_text(order->number));
    return {};
  });
  if (!failed) return refused_approval(visit, *order, failed.error());
  return redirect(visit, approval_path(order->number), "FLASH_ORDER_REFUSED");
}

}  // namespace certportal::portal
