#include "portal/certificate_renewal.h"

#include "portal/answer.h"
#include "portal/csr_input.h"
#include "portal/follow_up.h"

namespace certportal::portal {
namespace {

using model::OrderKind;

// Theirs, and in a state that allows it.
Result<OwnCertificate> find_predecessor(Visit& visit, OrderKind kind) {
  auto own = find_own_certificate(visit);
  if (!own) return own;
  auto possible = kind == OrderKind::renewal ? model::check_renewal(own->standing, visit.now)
                                             : model::check_reissue(own->standing, visit.now);
  if (!possible) return readable(visit, *own, possible.error());
  return own;
}

// Without a product nothing is known of it but whether there is a CSR at all.
std::string same_key_refusal(Visit& visit, const OwnCertificate& own) {
  const model::Product* product = known_product(visit, own);
  if (!product && own.order) return "SAME_KEY_NOT_OFFERED";
  static const model::Product kAnyProduct;
  auto possible = check_same_key(visit, own, product ? *product : kAnyProduct);
  return possible ? "" : possible.error().message;
}

view::CertificateFollowUpPage make_page(Visit& visit, const OwnCertificate& own, OrderKind kind) {
  view::CertificateFollowUpPage content;
  content.now = visit.now;
  content.is_reissue = kind == OrderKind::reissue;
  content.certificate = shown_certificate(own);
  if (const model::Product* product = known_product(visit, own))
    content.product_label = product->shown_name(visit.language);
  else
    for (const model::Product& each : visit.portal.products)
      content.products.push_back({each.name, each.shown_name(visit.language)});
  return content;
}

view::CertificateFollowUpPage make_form(Visit& visit, const OwnCertificate& own, OrderKind kind, view::FormState form) {
  view::CertificateFollowUpPage content = make_page(visit, own, kind);
  content.same_key_refusal = kind == OrderKind::renewal ? same_key_refusal(visit, own) : "";
  for (const view::FieldError& error : form.errors) content.offers_new_order |= error.message == "RENEWAL_NAMES_DIFFER";
  content.form = std::move(form);
  return content;
}

view::CertificateFollowUpPage make_preview_page(Visit& visit, const OwnCertificate& own, const FollowUp& follow_up) {
  view::CertificateFollowUpPage content = make_page(visit, own, follow_up.kind);
  view::OrderPreview preview =
      make_preview(visit, follow_up.csr, *follow_up.product, follow_up.content, own.stored.organisation);
  preview.organisation = own.stored.organisation_name;
  preview.has_same_key = follow_up.reuses_csr;
  if (follow_up.reuses_csr) preview.csr.clear();
  preview.end = end_of(own, follow_up, visit.now);
  preview.keeps_end = follow_up.kind == OrderKind::reissue;
  content.preview = std::move(preview);
  return content;
}

Result<http::Response> show_form(Visit& visit, OrderKind kind) {
  auto own = find_predecessor(visit, kind);
  if (!own) return own.error();
  return form_page(visit, make_form(visit, *own, kind, {}));
}

Result<http::Response> order(Visit& visit, const OwnCertificate& own, const FollowUp& follow_up, view::FormState form) {
  auto number = submit_follow_up(visit, own, follow_up);
  if (number)
    return redirect(visit, "/orders/" + model::to_text(*number),
                    follow_up.kind == OrderKind::reissue ? "FLASH_REISSUE_ORDERED" : "FLASH_RENEWAL_ORDERED");
  const Error& error = number.error();
  if (error.code == Code::rate_limited)
    return refused_page(visit, make_form(visit, own, follow_up.kind, std::move(form)), error);
  if (error.code != Code::invalid) return readable(visit, own, error);
  form.add(follow_up.reuses_csr ? "same_key" : "csr", error);
  return form_page(visit, make_form(visit, own, follow_up.kind, std::move(form)));
}

Result<http::Response> answer_form(Visit& visit, OrderKind kind) {
  auto own = find_predecessor(visit, kind);
  if (!own) return own.error();
  view::FormState form = sent_form(visit);
  auto follow_up = read_follow_up(visit, *own, kind, form);
  if (!follow_up || visit.form.has("edit")) return form_page(visit, make_form(visit, *own, kind, std::move(form)));
  if (visit.form.get("confirm") != "1") return page(visit, make_preview_page(visit, *own, *follow_up));
  return order(visit, *own, *follow_up, std::move(form));
}

}  // namespace

Result<http::Response> show_certificate_renew(Visit& visit) { return show_form(visit, OrderKind::renewal); }
Result<http::Response> post_certificate_renew(Visit& visit) { return answer_form(visit, OrderKind::renewal); }
Result<http::Response> show_certificate_reissue(Visit& visit) { return show_form(visit, OrderKind::reissue); }
Result<http::Response> post_certificate_reissue(Visit& visit) { return answer_form(visit, OrderKind::reissue); }

}  // namespace certportal::portal
