// Names inside certificates, as text that is safe to show: valid UTF-8 whatever the certificate holds. Control
// characters (NUL, too), and bidirectional overrides come as the RFC 4514 escape of their bytes ("\00"),
// malformed bytes as U+FFFD; nothing is ever cut off.
#pragma once

#include <string>
#include <vector>

namespace certportal::x509 {

// One attribute of a distinguished name.
struct NamePart {
  std::string oid;         // "2.5.4.3"
  std::string short_name;  // "CN"; the OID where OpenSSL knows no name
  std::string long_name;   // "commonName"; the OID likewise
  std::string value;       // of any string type, as UTF-8; "#" and the hexadecimal DER of what is no string
};

// A distinguished name (RFC 5280 4.1.2.4).
struct Name {
  std::vector<NamePart> parts;  // in the order of the certificate; empty for an empty name
  std::string text;             // one line, RFC 4514 (most specific part first): "CN=www.example.org,O=Muster AG"
  std::string der;              // the bytes in the certificate

  // SHA-256 (32 bytes) of the name made comparable as in RFC 5280 7.1 (string types, case, blanks): two names that
  // match have the same. The key for finding an issuer.
  std::string sha256;
};

enum class NameKind { dns, ip, email, uri, directory, registered_id, other };

// One subject alternative name (RFC 5280 4.2.1.6).
struct AlternativeName {
  NameKind kind = NameKind::other;
  std::string text;  // "www.example.org", "2001:db8::1", "CN=…" for a directory name, "1.2.3: text" for another

  bool operator==(const AlternativeName&) const = default;
};

}  // namespace certportal::x509
