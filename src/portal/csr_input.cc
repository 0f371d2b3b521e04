#include "portal/csr_input.h"

#include "portal/shown.h"
#include "store/order_changes.h"

namespace certportal::portal {
namespace {

std::string_view sent_file(const Visit& visit) {
  for (const http::UploadedFile& file : visit.files)
    if (file.name == "csr_file") return file.content;
  return {};
}

bool is_private_key(const Result<x509::Csr>& csr) { return !csr && csr.error().message == "PRIVATE_KEY_PASTED"; }

// Which of the two counts. A private key is burnt in whichever field it came.
Result<x509::Csr> choose_csr(std::string_view pasted, std::string_view file) {
  auto csr = x509::Csr::read(pasted);
  return file.empty() || is_private_key(csr) ? csr : x509::Csr::read(file);
}

std::optional<model::OrganisationSubject> subject_of(const model::Product& product,
                                                     const store::Organisation& organisation) {
  if (!product.has_organisation_in_subject || !organisation.checked_at) return std::nullopt;
  const auto& details = organisation.details;
  return model::OrganisationSubject{details.name, details.city, details.country};
}

}  // namespace

std::optional<x509::Csr> read_csr(const Visit& visit, view::FormState& form) {
  std::string_view file = sent_file(visit);
  auto csr = choose_csr(visit.form.get("csr"), file);
  if (csr) {
    form.values["csr"] = csr->pem();
    return *csr;
  }
  form.add("csr", csr.error());
  bool needs_no_word = !file.empty() || is_private_key(csr) || csr.error().message == "CSR_TOO_LARGE";
  if (!needs_no_word && x509::is_no_secret(visit.form.get("csr"))) return std::nullopt;
  form.values.erase("csr");
  if (!needs_no_word) form.add("csr", {Code::invalid, "CSR_NOT_SHOWN", "what was pasted could hold a private key"});
  return std::nullopt;
}

model::OrderCheck check_csr(Visit& visit, const x509::Csr& csr, const model::Product& product,
                            const store::Organisation& organisation) {
  auto subject = subject_of(product, organisation);
  auto checked = model::check_order(csr, product, subject ? &*subject : nullptr, visit.portal.bad_keys);
  if (!checked.findings.empty()) return checked;
  auto allowed = visit.database().transact([&](store::Transaction& transaction) {
    return store::check_order_key(transaction, organisation.id, product, checked.content.key_sha256, false, visit.now);
  });
  if (!allowed) checked.findings.push_back({"key", allowed.error()});
  return checked;
}

model::OrderCheck check_stored_csr(const Visit& visit, const x509::Csr& csr, const model::Product& product,
                                   const store::Organisation& organisation) {
  auto subject = subject_of(product, organisation);
  return model::check_stored_order(csr, product, subject ? &*subject : nullptr, visit.portal.bad_keys);
}

view::OrderPreview make_preview(Visit& visit, const x509::Csr& csr, const model::Product& product,
                                const model::OrderContent& content, model::OrganisationId organisation) {
  view::OrderPreview preview;
  preview.organisation_reference = model::to_text(organisation);
  for (const std::string& name : content.names) preview.names.push_back(shown_name(name));
  preview.common_name = content.common_name;
  preview.subject_organisation = content.organisation;
  preview.subject_city = content.city;
  preview.subject_country = content.country;
  preview.product = product.name;
  preview.product_label = product.shown_name(visit.language);
  preview.lifetime_days = product.lifetime_days;
  preview.key = content.key_text;
  preview.csr = csr.pem();
  preview.end = visit.now + std::chrono::days(product.lifetime_days) - Seconds{1};
  preview.ignored = content.ignored.lines;
  preview.more_ignored = content.ignored.more;
  preview.officers = product.officers;
  if (product.has_auto_approval)
    preview.is_approved_by_policy = visit.database().transact([&](store::Transaction& transaction) {
      return store::holds_names(transaction, organisation, content.names, product.officers, visit.now);
    });
  return preview;
}

}  // namespace certportal::portal
