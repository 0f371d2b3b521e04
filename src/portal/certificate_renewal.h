// Renewing and re-issuing: form, preview, order; and the renewal of several certificates at once.
#pragma once

#include "portal/portal.h"

namespace certportal::portal {

Result<http::Response> show_certificate_renew(Visit& visit);  // :number
Result<http::Response> post_certificate_renew(Visit& visit);  // :number, same_key or csr or csr_file, product, confirm
Result<http::Response> show_certificate_reissue(Visit& visit);  // :number
Result<http::Response> post_certificate_reissue(Visit& visit);  // :number, csr or csr_file, product, confirm
Result<http::Response> show_certificates_renew(Visit& visit);   // the list, where they are ticked
Result<http::Response> post_certificates_renew(Visit& visit);   // number…, confirm

}  // namespace certportal::portal
