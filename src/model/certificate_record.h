// What is stored of a certificate beside its bytes: the columns that lists show and sort, and that searches look
// through. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "x509/certificate.h"

namespace certportal::model {

struct CertificateRecord {
  std::string name;     // see name_of()
  long more_names = 0;  // alternative names other than `name`
  std::string names;    // each name once, a line each: "xn--…", tab, its U-label form where there is one;
                        // those that fit into kMaxNames bytes
  Time not_before, not_after;
  std::string serial;                    // see normal_serial(), at most kMaxSerial digits
  std::string sha256, sha1;              // bytes
  std::string key_sha256;                // x509::PublicKey::sha256
  std::vector<std::string> exact_names;  // the domain names as A-labels and the IP addresses, each once: who holds them
  std::string der;
};

inline constexpr std::size_t kMaxName = 255;  // code points
inline constexpr std::size_t kMaxNames = 60000;
inline constexpr std::size_t kMaxSerial = 128;  // hexadecimal digits; RFC 5280 4.1.2.2 allows 40

CertificateRecord make_record(const x509::Certificate& certificate);

// The common name, else the first DNS name, else the subject, else the serial number: a domain name as A-labels in
// lower case, other text as it stands, cut to kMaxName.
std::string name_of(const x509::Certificate& certificate);

// Of an issuing instance.
struct CaRecord {
  std::string sha256;          // bytes
  std::string subject_sha256;  // x509::Name::sha256: by this an issuer is found
  std::string subject;         // RFC 4514, cut to kMaxSubject
  Time not_after;
  std::string der;
};

inline constexpr std::size_t kMaxSubject = 500;  // code points

CaRecord make_ca_record(const x509::Certificate& certificate);

// Hexadecimal digits as people write serial numbers ("0x0A:B1", "0a b1"), in one form: lower case, whole bytes, no zero
// byte in front. "" if it is no hexadecimal number. A sign is kept.
std::string normal_serial(std::string_view text);

// A serial number as people read it: "0A:B1:…", with a sign before a negative one.
std::string serial_text(const x509::Certificate& certificate);

}  // namespace certportal::model
