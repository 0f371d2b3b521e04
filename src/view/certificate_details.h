// The details page of one certificate. All values are finished by the caller; texts, dates and word forms come here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/certificate_status.h"
#include "model/revocation_reason.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/reminders.h"
#include "view/site.h"

namespace certportal::view {

struct SubjectField {
  std::string type;   // "CN", "O", "OU", "L", "ST", "C", …: words.txt has their names, others are shown as they are
  std::string value;  // UTF-8
};

struct AlternativeName {
  std::string name;             // as people read it
  std::string ascii_name = {};  // its A-label form where it differs
  std::string kind = "dns";     // dns ip email uri directory registered_id other
};

// One step of the chain picture, from the root down to the certificate itself.
struct ChainStep {
  enum class Kind { root, issuer, certificate, missing };
  Kind kind = Kind::issuer;
  std::string name;     // common name, or the whole subject; of a missing one: the issuer's name as asked for
  std::string detail;   // organisation, "" for none
  Time start{}, end{};  // not for missing ones
  bool is_expired = false;
};

enum class ChainState {
  complete,       // up to a root that is valid now
  only_formerly,  // complete, but valid only at the certificate's start
  gap,            // an issuer is missing
  self_signed,    // the certificate is its own root
};

// An extension that ExtensionFacts has no word for.
struct OtherExtension {
  std::string name, oid;
  std::string text;  // as OpenSSL prints it
};

// Named as in x509/certificate.h; empty vectors and strings are left out of the page.
struct ExtensionFacts {
  bool has_basic_constraints = false;
  bool is_ca = false;
  long path_length = -1;                                         // -1: no limit
  std::vector<std::string> key_usage;                            // "digitalSignature", …
  std::vector<std::string> extended_key_usage;                   // "serverAuth", …
  std::string subject_key_identifier, authority_key_identifier;  // hex pairs with colons
  std::vector<std::string> crl_uris, ocsp_uris, ca_issuer_uris, policy_oids;
  long sct_count = 0;
  bool has_must_staple = false;
  std::vector<OtherExtension> others;
  std::vector<std::string> critical_oids;  // of all extensions marked critical
};

struct Download {
  std::string format;     // pem chain fullchain issuers der p7b
  std::string file_name;  // "320917-x509.pem"
  long bytes = 0;
  std::string sha256;  // of the file, hex; not where unavailable
  bool is_available = true;
};

// Renewing, re-issuing, revoking: possible, or why not.
struct CertificateAction {
  std::string refusal;  // a message's name; "" : possible
  std::map<std::string, std::string> values = {};
};

// One of the line of certificates that replaced each other.
struct LineageRow {
  long number = 0;
  Time start{}, end{};
  bool is_this = false, is_revoked = false;
};

// How the latest attempt to revoke it stands.
struct RevocationFacts {
  model::RevocationReason reason = model::RevocationReason::unspecified;
  std::string asked_by;  // address
  Time asked_at{};
  bool is_refused = false;
  Time refused_at{};
  std::string refusal;  // what the CA said
};

struct CertificateDetailsPage {
  Time now{};
  long number = 0;
  std::string name;  // common name, U-labels
  std::string ascii_name;
  model::CertificateStatus status = model::CertificateStatus::active;
  std::string organisation_reference, organisation;
  long replaced_by = 0;
  std::vector<SubjectField> subject;
  std::vector<AlternativeName> names;
  std::string issuer;  // one line, RFC 4514
  std::string serial;  // hex, pairs with colons
  Time start{}, end{};
  Time revoked_at{};  // with status revoked
  std::optional<RevocationFacts> revocation;
  CertificateAction renewal, reissue, revoke;
  long open_order = 0;  // that renews or re-issues it; 0 for none
  ReminderFacts reminders;
  FormState form;                   // of the reminders' form: until
  std::vector<LineageRow> lineage;  // the first one first; this one among them
  std::string key;                  // "RSA 2048", "EC P-256", "Ed25519"
  std::string signature_algorithm;  // "RSA, SHA-256"
  std::string sha256, sha1;         // fingerprints, hex pairs with colons, upper case
  std::vector<ChainStep> chain;     // root first, the certificate last; with a gap the missing step first
  ChainState chain_state = ChainState::complete;
  std::string missing_issuer;  // with ChainState::gap
  ExtensionFacts extensions;
  std::string text;                 // openssl's text form
  std::vector<Download> downloads;  // in any order, each format once
};

std::string render(const Site& site, const Chrome& chrome, const CertificateDetailsPage& page);

}  // namespace certportal::view
