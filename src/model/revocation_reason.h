// Why a certificate is revoked: those of RFC 5280 5.3.1's reasons that a contact may give.
#pragma once

#include <optional>
#include <string_view>

namespace certportal::model {

enum class RevocationReason { unspecified, key_compromise, affiliation_changed, superseded, cessation_of_operation };
inline constexpr RevocationReason kRevocationReasons[] = {
    RevocationReason::unspecified, RevocationReason::key_compromise, RevocationReason::affiliation_changed,
    RevocationReason::superseded, RevocationReason::cessation_of_operation};

std::string_view name(RevocationReason reason);  // "keyCompromise": the RFC's, as in SQL, URLs and forms
std::optional<RevocationReason> parse_revocation_reason(std::string_view name);

// CRLReason's number. That of `unspecified`, 0, is better left unsaid in a CRL or a request.
int code(RevocationReason reason);

}  // namespace certportal::model
