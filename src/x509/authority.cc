#include "x509/authority.h"

#include <algorithm>

#include "base/random.h"
#include "base/text.h"
#include "x509/signing.h"

namespace certportal::x509 {
namespace {

// RFC 5280 A.1: the upper bounds of a subject's attributes, in characters.
constexpr std::size_t kMaxCommonName = 64;
constexpr std::size_t kMaxOrganisation = 64;
constexpr std::size_t kMaxCity = 128;

OwnedX509 new_certificate(std::string_view serial, Time not_before, Time not_after) {
  OwnedX509 certificate(X509_new());
  if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1 ||
      X509_set_serialNumber(certificate.get(), asn1_integer(serial).get()) != 1 ||
      X509_set1_notBefore(certificate.get(), asn1_time(not_before).get()) != 1 ||
      X509_set1_notAfter(certificate.get(), asn1_time(not_after).get()) != 1)
    throw_broken("no certificate");
  return certificate;
}

void set_public_key(X509* certificate, std::string_view der) {
  std::size_t rest = 0;
  auto key = decode_der<EVP_PKEY, EVP_PKEY_free>(der, d2i_PUBKEY, rest);
  if (!key || rest != 0 || X509_set_pubkey(certificate, key.get()) != 1) throw_broken("no public key");
}

void add_to_subject(X509* certificate, int nid, std::string_view value) {
  if (value.empty()) return;
  // RFC 5280 4.1.2.4: UTF8String; a country is a PrintableString by its definition, which OpenSSL knows.
  if (X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), nid, MBSTRING_UTF8, as_bytes(value),
                                 static_cast<int>(value.size()), -1, 0) != 1)
    throw_broken("a name is refused");
}

void set_issuer(X509* certificate, X509* issuer) {
  if (X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) != 1) throw_broken("no issuer's name");
}

template <class Value>
void add_extension(X509* certificate, int nid, Value* value, bool critical) {
  if (X509_add1_ext_i2d(certificate, nid, value, critical ? 1 : 0, X509V3_ADD_DEFAULT) != 1)
    throw_broken(std::string("no extension ") + OBJ_nid2sn(nid));
}

// One of OpenSSL's textual form: constants of this file only.
void add_extension_of_text(X509* certificate, int nid, const char* text) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  Owned<X509_EXTENSION, X509_EXTENSION_free> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, text));
  if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1)
    throw_broken(std::string("no extension ") + OBJ_nid2sn(nid));
}

Owned<GENERAL_NAME, GENERAL_NAME_free> general_name(int type, std::string_view text) {
  Owned<GENERAL_NAME, GENERAL_NAME_free> name(GENERAL_NAME_new());
  Owned<ASN1_IA5STRING, ASN1_IA5STRING_free> value(ASN1_IA5STRING_new());
  if (!name || !value || ASN1_STRING_set(value.get(), text.data(), static_cast<int>(text.size())) != 1)
    throw_broken("no general name");
  GENERAL_NAME_set0_value(name.get(), type, value.release());
  return name;
}

Owned<GENERAL_NAMES, GENERAL_NAMES_free> general_names(int type, const std::vector<std::string>& texts) {
  Owned<GENERAL_NAMES, GENERAL_NAMES_free> names(GENERAL_NAMES_new());
  if (!names) throw_broken("no general names");
  for (const std::string& text : texts) {
    auto name = general_name(type, text);
    if (sk_GENERAL_NAME_push(names.get(), name.get()) == 0) throw_broken("no general names");
    (void)name.release();  // the list's
  }
  return names;
}

// RFC 5280 4.2.2.1, never critical.
void add_issuer_url(X509* certificate, const std::string& url) {
  Owned<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free> access(AUTHORITY_INFO_ACCESS_new());
  Owned<ACCESS_DESCRIPTION, ACCESS_DESCRIPTION_free> entry(ACCESS_DESCRIPTION_new());
  if (!access || !entry) throw_broken("no information access");
  entry->method = OBJ_nid2obj(NID_ad_ca_issuers);
  GENERAL_NAME_free(entry->location);
  entry->location = general_name(GEN_URI, url).release();
  if (sk_ACCESS_DESCRIPTION_push(access.get(), entry.get()) == 0) throw_broken("no information access");
  (void)entry.release();  // the list's
  add_extension(certificate, NID_info_access, access.get(), false);
}

// RFC 5280 4.2.1.13, not critical; one point for all reasons, signed by the issuer itself.
void add_crl_url(X509* certificate, const std::string& url) {
  Owned<CRL_DIST_POINTS, CRL_DIST_POINTS_free> points(CRL_DIST_POINTS_new());
  Owned<DIST_POINT, DIST_POINT_free> point(DIST_POINT_new());
  if (!points || !point || (point->distpoint = DIST_POINT_NAME_new()) == nullptr) throw_broken("no CRL's address");
  point->distpoint->type = 0;  // fullName
  point->distpoint->name.fullname = general_names(GEN_URI, {url}).release();
  if (sk_DIST_POINT_push(points.get(), point.get()) == 0) throw_broken("no CRL's address");
  (void)point.release();  // the list's
  add_extension(certificate, NID_crl_distribution_points, points.get(), false);
}

void add_publication(X509* certificate, const Publication& publication) {
  if (!publication.certificate_url.empty()) add_issuer_url(certificate, publication.certificate_url);
  if (!publication.crl_url.empty()) add_crl_url(certificate, publication.crl_url);
}

void add_key_identifiers(X509* certificate, X509* issuer) {
  add_extension_of_text(certificate, NID_subject_key_identifier, "hash");
  if (issuer != nullptr)
    add_extension(certificate, NID_authority_key_identifier, authority_key_of(issuer).get(), false);
}

// Verified at once: a signature that a fault in the computer spoilt may betray an RSA key.
std::string sign(X509* certificate, EVP_PKEY* key) {
  if (X509_sign(certificate, key, digest_for(key)) <= 0) throw_broken("a certificate cannot be signed");
  if (X509_verify(certificate, key) != 1) throw_broken("a signature that does not verify");
  return encode_der(certificate, i2d_X509);
}

OwnedX509 new_ca_certificate(std::string_view subject_key, const CaContent& content) {
  // RFC 5280 4.1.2.2: positive, at most 20 bytes; Baseline Requirements 7.1: at least 64 random bits.
  std::string serial = random_bytes(16);
  serial[0] = static_cast<char>((serial[0] & 0x3F) | 0x40);
  OwnedX509 certificate = new_certificate(serial, content.not_before, content.not_after);
  set_public_key(certificate.get(), subject_key);
  add_to_subject(certificate.get(), NID_commonName, content.common_name);
  std::string constraints = "critical,CA:TRUE";
  if (content.path_length) constraints += ",pathlen:" + std::to_string(*content.path_length);
  add_extension_of_text(certificate.get(), NID_basic_constraints, constraints.c_str());
  add_extension_of_text(certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
  return certificate;
}

bool has_common_name(const LeafContent& content) {
  return !content.common_name.empty() && count_code_points(content.common_name) <= kMaxCommonName;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

// RFC 5280 4.1.2.2: positive, at most 20 bytes with the one that keeps it positive.
bool is_serial(std::string_view bytes) {
  std::size_t sign = !bytes.empty() && (bytes[0] & 0x80) != 0 ? 1 : 0;
  return bytes.size() + sign <= 20 && bytes.find_first_not_of('\0') != std::string_view::npos;
}

// "" if RFC 5280 allows it.
std::string problem_of(const LeafContent& content) {
  if (content.names.empty()) return "a server certificate wants a name";
  for (const std::string& name : content.names)
    if (name.empty() || !is_ascii(name)) return "a name is no domain name in A-labels: '" + name + "'";
  if (!is_serial(content.serial)) return "the serial number is no positive one of at most 20 bytes";
  if (content.not_before >= content.not_after) return "the certificate would end before it begins";
  for (const std::string* text : {&content.organisation, &content.city, &content.country})
    if (!is_valid_utf8(*text)) return "the subject is not UTF-8";
  if (count_code_points(content.organisation) > kMaxOrganisation)
    return "the organisation's name has more than 64 characters, which a subject cannot hold";
  if (count_code_points(content.city) > kMaxCity)
    return "the city has more than 128 characters, which a subject cannot hold";
  if (!content.country.empty() && content.country.size() != 2) return "the country is not of two letters";
  return "";
}

// RFC 5280 4.2.1.3: keyEncipherment belongs to keys that can encrypt another.
const char* key_usage_of(X509* certificate) {
  return EVP_PKEY_is_a(X509_get0_pubkey(certificate), "RSA") == 1 ? "critical,digitalSignature,keyEncipherment"
                                                                  : "critical,digitalSignature";
}

}  // namespace

std::string make_root(const PrivateKey& key, const CaContent& content) {
  ErrorFence fence;
  OwnedX509 certificate = new_ca_certificate(key.public_key_der(), content);
  set_issuer(certificate.get(), certificate.get());
  add_key_identifiers(certificate.get(), nullptr);
  return sign(certificate.get(), key.get());
}

Result<Authority> Authority::make(Certificate certificate, PrivateKey key) {
  auto refuse = [](const char* why) { return Error{Code::invalid, "", why}; };
  auto usage = certificate.key_usage();
  auto may = [&](const char* what) {
    return usage.empty() || std::find(usage.begin(), usage.end(), what) != usage.end();
  };
  if (!certificate.may_sign_certificates()) return refuse("the certificate is not that of a CA");
  if (!may("cRLSign")) return refuse("the certificate's key usage does not allow it to sign CRLs");
  if (certificate.subject().parts.empty()) return refuse("the CA's certificate has no subject");
  if (certificate.subject_key_identifier().empty()) return refuse("the certificate has no subject key identifier");
  if (!key.belongs_to(certificate)) return refuse("key and certificate do not belong together");
  return Authority(std::move(certificate), std::move(key));
}

Result<std::string> Authority::sign_leaf(const LeafContent& content, const Publication& publication) const {
  ErrorFence fence;
  if (std::string problem = problem_of(content); !problem.empty()) return Error{Code::invalid, "", problem};
  if (content.not_after > certificate_.not_after())
    return Error{Code::invalid, "",
                 "it would outlive the issuing certificate, which ends " + to_iso(certificate_.not_after()) +
                     ": the CA has to be renewed"};
  OwnedX509 above = parse(certificate_);
  OwnedX509 leaf = new_certificate(content.serial, content.not_before, content.not_after);
  set_public_key(leaf.get(), content.public_key);
  add_to_subject(leaf.get(), NID_countryName, content.country);
  add_to_subject(leaf.get(), NID_localityName, content.city);
  add_to_subject(leaf.get(), NID_organizationName, content.organisation);
  if (has_common_name(content)) add_to_subject(leaf.get(), NID_commonName, content.common_name);
  set_issuer(leaf.get(), above.get());
  // basicConstraints may be left out of a server certificate; said plainly, no reader can take it for a CA.
  add_extension_of_text(leaf.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension_of_text(leaf.get(), NID_key_usage, key_usage_of(leaf.get()));
  add_extension_of_text(leaf.get(), NID_ext_key_usage, "serverAuth");
  add_key_identifiers(leaf.get(), above.get());
  // RFC 5280 4.2.1.6: critical only if the subject is empty.
  bool is_subject_empty = X509_NAME_entry_count(X509_get_subject_name(leaf.get())) == 0;
  add_extension(leaf.get(), NID_subject_alt_name, general_names(GEN_DNS, content.names).get(), is_subject_empty);
  add_publication(leaf.get(), publication);
  return sign(leaf.get(), key_.get());
}

std::string Authority::sign_ca(std::string_view subject_key, const CaContent& content,
                               const Publication& publication) const {
  ErrorFence fence;
  OwnedX509 above = parse(certificate_);
  OwnedX509 certificate = new_ca_certificate(subject_key, content);
  set_issuer(certificate.get(), above.get());
  // Nothing else can be signed with it by whoever gets hold of the key (Baseline Requirements 7.1.2.10.6).
  add_extension_of_text(certificate.get(), NID_ext_key_usage, "serverAuth");
  add_key_identifiers(certificate.get(), above.get());
  add_publication(certificate.get(), publication);
  return sign(certificate.get(), key_.get());
}

}  // namespace certportal::x509
