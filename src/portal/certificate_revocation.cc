#include "portal/certificate_revocation.h"

#include "model/revocation_reason.h"
#include "portal/answer.h"
#include "portal/own_certificate.h"
#include "portal/password_checks.h"
#include "portal/shown.h"
#include "portal/traces.h"
#include "store/handover_changes.h"
#include "store/order_changes.h"
#include "store/revocations.h"

namespace certportal::portal {
namespace {

// Theirs, and one that can be revoked here.
Result<OwnCertificate> find_revocable(Visit& visit) {
  auto own = find_own_certificate(visit);
  if (!own) return own;
  if (auto possible = model::check_revocation(own->standing, visit.now); !possible)
    return readable(visit, *own, possible.error());
  return own;
}

void add_same_key(Visit& visit, const OwnCertificate& own, view::CertificateRevokePage& content) {
  const std::string& key = own.certificate.public_key().sha256;
  visit.database().transact([&](store::Transaction& transaction) {
    content.orders_of_key.clear();
    content.others_of_key.clear();
    for (auto number : store::list_orders_of_key(transaction, own.stored.organisation, key))
      content.orders_of_key.push_back(static_cast<long>(number.value));
    for (const auto& other :
         store::list_others_of_key(transaction, own.stored.organisation, key, own.stored.number, visit.now))
      content.others_of_key.push_back(
          {static_cast<long>(other.number.value), shown_name(other.name).name, other.not_after});
  });
}

view::CertificateRevokePage make_page(Visit& visit, const OwnCertificate& own, view::FormState form) {
  view::CertificateRevokePage content;
  content.now = visit.now;
  content.certificate = shown_certificate(own);
  content.is_at_once = own.standing.issuer_kind == model::IssuerKind::local;
  if (own.standing.open_order) content.open_order = static_cast<long>(own.standing.open_order->value);
  add_same_key(visit, own, content);
  content.form = std::move(form);
  return content;
}

Result<void> revoke(Visit& visit, const OwnCertificate& own, const store::Account& contact,
                    model::RevocationReason reason) {
  return visit.database().transact([&](store::Transaction& transaction) {
    auto asked = store::ask_revocation(transaction, own.stored.number, contact, own.standing.issuer_kind, reason,
                                       actor_of(visit), visit.now);
    if (asked || asked.error().message != store::kCurrentPasswordWrong)
      give_back_current_password_try(visit, transaction);
    return asked;
  });
}

}  // namespace

Result<http::Response> show_certificate_revoke(Visit& visit) {
  auto own = find_revocable(visit);
  if (!own) return own.error();
  return form_page(visit, make_page(visit, *own, {}));
}

Result<http::Response> post_certificate_revoke(Visit& visit) {
  auto own = find_revocable(visit);
  if (!own) return own.error();
  view::FormState form = sent_form(visit);
  auto reason = model::parse_revocation_reason(visit.form.get("reason"));
  if (!reason) {
    form.errors.push_back({"reason", "REVOCATION_REASON_MISSING"});
    return form_page(visit, make_page(visit, *own, form));
  }
  auto contact = check_current_password(visit, form);
  if (!contact) return refused_page(visit, make_page(visit, *own, form), contact.error());
  if (!*contact) return form_page(visit, make_page(visit, *own, form));
  auto asked = revoke(visit, *own, **contact, *reason);
  if (!asked && asked.error().message == store::kCurrentPasswordWrong) {
    form.add("current_password", asked.error());
    return form_page(visit, make_page(visit, *own, form));
  }
  if (!asked) return readable(visit, *own, asked.error());
  bool is_done = own->standing.issuer_kind == model::IssuerKind::local;
  return redirect(visit, "/certificates/" + model::to_text(own->stored.number),
                  is_done ? "FLASH_CERTIFICATE_REVOKED" : "FLASH_REVOCATION_ASKED");
}

}  // namespace certportal::portal
