#include "view/certificate_actions.h"

#include "model/revocation_reason.h"
#include "view/help_pages.h"
#include "view/page.h"

namespace certportal::view {
namespace {

void set_certificate(Page& out, const ActionCertificate& certificate, Time now) {
  out->SetIntValue("NUMBER", certificate.number);
  out->SetValueWithoutCopy("TITLE", certificate.name);
  out->SetValueWithoutCopy("ORGANISATION_REFERENCE", certificate.organisation_reference);
  out->SetValueWithoutCopy("ORGANISATION", certificate.organisation);
  out->SetValueWithoutCopy("SERIAL", certificate.serial);
  out->SetValueWithoutCopy("KEY", certificate.key);
  out->SetValue("END", out.language().date_time(certificate.end));
  out->SetValue("DAYS", out.language().days_left(certificate.end, now));
  set_names(*out, certificate.names);
}

void set_reasons(Page& out, const FormState& form) {
  auto chosen = form.values.find("reason");
  for (model::RevocationReason reason : model::kRevocationReasons) {
    std::string name(model::name(reason));
    auto* entry = out->AddSectionDictionary("REASON");
    entry->SetValue("VALUE", name);
    entry->SetValue("LABEL", out.language().word("reason." + name));
    entry->SetValue("HINT", out.language().word("reason." + name + ".hint"));
    if (chosen != form.values.end() && chosen->second == name) entry->ShowSection("CHOSEN");
  }
}

std::vector<std::string> ascii_names(const ActionCertificate& certificate) {
  std::vector<std::string> names;
  for (const ShownName& name : certificate.names)
    names.push_back(name.ascii_name.empty() ? name.name : name.ascii_name);
  return names;
}

void set_same_key(Page& out, const CertificateRevokePage& page) {
  out.show("HAS_KEY_ORDERS", !page.orders_of_key.empty());
  for (long number : page.orders_of_key) out->AddSectionDictionary("KEY_ORDER")->SetIntValue("ORDER", number);
  out.show("HAS_KEY_OTHERS", !page.others_of_key.empty());
  for (const KeyRow& other : page.others_of_key) {
    auto* line = out->AddSectionDictionary("KEY_OTHER");
    line->SetIntValue("OTHER", other.number);
    line->SetValueWithoutCopy("OTHER_NAME", other.name);
    line->SetValue("OTHER_END", out.language().date(other.end));
  }
}

void set_form(Page& out, const CertificateFollowUpPage& page) {
  auto* form = out->AddSectionDictionary("FORM");
  if (!page.is_reissue) {
    auto* same_key = form->AddSectionDictionary(page.same_key_refusal.empty() ? "SAME_KEY" : "NO_SAME_KEY");
    if (!page.same_key_refusal.empty()) set_message(out.language(), *same_key, page.same_key_refusal, {});
  }
  if (page.product_label.empty()) {
    auto* choice = form->AddSectionDictionary("CHOOSE_PRODUCT");
    auto chosen = page.form.values.find("product");
    if (page.products.size() > 1) choice->ShowSection("SEVERAL_PRODUCTS");
    for (const ProductOption& product : page.products) {
      auto* entry = choice->AddSectionDictionary("PRODUCT_OPTION");
      entry->SetValueWithoutCopy("VALUE", product.name);
      entry->SetValueWithoutCopy("LABEL", product.label);
      if (chosen != page.form.values.end() && chosen->second == product.name) entry->ShowSection("SELECTED");
    }
  }
  if (!page.offers_new_order) return;
  auto* offer = out->AddSectionDictionary("NEW_ORDER");
  for (const auto& [name, value] : page.form.values)
    if (name == "csr" || name == "product") offer->SetValue(name == "csr" ? "OFFERED_CSR" : "OFFERED_PRODUCT", value);
}

void add_rows(Page& out, const char* section, const std::vector<RenewalRow>& rows) {
  if (rows.empty()) return;
  auto* part = out->AddSectionDictionary(section);
  for (const RenewalRow& row : rows) {
    auto* line = part->AddSectionDictionary("ROW");
    line->SetIntValue("NUMBER", row.number);
    line->SetValueWithoutCopy("NAME", row.name);
    line->SetValue("END", out.language().date(row.end));
    if (!row.refusal.empty()) set_message(out.language(), *line->AddSectionDictionary("WHY"), row.refusal, row.values);
  }
}

}  // namespace

std::string render(const Site& site, const Chrome& chrome, const CertificateFollowUpPage& page) {
  Page out(site, chrome, page.is_reissue ? "certificate_reissue" : "certificate_renew");
  set_certificate(out, page.certificate, page.now);
  out.section("OF_PRODUCT", "PRODUCT_LABEL", page.product_label);
  out->SetValue("CSR_HELP", csr_help_url(site, page.certificate.organisation_reference, ascii_names(page.certificate)));
  if (page.preview)
    set_order_preview(*out->AddSectionDictionary("PREVIEW"), out.language(), *page.preview);
  else
    set_form(out, page);
  out.form(page.form, {"csr"});
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const RenewManyPage& page) {
  Page out(site, chrome, "certificate_renew_many");
  add_rows(out, "TOGETHER", page.together);
  add_rows(out, "ONE_BY_ONE", page.one_by_one);
  add_rows(out, "NOT_POSSIBLE", page.not_possible);
  return out.finish();
}

std::string render(const Site& site, const Chrome& chrome, const CertificateRevokePage& page) {
  Page out(site, chrome, "certificate_revoke");
  set_certificate(out, page.certificate, page.now);
  out.show("AT_ONCE", page.is_at_once);
  out.show("ASKED", !page.is_at_once);
  if (page.open_order > 0) out.section("OPEN_ORDER", "ORDER", std::to_string(page.open_order));
  set_same_key(out, page);
  set_reasons(out, page.form);
  out.form(page.form, {});
  return out.finish();
}

}  // namespace certportal::view
