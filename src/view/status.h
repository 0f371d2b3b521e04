// How a certificate's state looks: the class of its pill and the word in words.txt.
#pragma once

#include "model/certificate_status.h"

namespace certportal::view {

struct StatusLook {
  const char* css_class;  // good, warn, bad, calm: each with a shape of its own
  const char* word;
};

const StatusLook& look_of(model::CertificateStatus status);

}  // namespace certportal::view
