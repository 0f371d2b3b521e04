#include "issuer/cmp_session.h"

#include <utility>

#include "issuer/cmp_text.h"

namespace certportal::issuer {
namespace {

void require(bool done, const char* what) {
  if (!done) x509::throw_broken(what);
}

// What this process, its secret or the CA's state is to blame for, not the order: tried again until somebody mends it,
// so that no order fails of a mistyped secret. (RFC 4210 5.2.3)
constexpr int kNotOfTheOrder[] = {OSSL_CMP_PKIFAILUREINFO_badMessageCheck, OSSL_CMP_PKIFAILUREINFO_badTime,
                                  OSSL_CMP_PKIFAILUREINFO_wrongIntegrity, OSSL_CMP_PKIFAILUREINFO_signerNotTrusted,
                                  OSSL_CMP_PKIFAILUREINFO_systemUnavail};

int say_nothing(const char*, const char*, int, OSSL_CMP_severity, const char*) { return 1; }

void set_address(OSSL_CMP_CTX* context, const CmpAddress& address) {
  require(OSSL_CMP_CTX_set1_server(context, address.host.c_str()) == 1 &&
              OSSL_CMP_CTX_set1_serverPath(context, address.path.c_str()) == 1,
          "the CA's address is not taken");
}

void set_secret(OSSL_CMP_CTX* context, const CmpSettings& settings) {
  require(OSSL_CMP_CTX_set1_referenceValue(context, x509::as_bytes(settings.reference),
                                           static_cast<int>(settings.reference.size())) == 1 &&
              OSSL_CMP_CTX_set1_secretValue(context, x509::as_bytes(settings.secret),
                                            static_cast<int>(settings.secret.size())) == 1,
          "the secret is not taken");
}

void set_key(OSSL_CMP_CTX* context, const CmpSettings& settings) {
  x509::Owned<STACK_OF(X509), [](STACK_OF(X509) * all) { sk_X509_pop_free(all, X509_free); }> above(sk_X509_new_null());
  require(above != nullptr, "no memory");
  for (std::size_t i = 1; i < settings.certificates.size(); ++i) {
    auto certificate = parse(settings.certificates[i]);
    require(sk_X509_push(above.get(), certificate.get()) > 0, "no memory");
    certificate.release();
  }
  require(OSSL_CMP_CTX_set1_cert(context, parse(settings.certificates.front()).get()) == 1 &&
              OSSL_CMP_CTX_set1_pkey(context, settings.key->get()) == 1 &&
              OSSL_CMP_CTX_set1_untrusted(context, above.get()) == 1,
          "the key is not taken");
}

void set_trusted(OSSL_CMP_CTX* context, const std::vector<x509::Certificate>& trusted) {
  x509::Owned<X509_STORE, X509_STORE_free> store(X509_STORE_new());
  require(store != nullptr, "no memory");
  for (const x509::Certificate& each : trusted)
    require(X509_STORE_add_cert(store.get(), parse(each).get()) == 1, "a certificate of ca_file is not taken");
  require(OSSL_CMP_CTX_set0_trustedStore(context, store.get()) == 1, "ca_file is not taken");
  store.release();
}

}  // namespace

x509::OwnedX509 parse(const x509::Certificate& certificate) {
  std::size_t rest = 0;
  auto parsed = x509::decode_der<X509, X509_free>(certificate.der(), d2i_X509, rest);
  require(parsed != nullptr, "a certificate cannot be read again");
  return parsed;
}

// OpenSSL's own limit for a whole transaction would end one that the CA keeps waiting: start_clock() has ours instead.
CmpSession::CmpSession(const CmpSettings& settings)
    : address_(settings.address),
      timeout_(settings.timeout),
      has_secret_(!settings.secret.empty()),
      context_(OSSL_CMP_CTX_new(nullptr, nullptr)) {
  require(context_ != nullptr, "no memory for CMP");
  require(OSSL_CMP_CTX_set_log_cb(context(), say_nothing) == 1 &&
              OSSL_CMP_CTX_set_option(context(), OSSL_CMP_OPT_TOTAL_TIMEOUT, 0) == 1 &&
              OSSL_CMP_CTX_set_transfer_cb(context(), &CmpSession::transfer) == 1 &&
              OSSL_CMP_CTX_set_transfer_cb_arg(context(), this) == 1,
          "CMP cannot be prepared");
  set_address(context(), address_);
  if (has_secret_)
    set_secret(context(), settings);
  else
    set_key(context(), settings);
  if (!settings.trusted.empty()) set_trusted(context(), settings.trusted);
}

void CmpSession::start_clock() {
  deadline_ = std::chrono::steady_clock::now() + timeout_;
  transport_trouble_.clear();
  answer_.clear();
}

bool CmpSession::has_failure_bit(int bit) const {
  int bits = OSSL_CMP_CTX_get_failInfoCode(context());
  return bits > 0 && (bits & (1 << bit)) != 0;
}

// OpenSSL keeps the status of answers only whose protection is right.
bool CmpSession::is_refused() const {
  if (OSSL_CMP_CTX_get_status(context()) != OSSL_CMP_PKISTATUS_rejection) return false;
  for (int bit : kNotOfTheOrder)
    if (has_failure_bit(bit)) return false;
  return true;
}

std::string CmpSession::refusal() const {
  char text[OSSL_CMP_PKISI_BUFLEN];
  return OSSL_CMP_CTX_snprint_PKIStatus(context(), text, sizeof text) != nullptr ? text : "no reason given";
}

std::string CmpSession::trouble() const {
  if (!transport_trouble_.empty()) return transport_trouble_;
  if (OSSL_CMP_CTX_get_status(context()) == OSSL_CMP_PKISTATUS_rejection)
    return "the CA cannot take the message: " + refusal();
  std::string text = "the CA's answer is of no use: " + openssl_reasons();
  std::string claim = error_message_text(answer_);
  if (claim.empty()) return text;
  return text + (has_secret_ ? "; is the secret that of the reference?" : "; does the CA know the certificate?") +
         " It says, unproved: " + claim;
}

OSSL_CMP_MSG* CmpSession::transfer(OSSL_CMP_CTX* context, const OSSL_CMP_MSG* request) {
  auto* session = static_cast<CmpSession*>(OSSL_CMP_CTX_get_transfer_cb_arg(context));
  try {
    return session->exchange(request);
  } catch (const std::exception& problem) {  // none may pass through OpenSSL
    session->transport_trouble_ = problem.what();
    return nullptr;
  }
}

OSSL_CMP_MSG* CmpSession::exchange(const OSSL_CMP_MSG* request) {
  answer_.clear();
  auto answer = post_cmp(address_, x509::encode_der(request, i2d_OSSL_CMP_MSG), deadline_);
  if (!answer) {
    transport_trouble_ = answer.error().log;
    return nullptr;
  }
  answer_ = std::move(*answer);
  std::size_t rest = 0;
  auto message = x509::decode_der<OSSL_CMP_MSG, OSSL_CMP_MSG_free>(answer_, d2i_OSSL_CMP_MSG, rest);
  if (!message || rest != 0) transport_trouble_ = "the CA's answer is no CMP message: " + openssl_reasons();
  return rest == 0 ? message.release() : nullptr;
}

}  // namespace certportal::issuer
