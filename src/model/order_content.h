// From a CSR and a product to what the certificate will contain, or all that is wrong with it (orders.md, "What a CSR
// must be"). Pure: what only the database knows (a key in use elsewhere, names held) is asked of store/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/certificate_name.h"
#include "model/domain_name.h"
#include "model/product.h"
#include "x509/csr.h"

namespace certportal::model {

// The subject's fields O, L and C, for products with organisation_in_subject.
struct OrganisationSubject {
  std::string name, city, country;
};

// What a CSR asks for that no certificate gets: "O=Muster AG", "X509v3 Key Usage: …".
struct Ignored {
  static constexpr std::size_t kMostLines = 50;

  std::vector<std::string> lines;  // the first of them
  std::size_t more = 0;            // how many there are besides
};

struct OrderContent {
  // A-labels; the first name if the CSR has none, or one of more than 64 characters (RFC 5280, ub-common-name); "" if
  // every name is that long.
  std::string common_name;
  std::vector<std::string> names;  // A-labels, each once: the common name, then those of the CSR in their order
  std::string organisation, city, country;  // "" unless the product has them
  std::string key_text;                     // "EC P-256"
  std::string key_sha256;                   // bytes
  Ignored ignored;
};

// One finding: what is wrong with which part, as a message with values.
struct Finding {
  std::string part;  // "key", "names", "organisation"
  Error error;
};

struct OrderCheck {
  OrderContent content;           // as far as it could be read
  std::vector<Finding> findings;  // empty: it can be ordered
};

// `bad_keys`: SHA-256 (bytes) of SubjectPublicKeyInfos known to be bad. Findings: those of check_key() and
// check_certificate_name(); KEY_TYPE_NOT_OFFERED (KEY), KEY_KNOWN_BAD, NAMES_MISSING, NAMES_TOO_MANY (more than 100),
// COMMON_NAMES_SEVERAL, WILDCARD_NOT_OFFERED (NAME), ORGANISATION_UNCHECKED (the product needs a checked one, and
// `subject` is none), ORGANISATION_NAME_TOO_LONG (LIMIT: what RFC 5280 lets a certificate hold).
OrderCheck check_order(const x509::Csr& csr, const Product& product, const OrganisationSubject* subject,
                       const std::vector<std::string>& bad_keys);

// The same of a CSR that the portal took earlier and stores: without the arithmetic of x509::check_key(), which is dear
// for large RSA keys and would come to the same again. What may have changed since is checked: `product`, `subject`,
// `bad_keys`, the public suffix list.
OrderCheck check_stored_order(const x509::Csr& csr, const Product& product, const OrganisationSubject* subject,
                              const std::vector<std::string>& bad_keys);

Ignored what_is_ignored(const x509::Csr& csr);

// True if both have the same names, in whatever order: what a renewal and a re-issue need.
bool has_same_names(const std::vector<std::string>& one, const std::vector<std::string>& other);

// Whether a certificate that a CA returned, or an officer uploads, is what was asked for: the key, exactly these names
// (and this common name, if any), nothing else in the subject than the order's O, L and C and `subject_extra`
// ("O=Muster AG", issuer.NAME.subject_extra), no CA, for servers and clients only, not ended at `now`. How long it
// lasts is the CA's own to say. Error (invalid): ISSUED_DIFFERS (what differs in the standard's words in value WHAT and
// in log), ISSUED_ENDED.
Result<void> check_issued(const OrderContent& asked, const x509::Certificate& certificate,
                          const std::vector<std::string>& subject_extra, Time now);

// A file of SHA-256 sums in hexadecimal, one a line, "#" before a comment. Error (text in log).
Result<std::vector<std::string>> read_bad_keys(const std::string& path);

}  // namespace certportal::model
