#include "view/certificate_actions.h"

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
  for (const ShownName& name : certificate.names) {
    auto* entry = out->AddSectionDictionary("NAME");
    entry->SetValueWithoutCopy("TEXT", name.name);
    entry->SetValueWithoutCopy("ASCII", name.ascii_name);
  }
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

}  // namespace

std::string render(const Site& site, const Chrome& chrome, const CertificateRevokePage& page) {
  Page out(site, chrome, "certificate_revoke");
  set_certificate(out, page.certificate, page.now);
  out.show("AT_ONCE", page.is_at_once);
  out.show("ASKED", !page.is_at_once);
  if (page.open_order > 0) out.section("OPEN_ORDER", "ORDER", std::to_string(page.open_order));
  set_reasons(out, page.form);
  out.form(page.form, {});
  return out.finish();
}

}  // namespace certportal::view
