// What an operator must act on, found from the facts of an installation. Pure: jobs gathers the facts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace certportal::model {

// Texts are English, one line, for doctor, metrics and a mail.
struct Warning {
  std::string kind;     // "outbox_stuck"
  std::string subject;  // "local": what tells two of a kind apart; "" where there is one only
  std::string text;
  std::string cure;
  bool is_error = false;  // more than a warning: something fails already. Not kept in the database.
};

struct OutboxFacts {
  std::uint64_t waiting = 0;
  std::uint64_t refused = 0;     // of those, refused by sendmail at least once
  std::optional<Time> oldest{};  // of those that wait
  std::string answer;            // sendmail's last one to the oldest that it refused
  std::uint64_t given_up = 0;    // within the last two days
};

struct CrlFacts {
  std::string issuer;
  Time made_at{}, ends_at{};
};

// What one issuer or its CA says about why it is of no use.
struct IssuerTrouble {
  std::string issuer;
  std::string text;
};

// What waits for one issuer, or for the officer who uploads its certificates.
struct IssuerQueue {
  std::string issuer;
  std::uint64_t waiting = 0;
  Time oldest{};
  bool is_manual = false;
};

struct ExpiryFacts {
  std::string subject;  // "issuer local", "receipts": whose certificate it is
  Time ends_at{};
  Seconds needed{0};  // how long it has to last so that all that it would sign today ends before it
};

struct DiskFacts {
  std::string key;  // of the configuration: "pki_dir"
  std::string folder;
  std::uint64_t free_bytes = 0, bytes = 0;
};

struct OperationFacts {
  std::string host;  // that the facts were gathered on
  OutboxFacts outbox;
  std::vector<CrlFacts> crls;                    // of the local issuers
  std::vector<std::string> issuers_without_crl;  // likewise
  std::vector<IssuerTrouble> unusable_issuers;   // local ones without a certificate of their own
  std::vector<IssuerTrouble> silent_issuers;     // whose CA could not be asked at the last try
  std::vector<IssuerTrouble> unrevoked_surplus;  // whose CA refuses to revoke what nobody ordered
  std::vector<IssuerQueue> approved_orders;      // that nobody has begun to issue
  std::vector<IssuerQueue> revocations;          // that the CA has not answered
  std::vector<ExpiryFacts> expiries;
  std::optional<Time> oldest_undecided;  // order, submitted
  std::optional<Time> oldest_unsealed;   // audit event; nullopt also where they are not sealed
  bool has_overdue_handovers = false;    // by ten minutes
  std::optional<Seconds> clock_skew;     // the database's clock less this host's
  std::vector<DiskFacts> disks;
};

// Mails first, then issuers, what waits for people and for jobs, this host. The thresholds: operation.cc, and
// doc/operating.md "Warnings".
std::vector<Warning> find_warnings(const OperationFacts& facts, Time now);

// Whether jobs, last at work at `seen_at` on `seen_on`, is gone: what jobs itself cannot tell.
std::optional<Warning> find_jobs_warning(std::optional<Time> seen_at, std::string_view seen_on, Time now);

}  // namespace certportal::model
