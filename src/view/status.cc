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

}  // namespace certportal::view
