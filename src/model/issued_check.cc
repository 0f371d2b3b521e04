// Whether a certificate is the one that was asked for. The texts of WHAT are those of the standard, which every
// language shares.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "model/order_content.h"

namespace certportal::model {
namespace {

Error differs(const std::string& what) {
  return {Code::invalid, "ISSUED_DIFFERS", "the certificate is not what was asked for: " + what, {{"WHAT", what}}};
}

// "+ shop.example.org, - www.example.org": what the certificate has too much and too little.
std::string difference(const std::set<std::string>& asked, const std::set<std::string>& found) {
  constexpr std::size_t kMostShown = 10;
  std::vector<std::string> parts;
  for (const std::string& name : found)
    if (!asked.contains(name)) parts.push_back("+ " + name);
  for (const std::string& name : asked)
    if (!found.contains(name)) parts.push_back("- " + name);
  std::string text;
  for (std::size_t i = 0; i < std::min(parts.size(), kMostShown); ++i) text += (i > 0 ? ", " : "") + parts[i];
  return parts.size() > kMostShown ? text + ", …" : text;
}

// The order's organisation, and what the issuer is known to add.
Result<void> check_subject(const OrderContent& asked, const x509::Name& subject,
                           const std::vector<std::string>& subject_extra) {
  std::set<std::string> allowed(subject_extra.begin(), subject_extra.end());
  if (!asked.organisation.empty()) allowed.insert("O=" + asked.organisation);
  if (!asked.city.empty()) allowed.insert("L=" + asked.city);
  if (!asked.country.empty()) allowed.insert("C=" + asked.country);
  for (const x509::NamePart& part : subject.parts) {
    std::string found = part.short_name + "=" + part.value;
    if (part.short_name != "CN" && !allowed.contains(found)) return differs("subject: + " + found);
  }
  return {};
}

// Where the extension is absent the certificate serves any purpose (RFC 5280 4.2.1.12), as some private CAs have it.
Result<void> check_usages(const x509::Certificate& certificate) {
  auto extensions = certificate.extensions();
  if (std::none_of(extensions.begin(), extensions.end(), [](const auto& each) { return each.oid == "2.5.29.37"; }))
    return {};
  bool is_for_servers = false;
  for (const std::string& usage : certificate.extended_key_usage()) {
    if (usage != "serverAuth" && usage != "clientAuth") return differs("extendedKeyUsage: + " + usage);
    is_for_servers = is_for_servers || usage == "serverAuth";
  }
  return is_for_servers ? Result<void>() : differs("extendedKeyUsage: - serverAuth");
}

Result<void> check_names(const OrderContent& asked, const x509::Certificate& certificate) {
  std::set<std::string> wanted(asked.names.begin(), asked.names.end());
  std::set<std::string> found;
  for (const x509::AlternativeName& name : certificate.all_alternative_names())
    found.insert(name.kind == x509::NameKind::dns ? to_lower_ascii(name.text) : name.text);
  if (found != wanted) return differs("subjectAltName: " + difference(wanted, found));
  for (const x509::NamePart& part : certificate.subject().parts) {
    if (part.short_name != "CN") continue;
    std::string name = to_lower_ascii(part.value);
    bool fits = asked.common_name.empty() ? wanted.contains(name) : name == asked.common_name;
    if (!fits) return differs("CN=" + part.value);
  }
  return {};
}

}  // namespace

Result<void> check_issued(const OrderContent& asked, const x509::Certificate& certificate,
                          const std::vector<std::string>& subject_extra, Time now) {
  if (certificate.public_key().sha256 != asked.key_sha256) return differs("SubjectPublicKeyInfo");
  if (auto fine = check_names(asked, certificate); !fine) return fine;
  if (auto fine = check_subject(asked, certificate.subject(), subject_extra); !fine) return fine;
  if (certificate.is_ca()) return differs("basicConstraints: CA:TRUE");
  if (auto fine = check_usages(certificate); !fine) return fine;
  if (certificate.not_after() <= now) return Error{Code::invalid, "ISSUED_ENDED", "the certificate has ended already"};
  return {};
}

}  // namespace certportal::model
