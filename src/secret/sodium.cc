#include "secret/sodium.h"

#include "base/broken.h"

namespace certportal::secret {

void init_sodium() {
  static const int result = sodium_init();
  if (result < 0) throw Broken("libsodium cannot be initialised");
}

}  // namespace certportal::secret
