// The certificate's extensions. A malformed one counts as absent in the structured answers, and stands in
// extensions() all the same; of one that is there twice (against RFC 5280 4.2) every occurrence counts.
#include <openssl/ct.h>
#include <algorithm>

#include "x509/asn1_text.h"
#include "x509/certificate.h"
#include "x509/fence.h"
#include "x509/read_extension.h"
#include "x509/read_name.h"

namespace certportal::x509 {
namespace {

// Calls `visit` with each well-formed occurrence of the extension, decoded as T.
template <class T, auto kFree, class Visit>
void for_each(const X509* certificate, int nid, Visit visit) {
  ErrorFence fence;
  for (int i = -1; (i = X509_get_ext_by_NID(certificate, nid, i)) >= 0;) {
    Owned<T, kFree> decoded(static_cast<T*>(X509V3_EXT_d2i(X509_get_ext(certificate, i))));
    if (decoded) visit(decoded.get());
  }
}

template <class Visit>
void for_each_alternative_name(const X509* certificate, Visit visit) {
  for_each<GENERAL_NAMES, GENERAL_NAMES_free>(certificate, NID_subject_alt_name, [&](const GENERAL_NAMES* names) {
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) visit(sk_GENERAL_NAME_value(names, i));
  });
}

void append_uri(const GENERAL_NAME* name, std::vector<std::string>& uris) {
  if (name->type == GEN_URI) uris.push_back(read_general_name(name).text);
}

std::vector<std::string> access_uris(const X509* certificate, int method) {
  std::vector<std::string> uris;
  for_each<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>(
      certificate, NID_info_access, [&](const AUTHORITY_INFO_ACCESS* accesses) {
        for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(accesses); ++i) {
          const ACCESS_DESCRIPTION* access = sk_ACCESS_DESCRIPTION_value(accesses, i);
          if (OBJ_obj2nid(access->method) == method) append_uri(access->location, uris);
        }
      });
  return uris;
}

}  // namespace

std::vector<Extension> Certificate::extensions() const {
  ErrorFence fence;
  std::vector<Extension> all;
  all.reserve(static_cast<std::size_t>(std::max(0, X509_get_ext_count(parsed_.get()))));
  for (int i = 0; i < X509_get_ext_count(parsed_.get()); ++i)
    all.push_back(read_extension(X509_get_ext(parsed_.get(), i)));
  return all;
}

std::vector<std::string> Certificate::dns_names() const {
  std::vector<std::string> names;
  for_each_alternative_name(parsed_.get(), [&](const GENERAL_NAME* name) {
    if (name->type == GEN_DNS) names.push_back(read_general_name(name).text);
  });
  return names;
}

std::vector<AlternativeName> Certificate::all_alternative_names() const {
  std::vector<AlternativeName> names;
  for_each_alternative_name(parsed_.get(), [&](const GENERAL_NAME* name) { names.push_back(read_general_name(name)); });
  return names;
}

bool Certificate::may_sign_certificates() const {
  constexpr int kKeyCertSign = 5;
  bool allowed = true;
  for_each<ASN1_BIT_STRING, ASN1_BIT_STRING_free>(parsed_.get(), NID_key_usage, [&](const ASN1_BIT_STRING* bits) {
    allowed = allowed && ASN1_BIT_STRING_get_bit(bits, kKeyCertSign) != 0;
  });
  return allowed && is_ca();
}

std::string Certificate::subject_key_identifier() const {
  std::string identifier;
  for_each<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>(
      parsed_.get(), NID_subject_key_identifier, [&](const ASN1_OCTET_STRING* value) { identifier = as_view(value); });
  return identifier;
}

std::string Certificate::authority_key_identifier() const {
  std::string identifier;
  for_each<AUTHORITY_KEYID, AUTHORITY_KEYID_free>(
      parsed_.get(), NID_authority_key_identifier,
      [&](const AUTHORITY_KEYID* value) { identifier = as_view(value->keyid); });
  return identifier;
}

std::vector<std::string> Certificate::key_usage() const {
  static constexpr const char* kNames[] = {"digitalSignature", "nonRepudiation", "keyEncipherment",
                                           "dataEncipherment", "keyAgreement",   "keyCertSign",
                                           "cRLSign",          "encipherOnly",   "decipherOnly"};
  std::vector<std::string> names;
  for_each<ASN1_BIT_STRING, ASN1_BIT_STRING_free>(parsed_.get(), NID_key_usage, [&](const ASN1_BIT_STRING* bits) {
    for (int i = 0; i < static_cast<int>(std::size(kNames)); ++i)
      if (ASN1_BIT_STRING_get_bit(bits, i) != 0) names.emplace_back(kNames[i]);
  });
  return names;
}

std::vector<std::string> Certificate::extended_key_usage() const {
  std::vector<std::string> names;
  for_each<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>(
      parsed_.get(), NID_ext_key_usage, [&](const EXTENDED_KEY_USAGE* usages) {
        for (int i = 0; i < sk_ASN1_OBJECT_num(usages); ++i)
          names.push_back(short_name(sk_ASN1_OBJECT_value(usages, i)));
      });
  return names;
}

BasicConstraints Certificate::basic_constraints() const {
  BasicConstraints facts;
  for_each<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>(parsed_.get(), NID_basic_constraints,
                                                      [&](const BASIC_CONSTRAINTS* value) {
                                                        facts.present = true;
                                                        facts.ca = value->ca != 0;
                                                        if (value->pathlen != nullptr)
                                                          facts.path_length = ASN1_INTEGER_get(value->pathlen);
                                                      });
  return facts;
}

std::vector<std::string> Certificate::crl_uris() const {
  std::vector<std::string> uris;
  for_each<CRL_DIST_POINTS, CRL_DIST_POINTS_free>(
      parsed_.get(), NID_crl_distribution_points, [&](const CRL_DIST_POINTS* points) {
        for (int i = 0; i < sk_DIST_POINT_num(points); ++i) {
          const DIST_POINT_NAME* name = sk_DIST_POINT_value(points, i)->distpoint;
          constexpr int kFullName = 0;
          if (name == nullptr || name->type != kFullName) continue;
          for (int j = 0; j < sk_GENERAL_NAME_num(name->name.fullname); ++j)
            append_uri(sk_GENERAL_NAME_value(name->name.fullname, j), uris);
        }
      });
  return uris;
}

std::vector<std::string> Certificate::ocsp_uris() const { return access_uris(parsed_.get(), NID_ad_OCSP); }

std::vector<std::string> Certificate::ca_issuer_uris() const { return access_uris(parsed_.get(), NID_ad_ca_issuers); }

std::vector<std::string> Certificate::policy_oids() const {
  std::vector<std::string> oids;
  for_each<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free>(
      parsed_.get(), NID_certificate_policies, [&](const CERTIFICATEPOLICIES* policies) {
        for (int i = 0; i < sk_POLICYINFO_num(policies); ++i)
          oids.push_back(oid_text(sk_POLICYINFO_value(policies, i)->policyid));
      });
  return oids;
}

int Certificate::sct_count() const {
  int count = 0;
  for_each<STACK_OF(SCT), SCT_LIST_free>(parsed_.get(), NID_ct_precert_scts,
                                         [&](const STACK_OF(SCT) * scts) { count += sk_SCT_num(scts); });
  return count;
}

bool Certificate::has_must_staple() const {
  constexpr long kStatusRequest = 5;  // RFC 6066 8
  bool found = false;
  for_each<TLS_FEATURE, TLS_FEATURE_free>(parsed_.get(), NID_tlsfeature, [&](const TLS_FEATURE* features) {
    for (int i = 0; i < sk_ASN1_INTEGER_num(features); ++i)
      found = found || ASN1_INTEGER_get(sk_ASN1_INTEGER_value(features, i)) == kStatusRequest;
  });
  return found;
}

}  // namespace certportal::x509
