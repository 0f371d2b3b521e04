// A certificate as a row of the list, also on the start page.
#pragma once

#include "portal/portal.h"
#include "store/certificate_list.h"
#include "view/certificate_list.h"

namespace certportal::portal {

// Takes the names out of `row`. Precondition: the session knows the row's organisation.
view::CertificateRow make_certificate_row(const Visit& visit, const model::RenewableRule& rule,
                                          store::ListedCertificate& row);

}  // namespace certportal::portal
