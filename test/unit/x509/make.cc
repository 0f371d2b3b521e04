// Certificates put together field by field, without the checks that OpenSSL's own tools make.
#include "make.h"

#include <openssl/conf.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <stdexcept>

#include "x509/fence.h"

namespace certportal::test {
namespace {

using x509::Owned;

void must(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("test certificate: ") + what);
}

const unsigned char* bytes_of(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

int size_of(const std::string& text) { return static_cast<int>(text.size()); }

Owned<X509_NAME, X509_NAME_free> make_name(const std::vector<Attribute>& attributes) {
  Owned<X509_NAME, X509_NAME_free> name(X509_NAME_new());
  for (const Attribute& attribute : attributes) {
    // A type given takes the bytes as they are; else OpenSSL picks one for the UTF-8 text.
    int type = attribute.type != 0 ? attribute.type : MBSTRING_UTF8;
    Owned<ASN1_OBJECT, ASN1_OBJECT_free> object(OBJ_txt2obj(attribute.name.c_str(), 0));
    must(X509_NAME_add_entry_by_OBJ(name.get(), object.get(), type, bytes_of(attribute.value), size_of(attribute.value),
                                    -1, 0) == 1,
         "name");
  }
  return name;
}

void add_raw(X509* certificate, int position, const std::string& oid, bool critical, const std::string& value) {
  Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free> octets(ASN1_OCTET_STRING_new());
  ASN1_OCTET_STRING_set(octets.get(), bytes_of(value), size_of(value));
  Owned<ASN1_OBJECT, ASN1_OBJECT_free> object(OBJ_txt2obj(oid.c_str(), 0));
  Owned<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509_EXTENSION_create_by_OBJ(nullptr, object.get(), critical, octets.get()));
  must(X509_add_ext(certificate, extension.get(), position) == 1, "raw extension");
}

void add_extension(X509* certificate, X509* issuer, const std::string& name, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  Owned<CONF, NCONF_free> empty(NCONF_new(nullptr));  // policies ask for one
  X509V3_set_nconf(&context, empty.get());
  Owned<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509V3_EXT_nconf(nullptr, &context, name.c_str(), value.c_str()));
  must(extension != nullptr, name.c_str());
  must(X509_add_ext(certificate, extension.get(), -1) == 1, "extension");
}

// As raw bytes, since openssl.cnf's syntax cannot say every name.
void add_dns_names(X509* certificate, const std::vector<std::string>& names) {
  Owned<GENERAL_NAMES, GENERAL_NAMES_free> all(GENERAL_NAMES_new());
  for (const std::string& text : names) {
    GENERAL_NAME* name = GENERAL_NAME_new();
    ASN1_IA5STRING* value = ASN1_IA5STRING_new();
    ASN1_STRING_set(value, text.data(), size_of(text));
    GENERAL_NAME_set0_value(name, GEN_DNS, value);
    sk_GENERAL_NAME_push(all.get(), name);
  }
  must(X509_add1_ext_i2d(certificate, NID_subject_alt_name, all.get(), 0, X509V3_ADD_APPEND) == 1, "names");
}

void add_extensions(X509* certificate, X509* issuer, const Recipe& recipe) {
  if (recipe.ca) {
    add_extension(certificate, issuer, "basicConstraints", "critical,CA:TRUE");
    add_extension(certificate, issuer, "keyUsage", "critical,keyCertSign,cRLSign");
  }
  if (recipe.key_identifiers) {
    add_extension(certificate, issuer, "subjectKeyIdentifier", "hash");
    if (X509_get_ext_by_NID(issuer, NID_subject_key_identifier, -1) >= 0)
      add_extension(certificate, issuer, "authorityKeyIdentifier", "keyid");
  }
  if (!recipe.dns_names.empty()) add_dns_names(certificate, recipe.dns_names);
  for (const auto& [name, value] : recipe.extensions) add_extension(certificate, issuer, name, value);
  for (const auto& [oid, value] : recipe.raw_extensions) add_raw(certificate, -1, oid, false, value);
}

void set_validity(X509* certificate, const Recipe& recipe) {
  must(ASN1_TIME_set(X509_getm_notBefore(certificate), recipe.not_before.time_since_epoch().count()) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), recipe.not_after.time_since_epoch().count()) != nullptr,
       "dates");
  if (!recipe.raw_not_after.empty())
    ASN1_STRING_set(X509_getm_notAfter(certificate), recipe.raw_not_after.data(), size_of(recipe.raw_not_after));
}

void set_serial(X509* certificate, const std::string& hex) {
  BIGNUM* parsed = nullptr;
  must(BN_hex2bn(&parsed, hex.c_str()) > 0, "serial number");
  Owned<BIGNUM, BN_free> number(parsed);
  must(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr, "serial number");
}

const EVP_MD* digest_for(const Key& key) {
  return EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519 ? nullptr : EVP_sha256();
}

EVP_PKEY* make_rsa_pss_key() {
  Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA-PSS", nullptr));
  EVP_PKEY* key = nullptr;
  must(EVP_PKEY_keygen_init(context.get()) == 1 && EVP_PKEY_keygen(context.get(), &key) == 1, "RSA-PSS key");
  return key;
}

x509::OwnedX509 parse(const std::string& der) {
  std::size_t rest = 0;
  return x509::decode_der<X509, X509_free>(der, d2i_X509, rest);
}

std::string build(const Recipe& recipe, const Key& key, const Made* issuer) {
  x509::OwnedX509 certificate(X509_new());
  x509::OwnedX509 above = issuer != nullptr ? parse(issuer->der()) : nullptr;
  auto subject = make_name(recipe.subject);
  X509_set_version(certificate.get(), recipe.version - 1);
  set_serial(certificate.get(), recipe.serial_hex);
  X509_set_subject_name(certificate.get(), subject.get());
  X509_set_issuer_name(certificate.get(), above ? X509_get_subject_name(above.get()) : subject.get());
  set_validity(certificate.get(), recipe);
  must(X509_set_pubkey(certificate.get(), key.get()) == 1, "public key");
  if (recipe.version == 3) add_extensions(certificate.get(), above ? above.get() : certificate.get(), recipe);
  const Key& signer = issuer != nullptr ? issuer->key : key;
  must(X509_sign(certificate.get(), signer.get(), digest_for(signer)) > 0, "signature");
  return x509::encode_der(certificate.get(), i2d_X509);
}

}  // namespace

Key make_key(const std::string& kind) {
  EVP_PKEY* key = nullptr;
  if (kind == "RSA")
    key = EVP_RSA_gen(2048);
  else if (kind == "RSA-PSS")
    key = make_rsa_pss_key();
  else if (kind == "Ed25519")
    key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  else
    key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", kind.c_str());
  must(key != nullptr, "key");
  return Key(key, EVP_PKEY_free);
}

std::string private_key_pem(const Key& key) {
  x509::OwnedBio bio = x509::memory_bio();
  must(PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1, "key");
  return x509::content_of(bio);
}

std::string make_der(const Recipe& recipe, const Made* issuer) {
  return build(recipe, recipe.key ? recipe.key : make_key(), issuer);
}

Made make_certificate(const Recipe& recipe, const Made* issuer) {
  Key key = recipe.key ? recipe.key : make_key();
  auto certificate = x509::Certificate::from_der(build(recipe, key, issuer));
  if (!certificate.ok()) throw std::runtime_error(certificate.error().log);
  return {*certificate, key};
}

Recipe ca_recipe(const std::string& common_name) {
  Recipe recipe;
  recipe.subject = {{"O", "Muster AG"}, {"CN", common_name}};
  recipe.not_before = Time(std::chrono::sys_days(std::chrono::year(2020) / 1 / 1));
  recipe.not_after = Time(std::chrono::sys_days(std::chrono::year(2040) / 1 / 1));
  recipe.ca = true;
  return recipe;
}

std::string make_csr(const Key& key) {
  Owned<X509_REQ, X509_REQ_free> request(X509_REQ_new());
  auto subject = make_name({{"CN", "www.example.org"}});
  X509_REQ_set_subject_name(request.get(), subject.get());
  X509_REQ_set_pubkey(request.get(), key.get());
  must(X509_REQ_sign(request.get(), key.get(), digest_for(key)) > 0, "request");
  return x509::encode_der(request.get(), i2d_X509_REQ);
}

std::string make_crl(const Made& issuer) {
  Owned<X509_CRL, X509_CRL_free> crl(X509_CRL_new());
  X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(parse(issuer.der()).get()));
  Owned<ASN1_TIME, ASN1_TIME_free> time(ASN1_TIME_set(nullptr, 1'750'000'000));
  X509_CRL_set1_lastUpdate(crl.get(), time.get());
  must(X509_CRL_sign(crl.get(), issuer.key.get(), digest_for(issuer.key)) > 0, "CRL");
  return x509::encode_der(crl.get(), i2d_X509_CRL);
}

}  // namespace certportal::test
