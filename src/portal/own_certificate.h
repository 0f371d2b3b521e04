// The certificate that a page is about: its contact's own, with what can be done with it.
#pragma once

#include <optional>
#include <string>

#include "model/certificate_action.h"
#include "portal/portal.h"
#include "store/certificates.h"
#include "store/orders.h"
#include "view/certificate_actions.h"
#include "x509/certificate.h"

namespace certportal::portal {

struct OwnCertificate {
  store::StoredCertificate stored;
  x509::Certificate certificate;
  std::optional<store::Order> order;  // that it came from, with CSR; nullopt: it was imported
  model::CertificateStanding standing;
};

// Error: not_found.
Result<OwnCertificate> find_own_certificate(Visit& visit, model::CertificateNumber number);
Result<OwnCertificate> find_own_certificate(Visit& visit);  // :number

// Names as an order has them: A-labels in lower case; of an imported one whatever else stands there as well.
std::vector<std::string> all_names(const OwnCertificate& own);

view::ActionCertificate shown_certificate(const OwnCertificate& own);

// An error of model/certificate_action.h with its times in the reader's form, whom to ask (ISSUER),
// and where to go on (NUMBER).
Error readable(const Visit& visit, const OwnCertificate& own, Error error);

}  // namespace certportal::portal
