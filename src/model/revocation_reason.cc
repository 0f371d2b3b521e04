#include "model/revocation_reason.h"

namespace certportal::model {
namespace {

struct Known {
  RevocationReason reason;
  std::string_view name;
  int code;
};

constexpr Known kKnown[] = {
    {RevocationReason::unspecified, "unspecified", 0},
    {RevocationReason::key_compromise, "keyCompromise", 1},
    {RevocationReason::affiliation_changed, "affiliationChanged", 3},
    {RevocationReason::superseded, "superseded", 4},
    {RevocationReason::cessation_of_operation, "cessationOfOperation", 5},
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
