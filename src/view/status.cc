#include "view/status.h"

namespace certportal::view {

const StatusLook& look_of(model::CertificateStatus status) {
  static constexpr StatusLook kActive{"good", "status.active"};
  static constexpr StatusLook kExpiring{"warn", "status.expiring"};
  static constexpr StatusLook kExpired{"bad", "status.expired"};
  static constexpr StatusLook kPending{"bad", "status.revocation_pending"};
  static constexpr StatusLook kRevoked{"bad", "status.revoked"};
  static constexpr StatusLook kReplaced{"calm", "status.replaced"};
  switch (status) {
    case model::CertificateStatus::active: return kActive;
    case model::CertificateStatus::expiring: return kExpiring;
    case model::CertificateStatus::expired: return kExpired;
    case model::CertificateStatus::revocation_pending: return kPending;
    case model::CertificateStatus::revoked: return kRevoked;
    case model::CertificateStatus::replaced: return kReplaced;
  }
  return kActive;
}

const StatusLook& look_of(model::OrderState state) {
  static constexpr StatusLook kSubmitted{"warn", "order.submitted"};
  static constexpr StatusLook kApproved{"good", "order.approved"};
  static constexpr StatusLook kIssuing{"good", "order.issuing"};
  static constexpr StatusLook kIssued{"good", "order.issued"};
  static constexpr StatusLook kRejected{"bad", "order.rejected"};
  static constexpr StatusLook kWithdrawn{"calm", "order.withdrawn"};
  static constexpr StatusLook kFailed{"bad", "order.failed"};
  switch (state) {
    case model::OrderState::submitted: return kSubmitted;
    case model::OrderState::approved: return kApproved;
    case model::OrderState::issuing: return kIssuing;
    case model::OrderState::issued: return kIssued;
    case model::OrderState::rejected: return kRejected;
    case model::OrderState::withdrawn: return kWithdrawn;
    case model::OrderState::failed: return kFailed;
  }
  return kSubmitted;
}

}  // namespace certportal::view
