// How the state of a certificate or an order looks: the class of its pill and the word in words.txt.
#pragma once

#include "model/certificate_status.h"
#include "model/order.h"

namespace certportal::view {

struct StatusLook {
  const char* css_class;  // good, warn, bad, calm: each with a shape of its own
  const char* word;
};

const StatusLook& look_of(model::CertificateStatus status);
const StatusLook& look_of(model::OrderState state);

}  // namespace certportal::view
