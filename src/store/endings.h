// When the certificates of a contact end, for the start page.
#pragma once

#include <vector>

#include "base/clock.h"
#include "model/reference.h"
#include "store/database.h"

namespace certportal::store {

// How many certificates of all organisations of `contact` end between each two times of `bounds` (the first included,
// the second not), in one walk along the clustered key. Neither revoked ones (or those about to be) count, nor replaced
// ones.
std::vector<long> count_endings(Database& database, model::AccountId contact, const std::vector<Time>& bounds);

}  // namespace certportal::store
