#include "portal/certificate_files.h"

#include <cstdlib>

#include "base/broken.h"
#include "store/ca_certificates.h"
#include "x509/encoding.h"

namespace certportal::portal {
namespace {

Result<void> check_chain(FileFormat format, const x509::Chain& chain) {
  if (!chain.complete)
    return Error{Code::conflict, "CHAIN_MISSING_ISSUER", "the chain has a gap", {{"ISSUER", chain.missing_issuer}}};
  if (format == FileFormat::issuers && chain.issuers.empty())
    return Error{Code::conflict, "CHAIN_NO_ISSUERS", "a self-signed certificate has no issuers"};
  return {};
}

std::string pem_of(const std::vector<x509::Certificate>& certificates) {
  std::string text;
  for (const auto& certificate : certificates) text += x509::pem(certificate.der());
  return text;
}

std::string p7b_of(const x509::Certificate& certificate, const x509::Chain& chain) {
  std::vector<std::string> ders = {certificate.der()};
  for (const auto& issuer : chain.issuers) ders.push_back(issuer.der());
  return x509::p7b(ders);
}

}  // namespace

std::string_view name(FileFormat format) {
  switch (format) {
    case FileFormat::pem: return "pem";
    case FileFormat::chain: return "chain";
    case FileFormat::fullchain: return "fullchain";
    case FileFormat::issuers: return "issuers";
    case FileFormat::der: return "der";
    case FileFormat::p7b: return "p7b";
  }
  std::abort();
}

std::optional<FileFormat> parse_file_format(std::string_view text) {
  for (FileFormat format : kFileFormats)
    if (name(format) == text) return format;
  return std::nullopt;
}

std::string file_name(FileFormat format, model::CertificateNumber number) {
  std::string text = model::to_text(number);
  switch (format) {
    case FileFormat::pem: return text + "-x509.pem";
    case FileFormat::chain: return text + "-x509chain.pem";
    case FileFormat::fullchain: return text + "-x509fullchain.pem";
    case FileFormat::issuers: return text + "-issuers.pem";
    case FileFormat::der: return text + "-x509.der";
    case FileFormat::p7b: return text + "-x509.p7b";
  }
  std::abort();
}

std::string_view media_type(FileFormat format) {
  switch (format) {
    case FileFormat::der: return "application/pkix-cert";
    case FileFormat::p7b: return "application/x-pkcs7-certificates";
    default: return "application/x-pem-file";
  }
}

bool needs_chain(FileFormat format) { return format != FileFormat::pem && format != FileFormat::der; }

Result<std::string> file_content(FileFormat format, const x509::Certificate& certificate, const x509::Chain& chain) {
  if (needs_chain(format)) {
    if (auto usable = check_chain(format, chain); !usable) return usable.error();
  }
  std::vector<x509::Certificate> without_root = chain.issuers;
  if (!without_root.empty()) without_root.pop_back();
  switch (format) {
    case FileFormat::pem: return x509::pem(certificate.der());
    case FileFormat::chain: return x509::pem(certificate.der()) + pem_of(chain.issuers);
    case FileFormat::fullchain: return x509::pem(certificate.der()) + pem_of(without_root);
    case FileFormat::issuers: return pem_of(chain.issuers);
    case FileFormat::der: return certificate.der();
    case FileFormat::p7b: return p7b_of(certificate, chain);
  }
  std::abort();
}

x509::Chain find_chain(Visit& visit, const x509::Certificate& certificate) {
  auto find = [&visit](const std::string& subject_sha256) {
    std::vector<x509::Certificate> found;
    for (const std::string& der : store::find_ca_certificates(visit.database(), subject_sha256))
      found.push_back(parse_stored(der));
    return found;
  };
  return x509::build_chain(certificate, find, visit.now);
}

x509::Certificate parse_stored(std::string_view der) {
  auto certificate = x509::Certificate::from_der(der);
  if (!certificate) throw Broken("a stored certificate cannot be read: " + certificate.error().log);
  return std::move(*certificate);
}

}  // namespace certportal::portal
