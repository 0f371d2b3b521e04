// Where certificates come from: the issuers of the configuration behind one interface. Only jobs uses it, never a page.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "model/order_content.h"
#include "model/reference.h"
#include "model/revocation_reason.h"

namespace certportal::issuer {

// What is asked for. Serial, dates and transaction id were reserved as the approved order was claimed: whoever asks
// again for the same order asks with the same ones.
struct IssueRequest {
  model::CertificateNumber number;  // of the order
  std::string csr;                  // DER
  model::OrderContent content;      // what the certificate is to hold; names, key
  std::string serial;               // big-endian bytes, 127 random bits, positive (RFC 5280 4.1.2.2)
  Time not_before, not_after;
  std::string transaction_id;  // 16 random bytes
};

struct IssueOutcome {
  enum class Kind {
    issued,
    waiting,      // the CA will decide later: ask again with the same request after `again_after`
    refused,      // the CA's no, or an answer that is not what was asked for: `text` says why
    unreachable,  // nobody knows whether the CA has heard of it: ask again with the same request
  };
  Kind kind = Kind::unreachable;
  std::string certificate = {};  // DER; already compared with the request: its key, its names, nothing else
  std::vector<std::string> ca_certificates = {};  // DER of issuing instances that came along
  std::vector<std::string> surplus = {};  // DER of further end-entity certificates that the CA returned: to be revoked
  std::string text = {};                  // English, one line, at most 500 characters: for the officer and the log
  Seconds again_after{60};
};

struct RevokeOutcome {
  enum class Kind { revoked, refused, unreachable };
  Kind kind = Kind::unreachable;
  std::string text = {};
};

class Issuer {
 public:
  virtual ~Issuer() = default;

  // Neither throws for what the CA or the network does; throws Broken if the issuer's own key or certificate is
  // unusable.
  virtual IssueOutcome issue(const IssueRequest& request) = 0;
  virtual RevokeOutcome revoke(std::string_view certificate_der, model::RevocationReason reason) = 0;
};

// That of [issuer.NAME]; nullptr for a manual one, whose certificates an officer uploads. Reads its files.
// Error (text in log, naming the key and the cure).
Result<std::unique_ptr<Issuer>> make_issuer(const Config& config, std::string_view name);

}  // namespace certportal::issuer
