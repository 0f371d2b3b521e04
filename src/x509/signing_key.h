// Private keys that certificates and CRLs are signed with: made here, read from PEM, or kept by a token.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "x509/certificate.h"

struct evp_pkey_st;

namespace certportal::x509 {

enum class KeyKind { p256, p384, rsa3072 };
std::optional<KeyKind> parse_key_kind(std::string_view name);  // "p256", "p384", "rsa3072"

// A value: copies share the key, which never changes and is wiped from memory with the last of them.
class PrivateKey {
 public:
  static PrivateKey make(KeyKind kind);

  // The first key of a PEM text, encrypted or not. Error (text in log): there is none, or the passphrase is wrong.
  static Result<PrivateKey> read(std::string_view pem, std::string_view passphrase);

  // That of a pkcs11: URI (RFC 7512), which stays in its token; `module` is the token's PKCS#11 library. Nobody is ever
  // asked for a PIN. Error (text in log): no engine, no library, no such token, PIN or key.
  static Result<PrivateKey> from_token(const std::string& uri, const std::string& module, std::string_view pin);

  // PKCS#8 in PEM, encrypted (AES-256) if there is a passphrase. Throws Broken for a token's key.
  std::string pem(std::string_view passphrase) const;

  std::string public_key_der() const;  // SubjectPublicKeyInfo
  bool belongs_to(const Certificate& certificate) const;

  evp_pkey_st* get() const { return key_.get(); }  // for this folder and issuer/ only

 private:
  explicit PrivateKey(std::shared_ptr<evp_pkey_st> key, bool is_in_token = false)
      : key_(std::move(key)), is_in_token_(is_in_token) {}

  std::shared_ptr<evp_pkey_st> key_;
  bool is_in_token_ = false;
};

// True for "pkcs11:…".
bool is_token_uri(std::string_view key_file);

}  // namespace certportal::x509
