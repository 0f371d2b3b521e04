// Distinguished names and alternative names. Written here rather than printed by X509_NAME_print_ex, because that
// gives up at the first malformed string, and shows a NUL's neighbours only in part.
#include "x509/read_name.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "x509/asn1_text.h"
#include "x509/encoding.h"

namespace certportal::x509 {
namespace {

bool needs_backslash(char32_t point) {
  return point != 0 && point < 0x80 && std::strchr("\"+,;<>\\", static_cast<char>(point)) != nullptr;
}

// RFC 4514 2.4.
std::string escaped_value(const ASN1_STRING* value) {
  if (!is_string(ASN1_STRING_type(value))) return hash_and_der(value);
  std::u32string points = code_points(value);
  std::string text;
  for (std::size_t i = 0; i < points.size(); ++i) {
    bool at_start = i == 0 && (points[i] == U'#' || points[i] == U' ');
    bool at_end = i + 1 == points.size() && points[i] == U' ';
    if (at_start || at_end || needs_backslash(points[i])) text += '\\';
    append_visible(text, points[i]);
  }
  return text;
}

// The value as RFC 5280 7.1 compares it: blanks at the ends dropped, inside made one, ASCII in lower case.
std::string comparable_value(const ASN1_STRING* value) {
  if (!is_string(ASN1_STRING_type(value))) return hash_and_der(value);
  std::string text;
  bool blank = false;
  for (char32_t point : code_points(value)) {
    if (point == ' ' || (point >= '\t' && point <= '\r')) {
      blank = !text.empty();
      continue;
    }
    if (blank) text += ' ';
    blank = false;
    append_utf8(text, point >= 'A' && point <= 'Z' ? point - 'A' + 'a' : point);
  }
  return text;
}

// The length keeps apart what plain concatenation would confuse.
std::string comparable_part(const X509_NAME_ENTRY* entry) {
  std::string value = comparable_value(X509_NAME_ENTRY_get_data(entry));
  return oid_text(X509_NAME_ENTRY_get_object(entry)) + " " + std::to_string(value.size()) + " " + value + "\n";
}

// The attributes of each RDN, a set, in the order of the name.
std::vector<std::vector<const X509_NAME_ENTRY*>> rdns_of(const X509_NAME* name) {
  std::vector<std::vector<const X509_NAME_ENTRY*>> rdns;
  int last_set = -1;
  for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    if (rdns.empty() || X509_NAME_ENTRY_set(entry) != last_set) rdns.emplace_back();
    last_set = X509_NAME_ENTRY_set(entry);
    rdns.back().push_back(entry);
  }
  return rdns;
}

std::string comparable_name(const X509_NAME* name) {
  std::string comparable;
  for (const auto& rdn : rdns_of(name)) {
    std::vector<std::string> parts;
    parts.reserve(rdn.size());
    for (const X509_NAME_ENTRY* entry : rdn) parts.push_back(comparable_part(entry));
    std::sort(parts.begin(), parts.end());
    for (const std::string& part : parts) comparable += part;
    comparable += "\n";
  }
  return comparable;
}

// RFC 4514 2.1: the last RDN comes first.
std::string one_line(const X509_NAME* name) {
  auto rdns = rdns_of(name);
  std::string line;
  for (auto rdn = rdns.rbegin(); rdn != rdns.rend(); ++rdn) {
    if (rdn != rdns.rbegin()) line += ',';
    for (std::size_t i = 0; i < rdn->size(); ++i) {
      if (i > 0) line += '+';
      const X509_NAME_ENTRY* entry = (*rdn)[i];
      line += short_name(X509_NAME_ENTRY_get_object(entry)) + "=" + escaped_value(X509_NAME_ENTRY_get_data(entry));
    }
  }
  return line;
}

std::string address_text(const ASN1_STRING* address) {
  std::string_view bytes = as_view(address);
  char text[INET6_ADDRSTRLEN] = "";
  if (bytes.size() == 4) return inet_ntop(AF_INET, bytes.data(), text, sizeof text);
  if (bytes.size() == 16) return inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
  return "#" + to_hex(bytes);
}

std::string other_text(const OTHERNAME* other) {
  std::string type = short_name(other->type_id) + ": ";
  if (is_string(ASN1_TYPE_get(other->value))) return type + visible(other->value->value.asn1_string);
  return type + "#" + to_hex(encode_der(other->value, i2d_ASN1_TYPE));
}

}  // namespace

Name read_name(const X509_NAME* name) {
  Name result;
  for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    const ASN1_OBJECT* type = X509_NAME_ENTRY_get_object(entry);
    result.parts.push_back(
        {oid_text(type), short_name(type), long_name(type), visible(X509_NAME_ENTRY_get_data(entry))});
  }
  result.text = one_line(name);
  result.der = encode_der(name, i2d_X509_NAME);
  result.sha256 = sha256(comparable_name(name));
  return result;
}

AlternativeName read_general_name(const GENERAL_NAME* name) {
  switch (name->type) {
    case GEN_DNS: return {NameKind::dns, visible(as_view(name->d.dNSName))};
    case GEN_EMAIL: return {NameKind::email, visible(as_view(name->d.rfc822Name))};
    case GEN_URI: return {NameKind::uri, visible(as_view(name->d.uniformResourceIdentifier))};
    case GEN_IPADD: return {NameKind::ip, address_text(name->d.iPAddress)};
    case GEN_DIRNAME: return {NameKind::directory, one_line(name->d.directoryName)};
    case GEN_RID: return {NameKind::registered_id, oid_text(name->d.registeredID)};
    case GEN_OTHERNAME: return {NameKind::other, other_text(name->d.otherName)};
    case GEN_X400: return {NameKind::other, "x400Address"};
    default: return {NameKind::other, "ediPartyName"};
  }
}

}  // namespace certportal::x509
