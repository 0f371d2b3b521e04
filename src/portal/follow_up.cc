#include "portal/follow_up.h"

#include <algorithm>

#include "portal/traces.h"
#include "store/order_changes.h"
#include "store/organisations.h"

namespace certportal::portal {
namespace {

constexpr std::string_view kNamesDiffer = "RENEWAL_NAMES_DIFFER";

Error refused(const char* message, const char* log) { return {Code::invalid, message, log}; }

// A chosen file wins over the text field.
std::string sent_csr(const Visit& visit) {
  for (const http::UploadedFile& file : visit.files)
    if (file.name == "csr_file" && !file.content.empty()) return file.content;
  return visit.field("csr");
}

std::optional<model::OrganisationSubject> checked_subject(Visit& visit, const OwnCertificate& own) {
  auto organisation = store::find_organisation_of(visit.database(), visit.account().id, own.stored.organisation);
  if (!organisation || !organisation->checked_at) return std::nullopt;
  return model::OrganisationSubject{organisation->details.name, organisation->details.city,
                                    organisation->details.country};
}

model::OrderCheck check(Visit& visit, const OwnCertificate& own, const model::Product& product, const x509::Csr& csr) {
  std::optional<model::OrganisationSubject> subject;
  if (product.has_organisation_in_subject) subject = checked_subject(visit, own);
  return model::check_order(csr, product, subject ? &*subject : nullptr, visit.portal.bad_keys);
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

const model::Product* chosen_product(Visit& visit, const OwnCertificate& own, view::FormState& form) {
  if (const model::Product* known = known_product(visit, own)) return known;
  const auto& products = visit.portal.products;
  std::string_view name = visit.form.get("product");
  if (name.empty() && products.size() == 1) return &products.front();
  const model::Product* chosen = model::find_product(products, name);
  if (!chosen) form.errors.push_back({"product", "PRODUCT_MISSING"});
  return chosen;
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
                                     const model::Product& product, view::FormState& form) {
  auto csr = x509::Csr::read(sent_csr(visit));
  if (!csr) {
    if (csr.error().message == "PRIVATE_KEY_PASTED") form.values.erase("csr");
    form.add("csr", csr.error());
    return std::nullopt;
  }
  form.values["csr"] = csr->pem();
  model::OrderCheck checked = check(visit, own, product, *csr);
  for (const model::Finding& finding : checked.findings) form.add("csr", finding.error);
  FollowUp follow_up{kind, &product, *csr, std::move(checked.content)};
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
  if (!product.allows_same_key) return refused("SAME_KEY_NOT_OFFERED", "the product wants a new key");
  auto start = store::find_key_start(visit.database(), own.stored.organisation, own.certificate.public_key().sha256);
  if (start && *start < visit.now - model::kSameKeyLasts)
    return refused("KEY_TOO_OLD", "the key is in use for more than 398 days");
  return {};
}

Result<FollowUp> with_same_key(Visit& visit, const OwnCertificate& own, const model::Product& product) {
  x509::Csr csr = x509::Csr::from_stored(own.order->csr);
  // The lists of weak keys may have grown, and the product changed.
  model::OrderCheck checked = check(visit, own, product, csr);
  if (!checked.findings.empty()) return checked.findings.front().error;
  FollowUp follow_up{model::OrderKind::renewal, &product, csr, std::move(checked.content), true};
  if (auto fits = check_fit(own, follow_up); !fits) return fits.error();
  return follow_up;
}

std::optional<FollowUp> read_follow_up(Visit& visit, const OwnCertificate& own, model::OrderKind kind,
                                       view::FormState& form) {
  const model::Product* product = chosen_product(visit, own, form);
  if (!product) {
    // Nobody has looked yet at what was pasted.
    if (!x509::Csr::read(sent_csr(visit))) form.values.erase("csr");
    return std::nullopt;
  }
  if (kind == model::OrderKind::renewal && visit.form.get("same_key") == "1")
    return from_stored_csr(visit, own, *product, form);
  return from_new_csr(visit, own, kind, *product, form);
}

Result<model::CertificateNumber> submit_follow_up(Visit& visit, const OwnCertificate& own, const FollowUp& follow_up) {
  store::NewOrder order{.organisation = own.stored.organisation,
                        .contact = visit.account().id,
                        .kind = follow_up.kind,
                        .predecessor = own.stored.number,
                        .product = *follow_up.product,
                        .csr = follow_up.csr.der(),
                        .content = follow_up.content,
                        .has_same_key = follow_up.has_same_key,
                        .ends_at = std::nullopt,
                        .has_limits = visit.portal.config.flag("limits")};
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
