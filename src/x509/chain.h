// The way from a certificate to its root, among CA certificates that somebody holds; pure. Not a validation for
// trust: it decides what a download contains.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "x509/certificate.h"

namespace certportal::x509 {

struct Chain {
  std::vector<Certificate> issuers;  // from the leaf's issuer up to the root; as far as known if not complete
  bool complete = false;             // ends in a self-signed root; a self-signed leaf is complete with no issuers
  bool valid_now = false;            // complete, and every issuer is valid now; else they were at the leaf's start
  std::string missing_issuer;        // "" if complete; else the subject (RFC 4514) of the certificate that is missing
};

// Gives the CA certificates whose subject has this Name::sha256 (others among them do no harm).
using CaFinder = std::function<std::vector<Certificate>(const std::string& subject_sha256)>;

// The most issuers in a chain.
inline constexpr std::size_t kMaxChain = 10;

// The shortest path of issuers (name, key identifier, verified signature; CA, keyCertSign, path length) to a
// self-signed root that are all valid at `now`; else the shortest whose issuers were all valid when the leaf's
// validity began. Of equally long ones the issuer that ends last wins.
Chain build_chain(const Certificate& leaf, const CaFinder& find, Time now);
Chain build_chain(const Certificate& leaf, const std::vector<Certificate>& candidates, Time now);

}  // namespace certportal::x509
