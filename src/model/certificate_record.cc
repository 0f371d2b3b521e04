#include "model/certificate_record.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "model/domain_name.h"

namespace certportal::model {
namespace {

constexpr long kMaxMoreNames = 65535;  // of the column

// Domain names in the one form in which they are stored and compared.
std::string stored_form(std::string_view name) {
  if (auto ascii = to_ascii(name, true)) return *ascii;
  return std::string(trim(name));
}

// A line feed or tab in a name would tear the lines apart; x509 escapes them, this makes sure.
void append_line(std::string& lines, std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  if (auto unicode = display_name(name).unicode; !unicode.empty()) name += "\t" + unicode;
  // Lower case, made by the database, may be longer by a half.
  if ((lines.size() + name.size() + 1) * 3 / 2 <= kMaxNames) lines += name + "\n";
}

// A common name counts if it looks like a domain name, as clients have taken it for one. IP addresses come in one form
// from x509.
std::vector<std::string> exact_names_of(const x509::Certificate& certificate) {
  std::set<std::string> names;
  auto common_name = to_ascii(certificate.common_name(), true);
  if (common_name && common_name->find('.') != std::string::npos) names.insert(*common_name);
  for (const auto& alternative : certificate.all_alternative_names()) {
    if (alternative.kind == x509::NameKind::ip) names.insert(alternative.text);
    if (alternative.kind != x509::NameKind::dns) continue;
    if (auto name = to_ascii(alternative.text, true)) names.insert(*name);
  }
  std::erase_if(names, [](const std::string& name) { return name.size() > kMaxName; });
  return {names.begin(), names.end()};
}

}  // namespace

std::string name_of(const x509::Certificate& certificate) {
  std::string name = stored_form(certificate.common_name());
  if (name.empty()) {
    auto dns_names = certificate.dns_names();
    if (!dns_names.empty()) name = stored_form(dns_names.front());
  }
  if (name.empty()) name = std::string(trim(certificate.subject().text));
  if (name.empty()) name = certificate.serial_hex();
  return std::string(trim(first_code_points(name, kMaxName)));
}

CertificateRecord make_record(const x509::Certificate& certificate) {
  CertificateRecord record;
  record.name = name_of(certificate);
  append_line(record.names, record.name);
  std::set<std::string> seen = {record.name};
  for (const auto& alternative : certificate.all_alternative_names()) {
    std::string name = stored_form(alternative.text);
    if (name.empty() || !seen.insert(name).second) continue;
    append_line(record.names, name);
    record.more_names = std::min(record.more_names + 1, kMaxMoreNames);
  }
  record.not_before = certificate.not_before();
  record.not_after = certificate.not_after();
  record.serial = normal_serial(certificate.serial_hex()).substr(0, kMaxSerial);
  record.sha256 = certificate.fingerprint_sha256();
  record.sha1 = certificate.fingerprint_sha1();
  record.key_sha256 = certificate.public_key().sha256;
  record.exact_names = exact_names_of(certificate);
  record.der = certificate.der();
  return record;
}

CaRecord make_ca_record(const x509::Certificate& certificate) {
  x509::Name subject = certificate.subject();
  return {certificate.fingerprint_sha256(), subject.sha256, std::string(first_code_points(subject.text, kMaxSubject)),
          certificate.not_after(), certificate.der()};
}

std::string normal_serial(std::string_view text) {
  std::string digits, sign;
  text = trim(text);
  if (text.starts_with('-')) {
    sign = "-";
    text.remove_prefix(1);
  }
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  for (char c : to_lower_ascii(text)) {
    if (c == ':' || c == ' ') continue;
    if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return "";
    digits += c;
  }
  if (digits.empty()) return "";
  if (digits.size() % 2 == 1) digits.insert(0, "0");
  while (digits.size() > 2 && digits.starts_with("00")) digits.erase(0, 2);
  return sign + digits;
}

std::string serial_text(const x509::Certificate& certificate) {
  std::string hex = certificate.serial_hex();
  std::size_t start = hex.starts_with('-') ? 1 : 0;
  std::string text;
  for (std::size_t at = 0; at < hex.size(); ++at) {
    if (at > start && (at - start) % 2 == 0) text += ':';
    text += hex[at] >= 'a' ? static_cast<char>(hex[at] - 'a' + 'A') : hex[at];
  }
  return text;
}

}  // namespace certportal::model
