// What [issuer.NAME] says about a CA behind CMP, read and checked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "issuer/cmp_http.h"
#include "x509/certificate.h"
#include "x509/signing_key.h"

namespace certportal::issuer {

// Messages are protected by the secret, or, where there is none, by the key.
struct CmpSettings {
  CmpAddress address;
  Seconds timeout{};
  std::string reference, secret;
  std::vector<x509::Certificate> certificates;  // of the key: its own first, then those above it
  std::optional<x509::PrivateKey> key;
  std::vector<x509::Certificate> trusted;  // that a signed answer must lead to
  std::vector<std::string> subject_extra;  // what the CA adds to subjects: "O=Muster AG"
};

// Error (text in log, naming the key and the cure).
Result<CmpSettings> read_cmp_settings(const Config& config, const std::string& name);

}  // namespace certportal::issuer
