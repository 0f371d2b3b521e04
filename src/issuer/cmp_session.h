// Inside of this folder only: one conversation with a CA by OpenSSL's CMP client.
#pragma once

#include <openssl/cmp.h>

#include <chrono>
#include <string>

#include "issuer/cmp_settings.h"
#include "x509/fence.h"

namespace certportal::issuer {

class CmpSession {
 public:
  // Throws Broken if OpenSSL refuses the settings.
  explicit CmpSession(const CmpSettings& settings);
  CmpSession(const CmpSession&) = delete;
  CmpSession& operator=(const CmpSession&) = delete;

  OSSL_CMP_CTX* context() const { return context_.get(); }

  // The time for the next call of OpenSSL, with all its messages, begins to run.
  void start_clock();

  // Of the call that did not succeed. Has the CA said no to what was asked, and proved to be the CA?
  bool is_refused() const;
  bool has_failure_bit(int bit) const;
  std::string refusal() const;  // its words
  std::string trouble() const;  // why it is not refused; empties OpenSSL's error queue

 private:
  static OSSL_CMP_MSG* transfer(OSSL_CMP_CTX* context, const OSSL_CMP_MSG* request);
  OSSL_CMP_MSG* exchange(const OSSL_CMP_MSG* request);

  CmpAddress address_;
  Seconds timeout_;
  bool has_secret_;
  x509::Owned<OSSL_CMP_CTX, OSSL_CMP_CTX_free> context_;
  std::chrono::steady_clock::time_point deadline_{};
  std::string transport_trouble_;
  std::string answer_;  // the last one, DER
};

// What OpenSSL has taken a copy or reference of.
x509::OwnedX509 parse(const x509::Certificate& certificate);

}  // namespace certportal::issuer
