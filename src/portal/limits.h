// Sizes and rates that the configuration sets for pages.
#pragma once

#include <cstddef>

#include "base/config.h"
#include "model/throttle.h"
#include "store/sessions.h"

namespace certportal::portal {

struct Limits {
  store::SessionLife session;
  bool officers_need_second_factor;
  model::ThrottlePolicy account, network;  // tries of passwords
  // 0: any number, as all three are with limits = 0.
  int orders_a_day;              // of an organisation
  long organisations_a_day;      // founded by an account
  long unchecked_organisations;  // of an account, that no officer has checked yet
  std::size_t form_bytes, upload_bytes;
  std::size_t zip_certificates, export_rows;
  Seconds address_change;  // so long both addresses have to confirm it
};

Limits read_limits(const Config& config);

}  // namespace certportal::portal
