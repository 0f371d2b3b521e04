// The files of a new local CA, for `certportal ca init`.
#pragma once

#include <string>
#include <vector>

#include "base/config.h"
#include "base/result.h"
#include "x509/signing_key.h"

namespace certportal::admin {

struct CaOrder {
  std::string issuer;  // NAME of [issuer.NAME]
  x509::KeyKind key_kind = x509::KeyKind::p256;
  std::string title;  // the CAs are called "TITLE Root CA YEAR" and "TITLE Issuing CA YEAR"
};

// Makes what is missing of root key, issuing key and certificate_file, each whole or not at all; a key that is there is
// used, one in a token has to be. The certificate file holds the issuing and the root certificate and comes last, so
// that a start that was killed is gone on with. Run as root, it makes the root's key as root, for jobs has no use for
// it, then drops privileges, unless jobs is another user than service_user; the rest belongs to jobs. Result: the paths
// of the files made, none if there is a certificate file. Error: text in log.
Result<std::vector<std::string>> make_ca_files(const Config& config, const CaOrder& order);

// Where the root's key is put: <key_file>.root, or <certificate_file>.root-key where the issuing key is in a token.
std::string root_key_file(const Config& config, const std::string& issuer);

}  // namespace certportal::admin
