#include "view/certificate_details.h"

#include <algorithm>

#include "base/text.h"
#include "view/page.h"
#include "view/status.h"

namespace certportal::view {
namespace {
using ctemplate::TemplateDictionary;

// So many names stand in the open, the rest is folded away.
constexpr std::size_t kNamesShown = 8;

std::string word_or(const Language& language, const std::string& prefix, const std::string& key) {
  return language.has_word(prefix + key) ? language.word(prefix + key) : key;
}

void add_name(const Language& language, TemplateDictionary& where, const AlternativeName& name) {
  auto* entry = where.AddSectionDictionary("NAME");
  entry->SetValue("TEXT", name.name);
  entry->SetValue("ASCII", name.kind == "dns" ? name.ascii_name : language.word("name_kind." + name.kind));
}

void set_names(Page& out, const std::vector<AlternativeName>& names) {
  out.show("NO_NAME", names.empty());
  std::size_t shown = std::min(names.size(), kNamesShown);
  for (std::size_t i = 0; i < shown; ++i) add_name(out.language(), *out.operator->(), names[i]);
  if (shown == names.size()) return;
  auto* more = out->AddSectionDictionary("MORE_NAMES");
  more->SetValue("LABEL", out.language().count("names.show", static_cast<long>(names.size() - shown)));
  for (std::size_t i = shown; i < names.size(); ++i) add_name(out.language(), *more, names[i]);
}

void set_number(Page& out, const char* section, long number) {
  if (number > 0) out.section(section, "OTHER", std::to_string(number));
}

void set_head(Page& out, const CertificateDetailsPage& page) {
  const Language& language = out.language();
  const StatusLook& look = look_of(page.status);
  out->SetIntValue("NUMBER", page.number);
  out->SetValue("TITLE", page.name.empty() ? std::to_string(page.number) : page.name);
  out.section("ASCII_NAME", "TEXT", page.ascii_name);
  out->SetValueWithoutCopy("ORGANISATION_REFERENCE", page.organisation_reference);
  out->SetValueWithoutCopy("ORGANISATION", page.organisation);
  out->SetValueWithoutCopy("CLASS", look.css_class);
  out->SetValueWithoutCopy("STATE", language.word(look.word));
  out.show("EXPIRING", page.status == model::CertificateStatus::expiring);
  bool is_over = page.status == model::CertificateStatus::revoked || page.status == model::CertificateStatus::expired;
  out->ShowSection(is_over ? "OVER" : "IN_USE");
  set_number(out, "REPLACED_BY", page.replaced_by);
  out->SetValue("START", language.date_time(page.start));
  out->SetValue("END", language.date_time(page.end));
  if (page.status == model::CertificateStatus::revoked) return;  // its days do not count any more
  bool is_early = page.now < page.start;
  out->SetValue("DAYS", is_early ? language.with("days.not_yet", "D", language.date_time(page.start))
                                 : language.days_left(page.end, page.now));
}

struct NamedAction {
  const char* section;
  const char* word;
  const CertificateAction& action;
};

// Those refused for the same reason share a line.
void set_actions(Page& out, const CertificateDetailsPage& page) {
  std::vector<NamedAction> refused;
  for (const NamedAction& each : {NamedAction{"CAN_RENEW", "action.renew", page.renewal},
                                  {"CAN_REISSUE", "action.reissue", page.reissue},
                                  {"CAN_REVOKE", "action.revoke", page.revoke}}) {
    if (each.action.refusal.empty())
      out->ShowSection(each.section);
    else
      refused.push_back(each);
  }
  for (std::size_t i = 0; i < refused.size();) {
    const CertificateAction& action = refused[i].action;
    auto* line = out->AddSectionDictionary("REFUSED");
    std::string words = out.language().word(refused[i].word);
    while (++i < refused.size() && refused[i].action.refusal == action.refusal)
      words += ", " + out.language().word(refused[i].word);
    line->SetValue("ACTION", words);
    set_message(out.language(), *line, action.refusal, action.values);
  }
  out.show("NO_RENEWAL", !page.renewal.refusal.empty());
  if (page.open_order > 0) out.section("OPEN_ORDER", "ORDER", std::to_string(page.open_order));
}

void set_revocation(Page& out, const CertificateDetailsPage& page) {
  const Language& language = out.language();
  bool is_revoked = page.status == model::CertificateStatus::revoked;
  if (is_revoked) out.section("REVOKED_AT", "DATE", language.date_time(page.revoked_at));
  if (!page.revocation) return;
  const RevocationFacts& facts = *page.revocation;
  std::string reason = language.word("reason." + std::string(model::name(facts.reason)));
  if (facts.is_refused) {
    auto* notice = out->AddSectionDictionary("REVOCATION_REFUSED");
    notice->SetValue("DATE", language.date_time(facts.refused_at));
    notice->SetValueWithoutCopy("ANSWER", facts.refusal);
    return;
  }
  if (page.status == model::CertificateStatus::revocation_pending)
    out.section("REVOCATION_PENDING", "DATE", language.date_time(facts.asked_at));
  auto* line = out->AddSectionDictionary("REVOCATION");
  line->SetValue("REASON", reason);
  line->SetValueWithoutCopy("WHO", facts.asked_by);
}

void set_lineage(Page& out, const CertificateDetailsPage& page) {
  if (page.lineage.size() < 2) return;
  auto* part = out->AddSectionDictionary("LINEAGE");
  for (const LineageRow& row : page.lineage) {
    auto* line = part->AddSectionDictionary("CERTIFICATE");
    line->ShowSection(row.is_this ? "THIS" : "OTHER");
    line->SetIntValue("OTHER_NUMBER", row.number);
    line->SetValue("FROM", out.language().date(row.start));
    line->SetValue("UNTIL", out.language().date(row.end));
    if (row.is_revoked) line->ShowSection("IS_REVOKED");
  }
}

void set_facts(Page& out, const CertificateDetailsPage& page) {
  for (const SubjectField& field : page.subject) {
    auto* line = out->AddSectionDictionary("SUBJECT");
    line->SetValue("LABEL", word_or(out.language(), "subject.", field.type));
    line->SetValue("VALUE", field.value);
  }
  out->SetValueWithoutCopy("ISSUER", page.issuer);
  out->SetValueWithoutCopy("SERIAL", page.serial);
  out->SetValueWithoutCopy("KEY", page.key);
  out->SetValueWithoutCopy("SIGNATURE", page.signature_algorithm);
  out->SetValueWithoutCopy("SHA256", page.sha256);
  out->SetValueWithoutCopy("SHA1", page.sha1);
}

const char* kind_of(const ChainStep& step) {
  switch (step.kind) {
    case ChainStep::Kind::root: return "root";
    case ChainStep::Kind::issuer: return "issuer";
    case ChainStep::Kind::certificate: return "certificate";
    case ChainStep::Kind::missing: return "missing";
  }
  return "";
}

void set_chain(Page& out, const CertificateDetailsPage& page) {
  const Language& language = out.language();
  for (const ChainStep& step : page.chain) {
    auto* line = out->AddSectionDictionary("STEP");
    line->SetValue("KIND", std::string(kind_of(step)) + (step.is_expired ? " expired" : ""));
    line->SetValue("ROLE", language.word(std::string("chain.") + kind_of(step)));
    line->SetValue("NAME", step.name.empty() ? language.word("chain.no_name") : step.name);
    line->SetValue("DETAIL", step.detail);
    if (step.kind == ChainStep::Kind::missing) continue;
    line->SetValue("UNTIL",
                   language.with(step.is_expired ? "chain.expired" : "chain.until", "D", language.date(step.end)));
  }
  out.show("CHAIN_ONLY_FORMERLY", page.chain_state == ChainState::only_formerly);
  out.show("CHAIN_SELF_SIGNED", page.chain_state == ChainState::self_signed);
  if (page.chain_state == ChainState::gap)
    out->AddSectionDictionary("CHAIN_GAP")->SetValue("NAME", page.missing_issuer);
}

void set_downloads(Page& out, const CertificateDetailsPage& page) {
  for (const Download& file : page.downloads) {
    auto* entry = out->AddSectionDictionary(to_upper_ascii(file.format));
    entry->SetValueWithoutCopy("FILE", file.file_name);
    entry->ShowSection(file.is_available ? "READY" : "GAP");
    if (!file.is_available) {
      bool is_alone = page.chain_state == ChainState::self_signed;
      entry->SetValueWithoutCopy("REASON", out.language().word(is_alone ? "download.no_issuers" : "download.gap"));
      continue;
    }
    entry->SetValue("BYTES", out.language().with("bytes", "N", out.language().number(file.bytes)));
    auto* sum = out->AddSectionDictionary("SUM");
    sum->SetValueWithoutCopy("SHA256", file.sha256);
    sum->SetValueWithoutCopy("FILE", file.file_name);
  }
}

// Shows the extensions one after another: a section each, with the values in words.
class ExtensionList {
 public:
  ExtensionList(Page& out, const ExtensionFacts& facts) : out_(out), facts_(facts) {}

  void add(const char* section, const char* oid, const std::vector<std::string>& values) {
    if (values.empty()) return;
    auto* entry = out_->AddSectionDictionary(section);
    if (is_critical(oid)) entry->ShowSection("CRITICAL");
    for (const std::string& value : values) {
      entry->AddSectionDictionary("VALUE")->SetValue("TEXT", word_or(out_.language(), "x.", value));
    }
  }

  void add(const char* section, const char* oid, const std::string& value) {
    if (!value.empty()) add(section, oid, std::vector<std::string>{value});
  }

  void add_other(const OtherExtension& other) {
    auto* entry = out_->AddSectionDictionary("X_OTHER");
    entry->SetValue("NAME", other.name);
    if (other.oid != other.name) entry->SetValue("OID", other.oid);
    entry->SetValue("TEXT", other.text);
    if (is_critical(other.oid)) entry->ShowSection("CRITICAL");
  }

 private:
  bool is_critical(const std::string& oid) const {
    return std::find(facts_.critical_oids.begin(), facts_.critical_oids.end(), oid) != facts_.critical_oids.end();
  }

  Page& out_;
  const ExtensionFacts& facts_;
};

std::string basic_constraints(const Language& language, const ExtensionFacts& facts) {
  if (!facts.has_basic_constraints) return "";
  if (!facts.is_ca) return language.word("x.end_entity");
  return facts.path_length < 0 ? language.word("x.ca")
                               : language.with("x.ca_path", "N", std::to_string(facts.path_length));
}

void set_extensions(Page& out, const ExtensionFacts& facts) {
  ExtensionList list(out, facts);
  list.add("X_BASIC", "2.5.29.19", basic_constraints(out.language(), facts));
  list.add("X_KEY_USAGE", "2.5.29.15", facts.key_usage);
  list.add("X_EXTENDED", "2.5.29.37", facts.extended_key_usage);
  list.add("X_SKI", "2.5.29.14", facts.subject_key_identifier);
  list.add("X_AKI", "2.5.29.35", facts.authority_key_identifier);
  list.add("X_CRL", "2.5.29.31", facts.crl_uris);
  list.add("X_OCSP", "1.3.6.1.5.5.7.1.1", facts.ocsp_uris);
  list.add("X_CA_ISSUERS", "1.3.6.1.5.5.7.1.1", facts.ca_issuer_uris);
  list.add("X_POLICIES", "2.5.29.32", facts.policy_oids);
  if (facts.sct_count > 0) list.add("X_SCT", "1.3.6.1.4.1.11129.2.4.2", out.language().count("x.sct", facts.sct_count));
  if (facts.has_must_staple) list.add("X_MUST_STAPLE", "1.3.6.1.5.5.7.1.24", out.language().word("x.must_staple"));
  for (const OtherExtension& other : facts.others) list.add_other(other);
}
}  // namespace

std::string render(const Site& site, const Chrome& chrome, const CertificateDetailsPage& page) {
  Page out(site, chrome, "certificate_details");
  set_head(out, page);
  set_actions(out, page);
  set_revocation(out, page);
  set_lineage(out, page);
  out.form(page.form, {"until"});
  set_reminders(out, page.reminders);
  set_names(out, page.names);
  set_facts(out, page);
  set_chain(out, page);
  set_downloads(out, page);
  set_extensions(out, page.extensions);
  out->SetValueWithoutCopy("RAW", page.text);
  return out.finish();
}

}  // namespace certportal::view
