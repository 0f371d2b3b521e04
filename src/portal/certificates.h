// "Meine Zertifikate": list, exports, details, downloads. A certificate of somebody else's and one that does not exist
// get the same answer.
#pragma once

#include "portal/own_certificate.h"
#include "portal/portal.h"
#include "view/form.h"

namespace certportal::portal {

Result<http::Response> show_certificates(Visit& visit);  // organisation status q sort after
Result<http::Response> show_certificates_with(Visit& visit, const view::FormState& form);  // 422 if the form has errors
Result<http::Response> show_certificates_csv(Visit& visit);  // the same filter, all its rows up to the limit
Result<http::Response> show_certificates_json(Visit& visit);
Result<http::Response> post_certificates_zip(Visit& visit);  // number…
Result<http::Response> show_certificate(Visit& visit);       // :number
// The same with what was wrong with a form on it.
http::Response certificate_page(Visit& visit, const OwnCertificate& own, const view::FormState& form, int status);
Result<http::Response> show_download(Visit& visit);  // :number, :format

}  // namespace certportal::portal
