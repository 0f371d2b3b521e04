// Inside of this folder and issuer/ only: OpenSSL's objects as owners, and its errors. Include it in .cc files, never
// in a header that another folder may see.
#pragma once

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/broken.h"

namespace certportal::x509 {

template <auto kFree>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};

template <class T, auto kFree>
using Owned = std::unique_ptr<T, Freer<kFree>>;

using OwnedBio = Owned<BIO, BIO_free_all>;
using OwnedX509 = Owned<X509, X509_free>;

// Leaves OpenSSL's error queue as empty as it was: one stands in every function that lets OpenSSL try something,
// so that no later caller in this process reads an error that is not its own.
class ErrorFence {
 public:
  ErrorFence() { ERR_clear_error(); }
  ~ErrorFence() { ERR_clear_error(); }
  ErrorFence(const ErrorFence&) = delete;
  ErrorFence& operator=(const ErrorFence&) = delete;
};

// OpenSSL refused what cannot fail unless the world is broken (memory, a missing algorithm).
[[noreturn]] inline void throw_broken(const std::string& what) {
  char reason[256];
  ERR_error_string_n(ERR_peek_last_error(), reason, sizeof reason);
  ERR_clear_error();
  throw Broken("OpenSSL: " + what + ": " + reason);
}

inline const unsigned char* as_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

inline std::string_view as_view(const ASN1_STRING* string) {
  if (string == nullptr || ASN1_STRING_length(string) <= 0) return {};
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
          static_cast<std::size_t>(ASN1_STRING_length(string))};
}

inline OwnedBio memory_bio() {
  OwnedBio bio(BIO_new(BIO_s_mem()));
  if (!bio) throw_broken("no memory for a buffer");
  return bio;
}

inline std::string content_of(const OwnedBio& bio) {
  char* data = nullptr;
  long size = BIO_get_mem_data(bio.get(), &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

// The DER of an object by its i2d function.
template <class Object, class Encode>
std::string encode_der(Object* object, Encode i2d) {
  unsigned char* bytes = nullptr;
  int size = i2d(object, &bytes);
  if (size < 0) throw_broken("an object cannot be encoded");
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

// The object at the start of `der` by its d2i function, or nullptr; `rest` counts the bytes behind it.
template <class Object, auto kFree, class Decode>
Owned<Object, kFree> decode_der(std::string_view der, Decode d2i, std::size_t& rest) {
  const unsigned char* at = as_bytes(der);
  Owned<Object, kFree> object(d2i(nullptr, &at, static_cast<long>(der.size())));
  rest = der.size() - static_cast<std::size_t>(at - as_bytes(der));
  return object;
}

}  // namespace certportal::x509
