#include "model/revocation_reason.h"

namespace certportal::model {
namespace {

struct Known {
  std::string_view name;
  RevocationReason reason;
  int code;
};

constexpr Known kKnown[] = {
    {"unspecified", RevocationReason::unspecified, 0},
    {"keyCompromise", RevocationReason::key_compromise, 1},
    {"affiliationChanged", RevocationReason::affiliation_changed, 3},
    {"superseded", RevocationReason::superseded, 4},
    {"cessationOfOperation", RevocationReason::cessation_of_operation, 5},
};

const Known& known(RevocationReason reason) {
  for (const Known& each : kKnown)
    if (each.reason == reason) return each;
  return kKnown[0];
}

}  // namespace

std::string_view name(RevocationReason reason) { return known(reason).name; }

std::optional<RevocationReason> parse_revocation_reason(std::string_view text) {
  for (const Known& each : kKnown)
    if (each.name == text) return each.reason;
  return std::nullopt;
}

int code(RevocationReason reason) { return known(reason).code; }

}  // namespace certportal::model
