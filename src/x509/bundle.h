// Reads the content of a file that somebody wants to import: PEM (any number of certificates among other text),
// a DER certificate, PKCS#7 in PEM or DER. One bad block never spoils the good ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "x509/certificate.h"

namespace certportal::x509 {

struct Bundle {
  std::vector<Certificate> certificates;  // in the order of the file, repetitions included
  std::vector<std::string> refusals;      // one per refused block: English, for the command line
};

// The most certificates in one file; a file with more is refused as a whole.
inline constexpr std::size_t kMaxBundle = 1000;

// Never fails: a file without anything usable has no certificates and at least one refusal.
Bundle parse_bundle(std::string_view content);

}  // namespace certportal::x509
