// An issuing CA of this portal: certificate and key of [issuer.NAME], used by jobs and by `certportal ca`.
#pragma once

#include <memory>
#include <string>

#include "base/config.h"
#include "base/result.h"
#include "issuer/issuer.h"
#include "x509/authority.h"

namespace certportal::issuer {

// Reads issuer.NAME.certificate_file (its first certificate is the issuing one) and key_file. Error (text in log,
// naming the key and the cure): a file is missing, not whole, open to others than its owner; the key may be read by the
// workers' user, too, and allow_shared_user is 0.
Result<x509::Authority> load_authority(const Config& config, const std::string& name);

// The issuing certificate alone, which is no secret. Error likewise.
Result<x509::Certificate> load_certificate(const Config& config, const std::string& name);

// The private key alone, or that of `path` with the issuer's passphrase. Error likewise, but whoever may read it.
Result<x509::PrivateKey> load_key(const Config& config, const std::string& name, const std::string& path);

// That of issuer.NAME.passphrase_file, without the line's end; "" if none is set. Error (text in log).
Result<std::string> read_passphrase(const Config& config, const std::string& name);

// The secret in the file that issuer.NAME.KEY names, likewise.
Result<std::string> read_secret(const Config& config, const std::string& name, const char* key);

// True if the workers' secrets are in this user's reach, too, who is not root: what jobs may do workers could.
bool is_shared_user(const Config& config);

// Address of pki_dir: the key pki_url, else base_url/pki.
std::string pki_url(const Config& config);
// Where certificate and CRL of the issuer are published: NAME.cer and NAME.crl below it.
x509::Publication publication_of(const Config& config, const std::string& name);
// And the certificate of the root above it, NAME.root.cer.
std::string root_url(const Config& config, const std::string& name);

// Signs at once; revoke() says yes: what counts is the next CRL, which jobs makes from the database.
Result<std::unique_ptr<Issuer>> make_local_issuer(const Config& config, const std::string& name);

}  // namespace certportal::issuer
