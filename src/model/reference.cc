#include "model/reference.h"

#include <charconv>

namespace certportal::model {

namespace {
std::string padded(std::string_view prefix, std::uint64_t value) {
  std::string digits = std::to_string(value);
  std::string text(prefix);
  if (digits.size() < 6) text.append(6 - digits.size(), '0');
  return text + digits;
}

std::optional<std::uint64_t> parse(std::string_view prefix, std::string_view text) {
  if (text.substr(0, prefix.size()) != prefix) return std::nullopt;
  std::string_view digits = text.substr(prefix.size());
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  // The database's keys are signed in places: 2^63 and above never were one.
  if (error != std::errc{} || value == 0 || value > INT64_MAX) return std::nullopt;
  if (padded(prefix, value) != text) return std::nullopt;
  return value;
}

template <class Id>
std::optional<Id> parse_as(std::string_view prefix, std::string_view text) {
  auto value = parse(prefix, text);
  if (!value) return std::nullopt;
  return Id{*value};
}
}  // namespace

std::string to_text(OrganisationId id) { return padded("ORG-", id.value); }
std::string to_text(HandoverId id) { return padded("UEB-", id.value); }
std::string to_text(CertificateNumber number) { return padded("", number.value); }

std::optional<OrganisationId> parse_organisation_reference(std::string_view text) {
  return parse_as<OrganisationId>("ORG-", text);
}

std::optional<HandoverId> parse_handover_reference(std::string_view text) { return parse_as<HandoverId>("UEB-", text); }

std::optional<CertificateNumber> parse_certificate_number(std::string_view text) {
  return parse_as<CertificateNumber>("", text);
}

}  // namespace certportal::model
