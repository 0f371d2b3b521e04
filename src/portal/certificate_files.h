// The files that a certificate is downloaded as, byte for byte as openssl makes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/reference.h"
#include "portal/portal.h"
#include "x509/certificate.h"
#include "x509/chain.h"

namespace certportal::portal {

enum class FileFormat {
  pem,        // the certificate alone
  chain,      // the certificate, then each issuing instance up to and including the root
  fullchain,  // the same without the root
  issuers,    // the chain without the certificate
  der,
  p7b,  // certificate and chain, PKCS#7 in PEM
};

inline constexpr FileFormat kFileFormats[] = {FileFormat::pem,     FileFormat::chain, FileFormat::fullchain,
                                              FileFormat::issuers, FileFormat::der,   FileFormat::p7b};

std::string_view name(FileFormat format);  // "fullchain", as in URLs
std::optional<FileFormat> parse_file_format(std::string_view name);
std::string file_name(FileFormat format, model::CertificateNumber number);  // "320917-x509fullchain.pem"
std::string_view media_type(FileFormat format);
bool needs_chain(FileFormat format);

// Errors (conflict): CHAIN_MISSING_ISSUER with the ISSUER that is missing, for formats that need the chain;
// CHAIN_NO_ISSUERS for the issuers of a self-signed certificate. `chain` is not looked at for the other formats.
Result<std::string> file_content(FileFormat format, const x509::Certificate& certificate, const x509::Chain& chain);

// The certificate's chain from the stored CA certificates.
x509::Chain find_chain(Visit& visit, const x509::Certificate& certificate);

// What is stored always is a certificate: throws Broken if it is not.
x509::Certificate parse_stored(std::string_view der);

}  // namespace certportal::portal
