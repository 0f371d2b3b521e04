// The query of the certificate list and its exports: what it asks for, and the key of the next page. Pure, but for
// read_list_request().
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/form.h"
#include "portal/portal.h"
#include "store/certificate_list.h"
#include "store/sessions.h"
#include "view/certificate_list.h"

namespace certportal::portal {

struct CertificateListRequest {
  view::CertificateFilter filter;  // as pages repeat it: checked, "" where nothing sensible was given
  store::CertificateQuery query;
  long position = 0;      // rows on the pages before
  long certificates = 0;  // of the chosen organisations, without the filter
};

// Unknown states and orders, and a malformed key, count as not given; a long search text is cut. Error: not_found for
// an organisation that the session's account does not manage.
Result<CertificateListRequest> parse_list_request(const http::Form& parameters, const store::Session& session,
                                                  Time now);

// Makes the session know all organisations of the account, however many.
void know_all_organisations(Visit& visit);

// The same for a visit, whose session then knows all of them.
Result<CertificateListRequest> read_list_request(Visit& visit);

struct PageKey {
  long position = 0;  // rows up to and with the one that the cursor names
  store::CertificateCursor cursor;
};

// POSITION.NUMBER.VALUE, the value being what the order sorts by; nullopt for anything else.
std::string format_page_key(store::CertificateOrder order, const PageKey& key);
std::optional<PageKey> parse_page_key(store::CertificateOrder order, std::string_view text);

}  // namespace certportal::portal
