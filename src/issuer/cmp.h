// A CA that speaks CMP (RFC 4210, RFC 9480) over HTTP, by OpenSSL's own client.
#pragma once

#include <memory>
#include <string>

#include "base/config.h"
#include "base/result.h"
#include "issuer/issuer.h"

namespace certportal::issuer {

// The CA behind issuer.NAME.url. Waits for it no longer than issuer.NAME.timeout_seconds in each call. An order that
// the CA keeps waiting goes on with the same CMP transaction as long as this object lives; without it (after a crash)
// the request is sent anew with the same transaction id. An answer that does not prove itself counts as none, a wrong
// secret included: unreachable. Error (text in log, naming the key and the cure): no address or one that is not http, a
// file missing or not whole, neither secret nor key.
Result<std::unique_ptr<Issuer>> make_cmp_issuer(const Config& config, const std::string& name);

}  // namespace certportal::issuer
