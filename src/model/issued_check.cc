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

Result<void> check_issued(const OrderContent& asked, const x509::Certificate& certificate) {
  if (certificate.public_key().sha256 != asked.key_sha256) return differs("SubjectPublicKeyInfo");
  if (auto fine = check_names(asked, certificate); !fine) return fine;
  if (certificate.is_ca()) return differs("basicConstraints: CA:TRUE");
  auto usages = certificate.extended_key_usage();
  if (std::find(usages.begin(), usages.end(), "serverAuth") == usages.end())
    return differs("extendedKeyUsage: - serverAuth");
  return {};
}

}  // namespace certportal::model
