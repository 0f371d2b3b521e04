// Every kind of mail: its template's name and, where it holds a link with a token, where that leads and for how long.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "model/handover.h"

namespace certportal::model {

struct MailKind {
  std::string_view name;       // templates/mails/NAME.mail.tpl
  std::string_view link = "";  // path in front of the token; "" : the mail holds no token
  Seconds link_lasts = Seconds{0};
  bool is_to_stranger = false;  // whose language nobody knows
};

inline constexpr MailKind kRegistrationConfirm{"registration_confirm",
                                               "/register/confirm?token=", std::chrono::hours(24)};
inline constexpr MailKind kRegistrationKnownAddress{"registration_known_address"};
inline constexpr MailKind kPasswordReset{"password_reset", "/password/reset?token=", std::chrono::hours(1)};
inline constexpr MailKind kPasswordChanged{"password_changed"};
inline constexpr MailKind kSecondFactorSet{"second_factor_set"};
inline constexpr MailKind kSecondFactorEnded{"second_factor_ended"};
inline constexpr MailKind kRecoveryCodeUsed{"recovery_code_used"};
inline constexpr MailKind kSignedInElsewhere{"signed_in_elsewhere"};
// Of another address for an account; how long their links last is configured.
inline constexpr MailKind kAddressChangeNew{"address_change_new", "/account/email/confirm?token="};
inline constexpr MailKind kAddressChangeOld{"address_change_old", "/account/email/confirm?token="};
inline constexpr MailKind kAddressChangeTaken{"address_change_taken"};
inline constexpr MailKind kAddressChanged{"address_changed"};
inline constexpr MailKind kAccountDeleted{"account_deleted"};

// The handover's. Their values: see view/mail.h.
inline constexpr MailKind kHandoverStarted{"handover_started"};
inline constexpr MailKind kHandoverOffered{"handover_offered", "/handover?token=", kHandoverLasts};
inline constexpr MailKind kHandoverAccepted{"handover_accepted"};
inline constexpr MailKind kHandoverDeclined{"handover_declined"};
inline constexpr MailKind kHandoverWithdrawn{"handover_withdrawn"};
inline constexpr MailKind kHandoverPasswordRenewed{"handover_password_renewed"};
inline constexpr MailKind kHandoverExpired{"handover_expired"};
inline constexpr MailKind kHandoverBlocked{"handover_blocked"};
inline constexpr MailKind kHandoverCompleted{"handover_completed"};
inline constexpr MailKind kOrganisationContactSet{"organisation_contact_set"};
inline constexpr MailKind kInvitation{"invitation", "/invitation/refuse?token=", Seconds{0}, true};

// Of orders and certificates. Their values: see view/mail.h.
inline constexpr MailKind kOrderWaiting{"order_waiting"};  // to officers
inline constexpr MailKind kOrderRejected{"order_rejected"};
inline constexpr MailKind kOrderIssued{"order_issued"};
inline constexpr MailKind kOrderFailed{"order_failed"};
inline constexpr MailKind kCertificateRevoked{"certificate_revoked"};
inline constexpr MailKind kRevocationRefused{"revocation_refused"};
inline constexpr MailKind kReminder{"reminder"};

// To the operator.
inline constexpr MailKind kOperatorWarnings{"operator_warnings"};

// Stands in the outbox for a mail that is not sent, so that a form costs the same for a known and an unknown address.
inline constexpr MailKind kDiscarded{"discarded"};

// All but the discarded ones.
inline constexpr const MailKind* kMailKinds[] = {&kRegistrationConfirm,
                                                 &kRegistrationKnownAddress,
                                                 &kPasswordReset,
                                                 &kPasswordChanged,
                                                 &kSecondFactorSet,
                                                 &kSecondFactorEnded,
                                                 &kRecoveryCodeUsed,
                                                 &kSignedInElsewhere,
                                                 &kAddressChangeNew,
                                                 &kAddressChangeOld,
                                                 &kAddressChangeTaken,
                                                 &kAddressChanged,
                                                 &kAccountDeleted,
                                                 &kHandoverStarted,
                                                 &kHandoverOffered,
                                                 &kHandoverAccepted,
                                                 &kHandoverDeclined,
                                                 &kHandoverWithdrawn,
                                                 &kHandoverPasswordRenewed,
                                                 &kHandoverExpired,
                                                 &kHandoverBlocked,
                                                 &kHandoverCompleted,
                                                 &kOrganisationContactSet,
                                                 &kInvitation,
                                                 &kOrderWaiting,
                                                 &kOrderRejected,
                                                 &kOrderIssued,
                                                 &kOrderFailed,
                                                 &kCertificateRevoked,
                                                 &kRevocationRefused,
                                                 &kReminder,
                                                 &kOperatorWarnings};

// nullptr: there is none of that name.
constexpr const MailKind* find_mail_kind(std::string_view name) {
  for (const MailKind* kind : kMailKinds)
    if (kind->name == name) return kind;
  return nullptr;
}

}  // namespace certportal::model
