// The details page: everything that the certificate says, its chain, and the files to download.
#include <algorithm>

#include "base/text.h"
#include "model/certificate_record.h"
#include "model/domain_name.h"
#include "portal/answer.h"
#include "portal/certificate_files.h"
#include "portal/certificates.h"
#include "portal/own_certificate.h"
#include "portal/reminders.h"
#include "portal/shown.h"
#include "store/revocations.h"
#include "view/certificate_details.h"
#include "x509/encoding.h"

namespace certportal::portal {
namespace {

using view::CertificateDetailsPage;

// Extensions that have a place of their own on the page.
constexpr std::string_view kExplained[] = {"2.5.29.14",
                                           "2.5.29.15",
                                           "2.5.29.17",
                                           "2.5.29.19",
                                           "2.5.29.31",
                                           "2.5.29.32",
                                           "2.5.29.35",
                                           "2.5.29.37",
                                           "1.3.6.1.5.5.7.1.1",
                                           "1.3.6.1.5.5.7.1.24",
                                           "1.3.6.1.4.1.11129.2.4.2"};

std::string_view kind_name(x509::NameKind kind) {
  switch (kind) {
    case x509::NameKind::dns: return "dns";
    case x509::NameKind::ip: return "ip";
    case x509::NameKind::email: return "email";
    case x509::NameKind::uri: return "uri";
    case x509::NameKind::directory: return "directory";
    case x509::NameKind::registered_id: return "registered_id";
    case x509::NameKind::other: return "other";
  }
  return "other";
}

view::AlternativeName shown_alternative(const x509::AlternativeName& name) {
  view::AlternativeName shown{name.text, "", std::string(kind_name(name.kind))};
  if (name.kind != x509::NameKind::dns) return shown;
  auto display = model::display_name(to_lower_ascii(name.text));
  if (display.unicode.empty()) return shown;
  return {display.unicode, name.text, shown.kind};
}

void add_names(CertificateDetailsPage& content, const x509::Certificate& certificate) {
  auto shown = shown_name(model::name_of(certificate));
  content.name = shown.name;
  content.ascii_name = shown.ascii_name;
  for (const auto& part : certificate.subject().parts) content.subject.push_back({part.short_name, part.value});
  for (const auto& name : certificate.all_alternative_names()) content.names.push_back(shown_alternative(name));
}

void add_facts(CertificateDetailsPage& content, const x509::Certificate& certificate) {
  content.issuer = certificate.issuer().text;
  content.serial = model::serial_text(certificate);
  content.start = certificate.not_before();
  content.end = certificate.not_after();
  content.key = certificate.public_key().text;
  content.signature_algorithm = certificate.signature_algorithm().text;
  content.sha256 = x509::colon_hex(certificate.fingerprint_sha256());
  content.sha1 = x509::colon_hex(certificate.fingerprint_sha1());
  content.text = certificate.text();
}

void add_extensions(view::ExtensionFacts& facts, const x509::Certificate& certificate) {
  x509::BasicConstraints constraints = certificate.basic_constraints();
  facts.has_basic_constraints = constraints.present;
  facts.is_ca = constraints.ca;
  facts.path_length = constraints.path_length.value_or(-1);
  facts.key_usage = certificate.key_usage();
  facts.extended_key_usage = certificate.extended_key_usage();
  facts.subject_key_identifier = x509::colon_hex(certificate.subject_key_identifier());
  facts.authority_key_identifier = x509::colon_hex(certificate.authority_key_identifier());
  facts.crl_uris = certificate.crl_uris();
  facts.ocsp_uris = certificate.ocsp_uris();
  facts.ca_issuer_uris = certificate.ca_issuer_uris();
  facts.policy_oids = certificate.policy_oids();
  facts.sct_count = certificate.sct_count();
  facts.has_must_staple = certificate.has_must_staple();
  for (auto& extension : certificate.extensions()) {
    if (extension.critical) facts.critical_oids.push_back(extension.oid);
    if (std::find(std::begin(kExplained), std::end(kExplained), extension.oid) == std::end(kExplained))
      facts.others.push_back({extension.name, extension.oid, extension.text});
  }
}

view::ChainStep make_step(view::ChainStep::Kind kind, const x509::Certificate& certificate, Time now) {
  view::ChainStep step;
  step.kind = kind;
  x509::Name subject = certificate.subject();
  step.name = certificate.common_name().empty() ? subject.text : certificate.common_name();
  for (const auto& part : subject.parts)
    if (part.short_name == "O") step.detail = part.value;
  step.start = certificate.not_before();
  step.end = certificate.not_after();
  step.is_expired = step.end < now;
  return step;
}

view::ChainState state_of(const x509::Chain& chain) {
  if (!chain.complete) return view::ChainState::gap;
  if (chain.issuers.empty()) return view::ChainState::self_signed;
  return chain.valid_now ? view::ChainState::complete : view::ChainState::only_formerly;
}

void add_chain(CertificateDetailsPage& content, const x509::Certificate& certificate, const x509::Chain& chain) {
  using Kind = view::ChainStep::Kind;
  content.chain_state = state_of(chain);
  content.missing_issuer = chain.missing_issuer;
  if (!chain.complete) {
    view::ChainStep missing;
    missing.kind = Kind::missing;
    missing.name = chain.missing_issuer;
    content.chain.push_back(std::move(missing));
  }
  for (auto issuer = chain.issuers.rbegin(); issuer != chain.issuers.rend(); ++issuer) {
    bool is_root = chain.complete && issuer == chain.issuers.rbegin();
    content.chain.push_back(make_step(is_root ? Kind::root : Kind::issuer, *issuer, content.now));
  }
  content.chain.push_back(make_step(Kind::certificate, certificate, content.now));
}

void add_downloads(CertificateDetailsPage& content, model::CertificateNumber number,
                   const x509::Certificate& certificate, const x509::Chain& chain) {
  for (FileFormat format : kFileFormats) {
    view::Download download;
    download.format = name(format);
    download.file_name = file_name(format, number);
    auto bytes = file_content(format, certificate, chain);
    download.is_available = bytes.ok();
    if (bytes) {
      download.bytes = static_cast<long>(bytes->size());
      download.sha256 = x509::sha256_hex(*bytes);
    }
    content.downloads.push_back(std::move(download));
  }
}

view::CertificateAction action(const Visit& visit, const OwnCertificate& own, const Result<void>& possible) {
  if (possible) return {};
  Error why = readable(visit, own, possible.error());
  return {why.message, why.values};
}

void add_actions(CertificateDetailsPage& content, const Visit& visit, const OwnCertificate& own) {
  content.renewal = action(visit, own, model::check_renewal(own.standing, visit.now));
  content.reissue = action(visit, own, model::check_reissue(own.standing, visit.now));
  content.revoke = action(visit, own, model::check_revocation(own.standing, visit.now));
  if (own.standing.open_order) content.open_order = static_cast<long>(own.standing.open_order->value);
}

void add_revocation(CertificateDetailsPage& content, Visit& visit, const OwnCertificate& own) {
  auto found = store::find_revocation_of(visit.database(), visit.account().id, own.stored.number);
  if (!found) return;
  view::RevocationFacts facts;
  facts.reason = found->reason;
  facts.asked_by = found->asked_by_email;
  facts.asked_at = found->asked_at;
  facts.is_refused = found->refused_at.has_value();
  facts.refused_at = found->refused_at.value_or(Time{});
  facts.refusal = found->refusal;
  content.revocation = std::move(facts);
}

void add_lineage(CertificateDetailsPage& content, Visit& visit, const OwnCertificate& own) {
  for (const auto& step : store::list_lineage_of(visit.database(), visit.account().id, own.stored.number))
    content.lineage.push_back({static_cast<long>(step.number.value), step.not_before, step.not_after,
                               step.number == own.stored.number, step.is_revoked});
}

void add_state(CertificateDetailsPage& content, const OwnCertificate& own) {
  const store::StoredCertificate& stored = own.stored;
  content.number = static_cast<long>(stored.number.value);
  content.organisation_reference = model::to_text(stored.organisation);
  content.organisation = stored.organisation_name;
  content.status = model::status_at(stored.facts, own.standing.rule, content.now);
  if (stored.revoked_at) content.revoked_at = *stored.revoked_at;
  if (stored.replaced_by) content.replaced_by = static_cast<long>(stored.replaced_by->value);
}

// An order that is no certificate yet, or never became one.
Result<http::Response> show_order_instead(Visit& visit, model::CertificateNumber number, const Error& error) {
  if (!store::find_order_of(visit.database(), visit.account().id, number)) return error;
  return redirect(visit, "/orders/" + model::to_text(number));
}

}  // namespace

http::Response certificate_page(Visit& visit, const OwnCertificate& own, const view::FormState& form, int status) {
  const x509::Certificate& certificate = own.certificate;
  x509::Chain chain = find_chain(visit, certificate);
  CertificateDetailsPage content;
  content.now = visit.now;
  content.form = form;
  add_state(content, own);
  add_actions(content, visit, own);
  add_revocation(content, visit, own);
  add_lineage(content, visit, own);
  content.reminders = make_reminders(visit, own);
  add_names(content, certificate);
  add_facts(content, certificate);
  add_extensions(content.extensions, certificate);
  add_chain(content, certificate, chain);
  add_downloads(content, own.stored.number, certificate, chain);
  return page(visit, content, status);
}

Result<http::Response> show_certificate(Visit& visit) {
  auto number = model::parse_certificate_number(visit.match.capture("number"));
  if (!number) return not_found();
  auto own = find_own_certificate(visit, *number);
  if (!own) return show_order_instead(visit, *number, own.error());
  return certificate_page(visit, *own, {}, 200);
}

}  // namespace certportal::portal
