#include "portal/follow_up.h"

#include <algorithm>

#include "portal/csr_input.h"
#include "portal/product_choice.h"
#include "portal/traces.h"
#include "store/order_changes.h"
#include "store/organisations.h"

namespace certportal::portal {
namespace {

constexpr std::string_view kNamesDiffer = "RENEWAL_NAMES_DIFFER";

Error refused(const char* message, const char* log) { return {Code::invalid, message, log}; }

store::Organisation organisation_of(Visit& visit, const OwnCertificate& own) {
  auto organisation = store::find_organisation_of(visit.database(), visit.account().id, own.stored.organisation);
  // Handed over at this moment: then the submission is refused.
  return organisation.value_or(store::Organisation{});
}

// What only these have to fulfil.
Result<void> check_fit(const OwnCertificate& own, const FollowUp& follow_up) {
  if (!model::has_same_names(follow_up.content.names, all_names(own)))
    return refused(kNamesDiffer.data(), "the CSR has other names than the certificate");
  if (follow_up.kind == model::OrderKind::reissue &&
      follow_up.content.key_sha256 == own.certificate.public_key().sha256)
    return refused("REISSUE_KEY_SAME", "the CSR has the certificate's key");
  return {};
}

std::optional<FollowUp> from_stored_csr(Visit& visit, const OwnCertificate& own, const model::Product& product,
                                        view::FormState& form) {
  auto possible = check_same_key(visit, own, product);
  if (!possible) {
    form.add("same_key", possible.error());
    return std::nullopt;
  }
  auto follow_up = with_same_key(visit, own, product);
  if (follow_up) return *follow_up;
  form.add("same_key", follow_up.error());
  return std::nullopt;
}

std::optional<FollowUp> from_new_csr(Visit& visit, const OwnCertificate& own, model::OrderKind kind,
                                     const model::Product& product, const x509::Csr& csr, view::FormState& form) {
  model::OrderCheck checked = check_csr(visit, csr, product, organisation_of(visit, own));
  for (const model::Finding& finding : checked.findings) form.add("csr", finding.error);
  FollowUp follow_up{kind, &product, csr, std::move(checked.content)};
  if (!form.ok()) return std::nullopt;
  if (auto fits = check_fit(own, follow_up); !fits) {
    form.add("csr", fits.error());
    return std::nullopt;
  }
  return follow_up;
}

}  // namespace

const model::Product* known_product(const Visit& visit, const OwnCertificate& own) {
  return own.order ? model::find_product(visit.portal.products, own.order->product) : nullptr;
}

Result<void> check_same_key(Visit& visit, const OwnCertificate& own, const model::Product& product) {
  if (!own.order || own.order->csr.empty()) return refused("SAME_KEY_NO_CSR", "no CSR is stored");
  return visit.database().transact([&](store::Transaction& transaction) {
    return store::check_order_key(transaction, own.stored.organisation, product, own.certificate.public_key().sha256,
                                  true, visit.now);
  });
}

Result<FollowUp> with_same_key(Visit& visit, const OwnCertificate& own, const model::Product& product) {
  x509::Csr csr = x509::Csr::from_stored(own.order->csr);
  // The list of bad keys may have grown, and the product changed.
  model::OrderCheck checked = check_stored_csr(visit, csr, product, organisation_of(visit, own));
  if (!checked.findings.empty()) return checked.findings.front().error;
  FollowUp follow_up{model::OrderKind::renewal, &product, csr, std::move(checked.content), true};
  if (auto fits = check_fit(own, follow_up); !fits) return fits.error();
  return follow_up;
}

std::optional<FollowUp> read_follow_up(Visit& visit, const OwnCertificate& own, model::OrderKind kind,
                                       view::FormState& form) {
  const model::Product* product = known_product(visit, own);
  if (!product) product = choose_product(visit, form);
  if (kind == model::OrderKind::renewal && visit.form.get("same_key") == "1") {
    form.values.erase("csr");  // nobody looks at it
    return product ? from_stored_csr(visit, own, *product, form) : std::nullopt;
  }
  auto csr = read_csr(visit, form);
  if (!product || !csr) return std::nullopt;
  return from_new_csr(visit, own, kind, *product, *csr, form);
}

Result<model::CertificateNumber> submit_follow_up(Visit& visit, const OwnCertificate& own, const FollowUp& follow_up) {
  store::NewOrder order{.organisation = own.stored.organisation,
                        .contact = visit.account().id,
                        .kind = follow_up.kind,
                        .predecessor = own.stored.number,
                        .product = *follow_up.product,
                        .csr = follow_up.csr.der(),
                        .content = follow_up.content,
                        .reuses_csr = follow_up.reuses_csr,
                        .ends_at = std::nullopt,
                        .most_a_day = visit.portal.limits.orders_a_day};
  if (follow_up.kind == model::OrderKind::reissue) order.ends_at = end_of(own, follow_up, visit.now);
  return visit.database().transact([&](store::Transaction& transaction) {
    return store::submit_order(transaction, order, actor_of(visit), visit.now);
  });
}

Time end_of(const OwnCertificate& own, const FollowUp& follow_up, Time now) {
  Time longest = now + std::chrono::days(follow_up.product->lifetime_days) - Seconds{1};
  return follow_up.kind == model::OrderKind::reissue ? std::min(own.stored.facts.not_after, longest) : longest;
}

}  // namespace certportal::portal
