// Ids as distinct types, and the references by which people call them.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace certportal::model {

struct AccountId {
  std::uint64_t value = 0;
  auto operator<=>(const AccountId&) const = default;
};

struct OrganisationId {
  std::uint64_t value = 0;
  auto operator<=>(const OrganisationId&) const = default;
};

struct HandoverId {
  std::uint64_t value = 0;
  auto operator<=>(const HandoverId&) const = default;
};

// Of a certificate and of the order that it came from.
struct CertificateNumber {
  std::uint64_t value = 0;
  auto operator<=>(const CertificateNumber&) const = default;
};

std::string to_text(OrganisationId id);         // "ORG-000123"
std::string to_text(HandoverId id);             // "UEB-000123"
std::string to_text(CertificateNumber number);  // "100123": at least six digits

// Exactly what to_text() writes: no other spelling of the same thing. Zero is no id.
std::optional<OrganisationId> parse_organisation_reference(std::string_view text);
std::optional<HandoverId> parse_handover_reference(std::string_view text);
std::optional<CertificateNumber> parse_certificate_number(std::string_view text);

}  // namespace certportal::model
