#include "issuer/cmp.h"

#include <algorithm>
#include <exception>
#include <map>

#include "base/broken.h"
#include "base/text.h"
#include "issuer/cmp_session.h"
#include "issuer/cmp_text.h"
#include "x509/certificate.h"

namespace certportal::issuer {
namespace {

constexpr Seconds kShortestPause{1}, kLongestPause = std::chrono::hours(1);
// Some kilobytes each; one that is dropped begins anew with the same transaction id.
constexpr std::size_t kMostWaiting = 4096;
constexpr std::size_t kMostCaCertificates = 20;

using OwnedId = x509::Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using OwnedRequest = x509::Owned<X509_REQ, X509_REQ_free>;

std::vector<x509::Certificate> take_certificates(STACK_OF(X509) * all) {
  std::vector<x509::Certificate> found;
  for (int i = 0; i < sk_X509_num(all) && found.size() < kMostCaCertificates; ++i)
    if (auto certificate = x509::Certificate::from_der(x509::encode_der(sk_X509_value(all, i), i2d_X509)))
      found.push_back(std::move(*certificate));
  sk_X509_pop_free(all, X509_free);
  return found;
}

// Those of `offered` that lead from the leaf upwards. The certificates beside an answer are not protected by it:
// anybody on the way could add some of his own.
std::vector<std::string> chain_of(const x509::Certificate& leaf, const std::vector<x509::Certificate>& offered) {
  std::vector<x509::Certificate> chain = {leaf};
  for (std::size_t i = 0; i < chain.size(); ++i)
    for (const x509::Certificate& each : offered)
      if (each.may_sign_certificates() && std::find(chain.begin(), chain.end(), each) == chain.end() &&
          chain[i].is_signed_by(each))
        chain.push_back(each);
  std::vector<std::string> ders;
  for (std::size_t i = 1; i < chain.size(); ++i) ders.push_back(chain[i].der());
  return ders;
}

// One order's transaction: the request, any number of polls, the certificate and its confirmation.
class CmpOrder {
 public:
  CmpOrder(const CmpSettings& settings, const IssueRequest& request, X509_REQ* csr)
      : transaction_id_(request.transaction_id),
        content_(request.content),
        subject_extra_(settings.subject_extra),
        session_(settings) {
    OSSL_CMP_CTX* context = session_.context();
    OwnedId id(ASN1_OCTET_STRING_new());
    if (!id ||
        ASN1_OCTET_STRING_set(id.get(), x509::as_bytes(transaction_id_), static_cast<int>(transaction_id_.size())) !=
            1 ||
        OSSL_CMP_CTX_set1_transactionID(context, id.get()) != 1 || OSSL_CMP_CTX_set1_p10CSR(context, csr) != 1 ||
        OSSL_CMP_CTX_set_certConf_cb(context, &CmpOrder::judge) != 1 ||
        OSSL_CMP_CTX_set_certConf_cb_arg(context, this) != 1)
      x509::throw_broken("a CMP request cannot be made");
  }

  const std::string& transaction_id() const { return transaction_id_; }
  bool is_waiting() const { return OSSL_CMP_CTX_get_status(session_.context()) == OSSL_CMP_PKISTATUS_waiting; }

  // Sends the request, or asks whether the CA has decided.
  IssueOutcome ask() {
    int check_after = 0;
    session_.start_clock();
    int result = OSSL_CMP_try_certreq(session_.context(), OSSL_CMP_P10CR, nullptr, &check_after);
    if (problem_) std::rethrow_exception(problem_);
    IssueOutcome outcome;
    if (result == -1) {
      outcome.kind = IssueOutcome::Kind::waiting;
      outcome.again_after = std::clamp(Seconds(check_after), kShortestPause, kLongestPause);
    } else if (const X509* certificate = OSSL_CMP_CTX_get0_newCert(session_.context())) {
      take(certificate, outcome);
    } else if (session_.is_refused()) {
      outcome.kind = IssueOutcome::Kind::refused;
      outcome.text = one_line("the CA refused: " + session_.refusal(), kLongestText);
    } else {
      outcome.text = one_line(session_.trouble(), kLongestText);
    }
    return outcome;
  }

 private:
  // Called by OpenSSL with the certificate, before it confirms or rejects it to the CA. 0: confirm.
  static int judge(OSSL_CMP_CTX* context, X509* certificate, int, const char** text) {
    auto* order = static_cast<CmpOrder*>(OSSL_CMP_CTX_get_certConf_cb_arg(context));
    try {
      auto read = x509::Certificate::from_der(x509::encode_der(certificate, i2d_X509));
      auto fine =
          read ? model::check_issued(order->content_, *read, order->subject_extra_, now()) : Result<void>(read.error());
      order->objection_ = fine ? "" : one_line(fine.error().log, kLongestText);
    } catch (...) {  // none may pass through OpenSSL
      order->problem_ = std::current_exception();
      order->objection_ = "it could not be checked";
    }
    *text = order->objection_.c_str();
    return order->objection_.empty() ? 0 : OSSL_CMP_CTX_FAILINFO_incorrectData;
  }

  // A certificate that came is there, whether the CA has heard of its confirmation or not.
  void take(const X509* certificate, IssueOutcome& outcome) const {
    std::string der = x509::encode_der(certificate, i2d_X509);
    if (!objection_.empty()) {
      outcome.kind = IssueOutcome::Kind::refused;
      outcome.text = one_line("the CA's certificate is refused: " + objection_, kLongestText);
      if (x509::Certificate::from_der(der)) outcome.surplus.push_back(std::move(der));
      return;
    }
    outcome.kind = IssueOutcome::Kind::issued;
    std::vector<x509::Certificate> offered = take_certificates(OSSL_CMP_CTX_get1_caPubs(session_.context()));
    for (auto& each : take_certificates(OSSL_CMP_CTX_get1_extraCertsIn(session_.context())))
      offered.push_back(std::move(each));
    if (auto leaf = x509::Certificate::from_der(der)) outcome.ca_certificates = chain_of(*leaf, offered);
    outcome.certificate = std::move(der);
  }

  std::string transaction_id_;
  model::OrderContent content_;
  std::vector<std::string> subject_extra_;
  CmpSession session_;
  std::string objection_;
  std::exception_ptr problem_;
};

// "unspecified" is better left unsaid (RFC 5280 5.3.1).
int crl_reason(model::RevocationReason reason) {
  return reason == model::RevocationReason::unspecified ? CRL_REASON_NONE : model::code(reason);
}

// Reads its files anew for each transaction, so that a mended one needs no restart.
class CmpIssuer : public Issuer {
 public:
  CmpIssuer(const Config& config, std::string name) : config_(config), name_(std::move(name)) {}

  IssueOutcome issue(const IssueRequest& request) override {
    x509::ErrorFence fence;
    IssueOutcome outcome;
    auto order = take_waiting(request);
    if (!order) {
      std::size_t rest = 0;
      auto csr = x509::decode_der<X509_REQ, X509_REQ_free>(request.csr, d2i_X509_REQ, rest);
      if (!csr || rest != 0) {
        outcome.kind = IssueOutcome::Kind::refused;
        outcome.text = "the order's CSR cannot be read";
        return outcome;
      }
      order = std::make_unique<CmpOrder>(settings(), request, csr.get());
    }
    outcome = order->ask();
    if (order->is_waiting()) keep_waiting(request.number, std::move(order));
    return outcome;
  }

  RevokeOutcome revoke(std::string_view certificate_der, model::RevocationReason reason) override {
    x509::ErrorFence fence;
    CmpSession session(settings());
    auto certificate = x509::Certificate::from_der(certificate_der);
    if (!certificate) throw Broken("a certificate to be revoked cannot be read: " + certificate.error().log);
    if (OSSL_CMP_CTX_set1_oldCert(session.context(), parse(*certificate).get()) != 1 ||
        OSSL_CMP_CTX_set_option(session.context(), OSSL_CMP_OPT_REVOCATION_REASON, crl_reason(reason)) != 1)
      x509::throw_broken("a CMP request cannot be made");
    session.start_clock();
    if (OSSL_CMP_exec_RR_ses(session.context()) == 1) return {RevokeOutcome::Kind::revoked, ""};
    if (!session.is_refused()) return {RevokeOutcome::Kind::unreachable, one_line(session.trouble(), kLongestText)};
    // The answer to an earlier request may have been lost.
    if (session.has_failure_bit(OSSL_CMP_PKIFAILUREINFO_certRevoked)) return {RevokeOutcome::Kind::revoked, ""};
    return {RevokeOutcome::Kind::refused, one_line("the CA refused: " + session.refusal(), kLongestText)};
  }

 private:
  struct Waiting {
    std::unique_ptr<CmpOrder> order;
    std::uint64_t asked;  // counts up
  };

  CmpSettings settings() const {
    auto settings = read_cmp_settings(config_, name_);
    if (!settings) throw Broken(settings.error().log);
    return std::move(*settings);
  }

  std::unique_ptr<CmpOrder> take_waiting(const IssueRequest& request) {
    auto node = waiting_.extract(request.number);
    if (node.empty() || node.mapped().order->transaction_id() != request.transaction_id) return nullptr;
    return std::move(node.mapped().order);
  }

  void keep_waiting(model::CertificateNumber number, std::unique_ptr<CmpOrder> order) {
    waiting_[number] = {std::move(order), ++asked_};
    if (waiting_.size() <= kMostWaiting) return;
    waiting_.erase(std::min_element(waiting_.begin(), waiting_.end(),
                                    [](const auto& a, const auto& b) { return a.second.asked < b.second.asked; }));
  }

  const Config& config_;
  std::string name_;
  std::map<model::CertificateNumber, Waiting> waiting_;
  std::uint64_t asked_ = 0;
};

}  // namespace

Result<std::unique_ptr<Issuer>> make_cmp_issuer(const Config& config, const std::string& name) {
  auto settings = read_cmp_settings(config, name);
  if (!settings) return settings.error();
  return std::unique_ptr<Issuer>(std::make_unique<CmpIssuer>(config, name));
}

}  // namespace certportal::issuer
