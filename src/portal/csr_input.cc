#include "portal/csr_input.h"

#include "model/domain_name.h"

namespace certportal::portal {
namespace {

std::string sent_csr(const Visit& visit) {
  for (const http::UploadedFile& file : visit.files)
    if (file.name == "csr_file" && !file.content.empty()) return file.content;
  return visit.field("csr");
}

}  // namespace

std::optional<x509::Csr> read_csr(const Visit& visit, view::FormState& form) {
  auto csr = x509::Csr::read(sent_csr(visit));
  if (csr) {
    form.values["csr"] = csr->pem();
    return *csr;
  }
  if (csr.error().message == "PRIVATE_KEY_PASTED" || csr.error().message == "CSR_TOO_LARGE") form.values.erase("csr");
  form.add("csr", csr.error());
  return std::nullopt;
}

model::OrderCheck check_csr(const Visit& visit, const x509::Csr& csr, const model::Product& product,
                            const store::Organisation& organisation) {
  model::OrganisationSubject subject{organisation.details.name, organisation.details.city,
                                     organisation.details.country};
  bool has_subject = product.has_organisation_in_subject && organisation.checked_at;
  return model::check_order(csr, product, has_subject ? &subject : nullptr, visit.portal.bad_keys);
}

view::FollowUpPreview make_preview(const Visit& visit, const x509::Csr& csr, const model::Product& product,
                                   const model::OrderContent& content, Time end) {
  view::FollowUpPreview preview;
  preview.csr = csr.pem();
  preview.product = product.name;
  preview.product_label = product.shown_name(visit.language);
  preview.key = content.key_text;
  preview.end = end;
  for (const std::string& name : content.names) preview.names.push_back(shown_name(name));
  preview.ignored = content.ignored;
  preview.officers = product.officers;
  preview.has_auto_approval = product.has_auto_approval;
  return preview;
}

view::ShownName shown_name(const std::string& ascii_name) {
  auto display = model::display_name(ascii_name);
  if (display.unicode.empty()) return {ascii_name, ""};
  return {display.unicode, ascii_name};
}

}  // namespace certportal::portal
