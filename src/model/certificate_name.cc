#include "model/certificate_name.h"

#include <arpa/inet.h>
#include <libpsl.h>

#include <algorithm>

#include "base/broken.h"
#include "base/text.h"
#include "model/domain_name.h"

namespace certportal::model {
namespace {

// Not more of a name than a page and a line of the log can hold: a request may say anything.
std::string shown(std::string_view name) {
  constexpr std::size_t kMostShown = 253;
  if (name.size() <= kMostShown) return std::string(name);
  return is_valid_utf8(name) ? std::string(first_code_points(name, kMostShown)) + "…" : "…";
}

Error refuse(const char* message, std::string_view name, const std::string& why) {
  return {Code::invalid, message, "name '" + shown(name) + "' " + why, {{"NAME", shown(name)}}};
}

// The system's list if there is one, else libpsl's own; loaded with the first name that is checked.
const psl_ctx_t* suffix_list() {
  static const psl_ctx_t* list = psl_latest(nullptr);
  if (list == nullptr) throw Broken("libpsl has no public suffix list");
  return list;
}

bool is_suffix(const std::string& name, int section) {
  return psl_is_public_suffix2(suffix_list(), name.c_str(), section | PSL_TYPE_NO_STAR_RULE) == 1;
}

std::string top_of(const std::string& name) { return name.substr(name.rfind('.') + 1); }

bool is_in(std::string_view name, std::string_view domain) {
  if (!name.ends_with(domain)) return false;
  return name.size() == domain.size() || name[name.size() - domain.size() - 1] == '.';
}

bool has_only(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == text.npos;
}

// A resolver takes a last part that is a number for an IPv4 address, whatever stands before it ("127.1", "0x7f.1").
bool ends_in_number(std::string_view text) {
  std::string last = to_lower_ascii(text.substr(text.rfind('.') + 1));
  if (last.starts_with("0x")) return has_only(std::string_view(last).substr(2), "0123456789abcdef");
  return !last.empty() && has_only(last, "0123456789");
}

bool is_address(std::string_view text) {
  std::string_view address = text.substr(0, text.find('/'));
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  address = address.substr(0, address.find('%'));
  in6_addr bytes;
  return ends_in_number(address) || inet_pton(AF_INET6, std::string(address).c_str(), &bytes) == 1;
}

// "https://www.example.org", "www.example.org/shop", "www.example.org:443"
bool is_uri(std::string_view text) {
  if (text.find('/') != text.npos) return true;
  std::size_t colon = text.find(':');
  return colon != text.npos && colon + 1 < text.size() && has_only(text.substr(colon + 1), "0123456789");
}

// What people and other programs write in place of a domain name.
Result<void> check_kind(std::string_view text) {
  if (is_address(text)) return refuse("NAME_IS_ADDRESS", text, "is an IP address");
  if (is_uri(text)) return refuse("NAME_IS_URI", text, "is a URI");
  if (text.find('@') != text.npos) return refuse("NAME_IS_EMAIL", text, "is an e-mail address");
  return {};
}

// Names that stand for something else in every network: RFC 6761, 6762, 8375, 9476, ICANN's SAC 113, and those that
// were never delegated for being so common (ICANN, "Name Collision").
bool is_local(std::string_view name) {
  static constexpr std::string_view kLocal[] = {
      "localhost", "local", "localdomain", "internal", "intranet", "private",   "lan", "home",
      "corp",      "mail",  "example",     "test",     "invalid",  "home.arpa", "alt", "domain"};
  return std::any_of(std::begin(kLocal), std::end(kLocal), [&](std::string_view local) { return is_in(name, local); });
}

Result<void> check_domain(const std::string& domain, std::string_view text, bool wildcard) {
  if (is_local(domain)) return refuse("NAME_IS_LOCAL", text, "is a name for local use");
  if (is_in(domain, "in-addr.arpa") || is_in(domain, "ip6.arpa"))
    return refuse("NAME_IS_ADDRESS", text, "stands for an IP address");
  const std::string top = top_of(domain);
  if (!is_suffix(top, PSL_TYPE_ICANN)) {
    if (top == domain) return refuse("NAME_IS_LOCAL", text, "is a single label");
    Error error = refuse("NAME_TOP_LEVEL_UNKNOWN", text, "has a top level that does not exist: '" + top + "'");
    error.values["TOP"] = top;
    return error;
  }
  if (wildcard && is_suffix(domain, PSL_TYPE_ANY))
    return refuse("NAME_WILDCARD_SUFFIX", text, "is a wildcard directly on a public suffix");
  if (is_suffix(domain, PSL_TYPE_ICANN)) return refuse("NAME_IS_SUFFIX", text, "is a public suffix");
  return {};
}

bool has_empty_label(std::string_view text) {
  return text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != text.npos;
}

}  // namespace

Result<std::string> check_certificate_name(std::string_view text) {
  if (has_empty_label(text)) return refuse("NAME_EMPTY_LABEL", text, "has an empty label");
  if (auto fine = check_kind(text); !fine) return fine.error();
  const bool wildcard = text.starts_with("*.");
  if (text.find('*', wildcard ? 1 : 0) != text.npos)
    return refuse("NAME_WILDCARD_PLACE", text, "has a wildcard that is not its whole first label");
  auto name = to_ascii(text, true);
  if (!name) return refuse("NAME_MALFORMED", text, "is no domain name");
  if (auto fine = check_domain(name->substr(wildcard ? 2 : 0), text, wildcard); !fine) return fine.error();
  return *name;
}

std::string suffix_list_file() {
  const char* path = psl_dist_filename();
  return path ? path : "";
}

}  // namespace certportal::model
