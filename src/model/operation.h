// What an operator must act on, found from the facts of an installation. Pure: jobs gathers the facts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace certportal::model {

// "" for a subject where there is one of the kind only. Texts are English, one line, for doctor, metrics and a mail.
struct Warning {
  std::string kind;     // "outbox_stuck"
  std::string subject;  // "local": what tells two of a kind apart
  std::string text;
  std::string cure;
};

struct OutboxFacts {
  std::uint64_t waiting = 0;
  std::uint64_t refused = 0;     // of those, refused by sendmail at least once
  std::optional<Time> oldest{};  // of those
  std::string answer;            // sendmail's last one to the oldest
  std::uint64_t given_up = 0;    // within the last day
};

struct CrlFacts {
  std::string issuer;
  Time made_at{}, ends_at{};
};

// An issuer whose CA could not be asked at the last try, or that has no CRL at all.
struct IssuerTrouble {
  std::string issuer;
  std::string text;
};

struct ExpiryFacts {
  std::string what;  // "the certificate of issuer local"
  Time ends_at{};
};

struct DiskFacts {
  std::string folder;
  std::uint64_t free_megabytes = 0;
};

struct OperationFacts {
  std::string host;  // that the facts were gathered on
  OutboxFacts outbox;
  std::vector<CrlFacts> crls;
  std::vector<IssuerTrouble> issuers;
  std::vector<ExpiryFacts> expiries;
  std::optional<Time> oldest_undecided;  // order, submitted
  std::optional<Time> oldest_unsealed;   // audit event; nullopt also where they are not sealed
  bool has_overdue_handovers = false;    // by ten minutes
  std::optional<Seconds> clock_skew;     // the database's clock less this host's
  std::vector<DiskFacts> disks;
};

// In the order of their weight. Thresholds: operation.cc, and doc/operating.md "Warnings".
std::vector<Warning> find_warnings(const OperationFacts& facts, Time now);

}  // namespace certportal::model
