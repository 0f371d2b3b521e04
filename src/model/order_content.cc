#include "model/order_content.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace certportal::model {
namespace {

constexpr std::size_t kMostNames = 100;
constexpr std::size_t kLongestCommonName = 64;    // RFC 5280 A.1, ub-common-name
constexpr std::size_t kLongestOrganisation = 64;  // ub-organization-name

Error refuse(const char* message, const std::string& why, std::map<std::string, std::string> values = {}) {
  return {Code::invalid, message, why, std::move(values)};
}

void add_finding(OrderCheck& check, const char* part, Error error) {
  check.findings.push_back({part, std::move(error)});
}

std::string_view key_type(const x509::PublicKey& key) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {"EC P-256", "p256"}, {"EC P-384", "p384"}, {"EC P-521", "p521"}, {"Ed25519", "ed25519"}};
  if (key.algorithm == "RSA") return "rsa";
  for (const auto& [text, type] : kTypes)
    if (key.text == text) return type;
  return "";
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// `strength`: what x509::check_key() says of the key, or would say.
void check_public_key(const x509::Csr& csr, const Product& product, const std::vector<std::string>& bad_keys,
                      const Result<void>& strength, OrderCheck& check) {
  x509::PublicKey key = csr.public_key();
  check.content.key_text = key.text;
  check.content.key_sha256 = key.sha256;
  if (!strength)
    add_finding(check, "key", strength.error());
  else if (!contains(product.key_types, key_type(key)))
    add_finding(check, "key", refuse("KEY_TYPE_NOT_OFFERED", "the product takes no " + key.text, {{"KEY", key.text}}));
  if (contains(bad_keys, key.sha256))
    add_finding(check, "key", refuse("KEY_KNOWN_BAD", "the key is on the list of bad keys", {{"KEY", key.text}}));
}

// The names asked for, the common name first; kinds that are never taken stand among them as what they are.
std::vector<x509::AlternativeName> names_asked(const x509::Csr& csr) {
  std::vector<x509::AlternativeName> asked;
  for (const std::string& name : csr.common_names())
    if (!trim(name).empty()) asked.push_back({x509::NameKind::dns, name});
  for (const x509::AlternativeName& name : csr.all_alternative_names()) asked.push_back(name);
  return asked;
}

// Not more than a page can hold.
std::string short_line(std::string_view text) {
  constexpr std::size_t kMostShown = 200;
  std::string line = one_line(text, kMostShown + 1);
  if (count_code_points(line) <= kMostShown) return line;
  return std::string(first_code_points(line, kMostShown)) + "…";
}

bool is_ignored(x509::NameKind kind) {
  return kind == x509::NameKind::directory || kind == x509::NameKind::registered_id || kind == x509::NameKind::other;
}

Result<std::string> check_asked(const x509::AlternativeName& name) {
  std::string text = short_line(name.text);
  std::map<std::string, std::string> values = {{"NAME", text}};
  switch (name.kind) {
    case x509::NameKind::ip: return refuse("NAME_IS_ADDRESS", "an IP address: " + text, values);
    case x509::NameKind::email: return refuse("NAME_IS_EMAIL", "an e-mail address: " + text, values);
    case x509::NameKind::uri: return refuse("NAME_IS_URI", "a URI: " + text, values);
    default: return check_certificate_name(name.text);
  }
}

// Each name once, and each refusal.
void add_names(const std::vector<x509::AlternativeName>& asked, const Product& product, OrderCheck& check) {
  std::set<std::string> seen, refused;
  for (const x509::AlternativeName& name : asked) {
    if (is_ignored(name.kind)) continue;
    auto checked = check_asked(name);
    if (!checked) {
      if (refused.insert(name.text).second) add_finding(check, "names", checked.error());
      continue;
    }
    if (!seen.insert(*checked).second) continue;
    check.content.names.push_back(*checked);
    if (checked->starts_with("*.") && !product.has_wildcards)
      add_finding(check, "names",
                  refuse("WILDCARD_NOT_OFFERED", "the product takes no " + *checked, {{"NAME", *checked}}));
  }
}

// A certificate cannot hold a longer common name; its names hold it all the same.
void choose_common_name(OrderContent& content) {
  auto fits = [](const std::string& name) { return name.size() <= kLongestCommonName; };
  auto found = std::find_if(content.names.begin(), content.names.end(), fits);
  if (found == content.names.end()) return;
  content.common_name = *found;
  std::rotate(content.names.begin(), found, found + 1);
}

void check_names(const x509::Csr& csr, const Product& product, OrderCheck& check) {
  auto asked = names_asked(csr);
  std::set<std::string> common_names;
  for (const std::string& name : csr.common_names())
    if (!trim(name).empty()) common_names.insert(to_lower_ascii(name));
  if (common_names.size() > 1) add_finding(check, "names", refuse("COMMON_NAMES_SEVERAL", "several common names"));
  if (std::all_of(asked.begin(), asked.end(), [](const auto& name) { return is_ignored(name.kind); }))
    return add_finding(check, "names", refuse("NAMES_MISSING", "no name in the request"));
  std::set<std::string> different;
  for (const x509::AlternativeName& name : asked) different.insert(to_ascii(name.text, true).value_or(name.text));
  if (different.size() > kMostNames)
    return add_finding(check, "names",
                       refuse("NAMES_TOO_MANY", "more than 100 names", {{"LIMIT", std::to_string(kMostNames)}}));
  add_names(asked, product, check);
  choose_common_name(check.content);
}

class IgnoredLines {
 public:
  void add(const std::string& text) {
    if (ignored_.lines.size() < Ignored::kMostLines)
      ignored_.lines.push_back(short_line(text));
    else
      ++ignored_.more;
  }

  Ignored take() { return std::move(ignored_); }

 private:
  Ignored ignored_;
};
void add_organisation(const OrganisationSubject* subject, OrderCheck& check) {
  if (subject == nullptr)
    return add_finding(check, "organisation", refuse("ORGANISATION_UNCHECKED", "the organisation is not checked"));
  if (count_code_points(subject->name) > kLongestOrganisation)
    return add_finding(check, "organisation",
                       refuse("ORGANISATION_NAME_TOO_LONG", "the organisation's name is too long for a certificate",
                              {{"LIMIT", std::to_string(kLongestOrganisation)}}));
  check.content.organisation = subject->name;
  check.content.city = subject->city;
  check.content.country = subject->country;
}

OrderCheck check_all(const x509::Csr& csr, const Product& product, const OrganisationSubject* subject,
                     const std::vector<std::string>& bad_keys, const Result<void>& strength) {
  OrderCheck check;
  check_public_key(csr, product, bad_keys, strength, check);
  check_names(csr, product, check);
  if (product.has_organisation_in_subject) add_organisation(subject, check);
  check.content.ignored = what_is_ignored(csr);
  return check;
}

}  // namespace

OrderCheck check_order(const x509::Csr& csr, const Product& product, const OrganisationSubject* subject,
                       const std::vector<std::string>& bad_keys) {
  return check_all(csr, product, subject, bad_keys, x509::check_key(csr.public_key_der()));
}

OrderCheck check_stored_order(const x509::Csr& csr, const Product& product, const OrganisationSubject* subject,
                              const std::vector<std::string>& bad_keys) {
  return check_all(csr, product, subject, bad_keys, {});
}

Ignored what_is_ignored(const x509::Csr& csr) {
  IgnoredLines ignored;
  for (const x509::NamePart& part : csr.subject().parts)
    if (part.short_name != "CN") ignored.add(part.short_name + "=" + part.value);
  for (const x509::AlternativeName& name : csr.all_alternative_names())
    if (is_ignored(name.kind)) ignored.add("X509v3 Subject Alternative Name: " + name.text);
  for (const x509::RequestedExtension& extension : csr.other_extensions())
    ignored.add(extension.name + ": " + extension.text);
  if (csr.has_challenge_password()) ignored.add("challengePassword");
  return ignored.take();
}

bool has_same_names(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  return std::set<std::string>(one.begin(), one.end()) == std::set<std::string>(other.begin(), other.end());
}

}  // namespace certportal::model
