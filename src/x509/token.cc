// Keys in PKCS#11 tokens, by libp11's engine: the one way that Debian 12 has (there is no provider for OpenSSL 3). The
// engine's functions are marked as deprecated, but there is nothing to take their place here.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/engine.h>
#include <openssl/ui.h>

#include <map>

#include "x509/fence.h"
#include "x509/signing_key.h"

namespace certportal::x509 {
namespace {

using OwnedEngine = Owned<ENGINE, ENGINE_free>;
using OwnedUi = Owned<UI_METHOD, UI_destroy_method>;

bool control(ENGINE* engine, const char* command, const char* value) {
  return ENGINE_ctrl_cmd_string(engine, command, value, 0) == 1;
}

// One of our own for each library, not the one in OpenSSL's list: libp11 keeps a single library open in each.
OwnedEngine load_engine(const std::string& module) {
  ENGINE_load_dynamic();
  OwnedEngine engine(ENGINE_by_id("dynamic"));
  if (!engine || !control(engine.get(), "ID", "pkcs11") || !control(engine.get(), "LIST_ADD", "0") ||
      !control(engine.get(), "DIR_LOAD", "2") ||
      !control(engine.get(), "DIR_ADD", OPENSSL_info(OPENSSL_INFO_ENGINES_DIR)) ||
      !control(engine.get(), "LOAD", nullptr))
    return nullptr;
  control(engine.get(), "QUIET", nullptr);
  if (!control(engine.get(), "MODULE_PATH", module.c_str()) || ENGINE_init(engine.get()) != 1) return nullptr;
  return engine;
}

// Loaded once for the life of the process: a library does not bear being opened and closed all the time.
ENGINE* engine_of(const std::string& module) {
  static std::map<std::string, OwnedEngine> engines;
  OwnedEngine& engine = engines[module];
  if (!engine) engine = load_engine(module);
  return engine.get();
}

// What libp11 would ask a terminal for stays without an answer.
UI_METHOD* nobody() {
  static OwnedUi method(UI_create_method("nobody"));
  return method.get();
}

std::string reason() {
  char text[256];
  ERR_error_string_n(ERR_peek_error(), text, sizeof text);
  return ERR_peek_error() == 0 ? "" : std::string(" (") + text + ")";
}

}  // namespace

Result<PrivateKey> PrivateKey::from_token(const std::string& uri, const std::string& module, std::string_view pin) {
  ErrorFence fence;
  ENGINE* engine = engine_of(module);
  if (engine == nullptr)
    return Error{Code::invalid, "",
                 "OpenSSL's engine pkcs11 (package libengine-pkcs11-openssl) or the PKCS#11 library " + module +
                     " cannot be loaded" + reason()};
  if (!pin.empty() && !control(engine, "PIN", std::string(pin).c_str())) throw_broken("PKCS#11 takes no PIN");
  EVP_PKEY* key = ENGINE_load_private_key(engine, uri.c_str(), nobody(), nullptr);
  if (key == nullptr)
    return Error{Code::invalid, "", "the token has no such private key, or the PIN is wrong" + reason()};
  return PrivateKey({key, EVP_PKEY_free}, true);
}

}  // namespace certportal::x509
