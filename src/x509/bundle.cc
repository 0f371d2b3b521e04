// Blocks of a file, one after another; each is a certificate, a PKCS#7 bundle, or gets a refusal that helps.
#include "x509/bundle.h"

#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>

#include <optional>

#include "base/text.h"
#include "x509/fence.h"
#include "x509/pem_text.h"

namespace certportal::x509 {
namespace {

constexpr std::string_view kKey =
    "contains a private key: nothing of it was kept, but a key in a file that is passed on is no longer a secret";
constexpr std::string_view kRequest = "a certificate request (CSR), not a certificate";
constexpr std::string_view kCrl = "a revocation list (CRL), not a certificate";
constexpr std::string_view kPublicKey = "a public key, not a certificate";
constexpr std::string_view kPkcs12 =
    "a PKCS#12 file, which may hold a private key: take its certificates out with `openssl pkcs12 -nokeys`";

// What DER that is no certificate is instead; "" if nobody knows.
std::string_view describe(std::string_view der) {
  if (is_all_of<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>(der, d2i_PKCS8_PRIV_KEY_INFO)) return kKey;
  if (is_all_of<X509_REQ, X509_REQ_free>(der, d2i_X509_REQ)) return kRequest;
  if (is_all_of<X509_CRL, X509_CRL_free>(der, d2i_X509_CRL)) return kCrl;
  if (is_all_of<PKCS12, PKCS12_free>(der, d2i_PKCS12)) return kPkcs12;
  if (is_all_of<EVP_PKEY, EVP_PKEY_free>(der, d2i_PUBKEY)) return kPublicKey;
  if (is_all_of<EVP_PKEY, EVP_PKEY_free>(der, d2i_AutoPrivateKey)) return kKey;
  if (is_all_of<X509_SIG, X509_SIG_free>(der, d2i_X509_SIG)) return kKey;  // an encrypted one
  return "";
}

// True for a SEQUENCE (every certificate is one, with a length of several bytes) that says it is longer than the file.
bool is_cut_off(std::string_view content) {
  if (content.size() < 2 || static_cast<unsigned char>(content[1]) <= 0x80) return false;
  const unsigned char* at = as_bytes(content);
  long length = 0;
  int tag = 0;
  int kind = 0;
  int found = ASN1_get_object(&at, &length, &tag, &kind, static_cast<long>(content.size()));
  return tag == V_ASN1_SEQUENCE && (found & 0x80) != 0 && length > 0;
}

bool is_harmless_label(std::string_view label) {
  return label.size() <= 40 && label.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 #") == label.npos;
}

class Reader {
 public:
  Bundle read(std::string_view content) {
    if (content.starts_with(kUtf8Mark)) content.remove_prefix(kUtf8Mark.size());
    if (trim(content).empty())
      refuse("the file is empty");
    else if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF"))
      refuse("UTF-16 text: save the file as UTF-8 or ASCII");
    else if (!read_der(content) && !read_pem(content))
      refuse(describe_whole(content));
    if (bundle_.certificates.size() > kMaxBundle)
      bundle_ = {{}, {"more than " + std::to_string(kMaxBundle) + " certificates: split the file"}};
    return std::move(bundle_);
  }

 private:
  void refuse(std::string_view reason) { bundle_.refusals.push_back(where_ + std::string(reason)); }

  bool is_full() const { return bundle_.certificates.size() > kMaxBundle; }

  // False if the content as a whole is neither a certificate nor PKCS#7.
  bool read_der(std::string_view content) {
    Result<Certificate> certificate = Certificate::from_der(content);
    if (certificate.ok()) {
      bundle_.certificates.push_back(std::move(*certificate));
      return true;
    }
    std::size_t rest = 0;
    if (!decode_der<PKCS7, PKCS7_free>(content, d2i_PKCS7, rest)) return false;
    read_pkcs7(content);
    return true;
  }

  void read_certificate(std::string_view der) {
    Result<Certificate> certificate = Certificate::from_der(der);
    if (certificate.ok()) return bundle_.certificates.push_back(std::move(*certificate));
    std::string_view other = describe(der);
    refuse(other.empty() ? certificate.error().log : other);
  }

  // OpenSSL's form: a certificate, then what it is trusted for, which is dropped.
  void read_trusted_certificate(std::string_view der) {
    std::size_t rest = 0;
    auto certificate = decode_der<X509, X509_free>(der, d2i_X509_AUX, rest);
    if (!certificate || rest != 0) return refuse("not a certificate, or a damaged one");
    read_certificate(encode_der(certificate.get(), i2d_X509));
  }

  void read_pkcs7(std::string_view der) {
    std::size_t rest = 0;
    auto pkcs7 = decode_der<PKCS7, PKCS7_free>(der, d2i_PKCS7, rest);
    if (!pkcs7) return refuse("not PKCS#7, or damaged");
    if (rest != 0) return refuse("PKCS#7 followed by " + std::to_string(rest) + " other bytes");
    const STACK_OF(X509)* certificates = nullptr;
    if (PKCS7_type_is_signed(pkcs7.get()) && pkcs7->d.sign != nullptr) certificates = pkcs7->d.sign->cert;
    if (sk_X509_num(certificates) <= 0) return refuse("PKCS#7 without certificates");
    for (int i = 0; i < sk_X509_num(certificates) && !is_full(); ++i)
      read_certificate(encode_der(sk_X509_value(certificates, i), i2d_X509));
  }

  // False if there is no BEGIN line.
  bool read_pem(std::string_view content) {
    Lines lines(content);
    std::string_view line;
    std::optional<std::string_view> label;
    std::size_t body = 0;
    int block = 0;
    while (!is_full() && lines.next(line)) {
      auto begin = label_of(line, "-----BEGIN ");
      auto end = label_of(line, "-----END ");
      if ((begin || end) && label) {
        bool ends = end && *end == *label;
        read_block(*label, content.substr(body, lines.start() - body), ends);
        label.reset();
      }
      if (!begin) continue;
      where_ = "block " + std::to_string(++block) + " (line " + std::to_string(lines.number()) + "): ";
      label = begin;
      body = lines.end();
    }
    if (label && !is_full()) read_block(*label, content.substr(body), false);
    where_.clear();
    return block > 0;
  }

  void read_block(std::string_view label, std::string_view body, bool ends) {
    if (label.ends_with("PRIVATE KEY")) return refuse(kKey);
    if (!is_harmless_label(label)) return refuse("a malformed BEGIN line");
    if (!ends) return refuse("the block is cut off: its END line is missing or of another kind");
    if (label.ends_with("CERTIFICATE REQUEST")) return refuse(kRequest);
    if (label == "X509 CRL") return refuse(kCrl);
    if (label.ends_with("PUBLIC KEY")) return refuse(kPublicKey);
    bool is_pkcs7 = label == "PKCS7" || label == "PKCS #7 SIGNED DATA" || label == "CMS";
    bool is_certificate = label == "CERTIFICATE" || label == "X509 CERTIFICATE" || label == "TRUSTED CERTIFICATE";
    if (!is_pkcs7 && !is_certificate) return refuse("not a certificate but \"" + std::string(label) + "\"");
    auto der = decode_base64(body);
    if (!der) return refuse("its base64 text is damaged");
    if (is_pkcs7) return read_pkcs7(*der);
    if (label == "TRUSTED CERTIFICATE") return read_trusted_certificate(*der);
    read_certificate(*der);
  }

  // Why a file without any block is refused.
  static std::string describe_whole(std::string_view content) {
    constexpr std::string_view kJavaKeyStore = "\xFE\xED\xFE\xED";
    if (content.starts_with(kJavaKeyStore))
      return "a Java key store: export its certificates with `keytool -exportcert -rfc`";
    if (std::string_view other = describe(content); !other.empty()) return std::string(other);
    if (auto der = decode_base64(content); der && Certificate::from_der(*der).ok())
      return "base64 without its BEGIN and END lines";
    std::size_t rest = 0;
    if (decode_der<X509, X509_free>(content, d2i_X509, rest)) return Certificate::from_der(content).error().log;
    if (is_cut_off(content)) return "a DER file that is cut off";
    return "no certificate found: neither PEM, DER nor PKCS#7";
  }

  Bundle bundle_;
  std::string where_;  // "block 2 (line 40): " while in one
};

}  // namespace

Bundle parse_bundle(std::string_view content) {
  ErrorFence fence;
  return Reader().read(content);
}

}  // namespace certportal::x509
