#include "make_csr.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <stdexcept>

#include "base/text.h"
#include "x509/fence.h"

namespace certportal::test {
namespace {

using x509::Owned;
using Number = Owned<BIGNUM, BN_free>;

void must(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("test request: ") + what);
}

const unsigned char* bytes_of(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

int size_of(const std::string& text) { return static_cast<int>(text.size()); }

Number number_of(const std::string& decimal) {
  BIGNUM* number = nullptr;
  must(BN_dec2bn(&number, decimal.c_str()) > 0, "number");
  return Number(number);
}

std::string decimal(const BIGNUM* number) {
  char* text = BN_bn2dec(number);
  std::string copy = text;
  OPENSSL_free(text);
  return copy;
}

void free_extensions(STACK_OF(X509_EXTENSION) * all) { sk_X509_EXTENSION_pop_free(all, X509_EXTENSION_free); }
using Extensions = Owned<STACK_OF(X509_EXTENSION), free_extensions>;

GENERAL_NAME* make_general_name(int kind, const std::string& bytes) {
  GENERAL_NAME* name = GENERAL_NAME_new();
  if (kind == GEN_RID) {
    GENERAL_NAME_set0_value(name, kind, OBJ_txt2obj(bytes.c_str(), 1));
    return name;
  }
  ASN1_STRING* value = ASN1_STRING_type_new(kind == GEN_IPADD ? V_ASN1_OCTET_STRING : V_ASN1_IA5STRING);
  ASN1_STRING_set(value, bytes.data(), size_of(bytes));
  GENERAL_NAME_set0_value(name, kind, value);
  return name;
}

void add_names(Extensions& all, const Request& request) {
  if (request.dns_names.empty() && request.other_names.empty()) return;
  Owned<GENERAL_NAMES, GENERAL_NAMES_free> names(GENERAL_NAMES_new());
  for (const std::string& name : request.dns_names) sk_GENERAL_NAME_push(names.get(), make_general_name(GEN_DNS, name));
  for (const auto& [kind, bytes] : request.other_names)
    sk_GENERAL_NAME_push(names.get(), make_general_name(kind, bytes));
  STACK_OF(X509_EXTENSION)* list = all.get();
  must(X509V3_add1_i2d(&list, NID_subject_alt_name, names.get(), 0, X509V3_ADD_APPEND) == 1, "names");
}

void add_attribute(X509_REQ* made, int nid, const std::string& der, int values) {
  Owned<X509_ATTRIBUTE, X509_ATTRIBUTE_free> attribute(
      X509_ATTRIBUTE_create_by_NID(nullptr, nid, V_ASN1_SEQUENCE, der.data(), size_of(der)));
  for (int i = 1; i < values; ++i)
    must(X509_ATTRIBUTE_set1_data(attribute.get(), V_ASN1_SEQUENCE, der.data(), size_of(der)) == 1, "attribute");
  must(X509_REQ_add1_attr(made, attribute.get()) == 1, "attribute");
}

void add_extensions(X509_REQ* made, const Request& request) {
  Extensions all(sk_X509_EXTENSION_new_null());
  add_names(all, request);
  X509V3_CTX context;
  X509V3_set_ctx(&context, nullptr, nullptr, made, nullptr, 0);
  for (const auto& [name, value] : request.extensions) {
    X509_EXTENSION* extension = X509V3_EXT_nconf(nullptr, &context, name.c_str(), value.c_str());
    must(extension != nullptr, name.c_str());
    sk_X509_EXTENSION_push(all.get(), extension);
  }
  for (const auto& [oid, value] : request.raw_extensions) {
    Owned<ASN1_OBJECT, ASN1_OBJECT_free> object(OBJ_txt2obj(oid.c_str(), 1));
    Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free> octets(ASN1_OCTET_STRING_new());
    ASN1_OCTET_STRING_set(octets.get(), bytes_of(value), size_of(value));
    sk_X509_EXTENSION_push(all.get(), X509_EXTENSION_create_by_OBJ(nullptr, object.get(), 0, octets.get()));
  }
  if (sk_X509_EXTENSION_num(all.get()) == 0) return;
  std::string der = x509::encode_der(all.get(), i2d_X509_EXTENSIONS);
  for (int nid : request.extension_attributes) add_attribute(made, nid, der, request.values_of_attribute);
}

void set_subject(X509_REQ* made, const Request& request) {
  X509_NAME* name = X509_REQ_get_subject_name(made);
  for (const Attribute& attribute : request.subject) {
    int type = attribute.type != 0 ? attribute.type : MBSTRING_UTF8;
    Owned<ASN1_OBJECT, ASN1_OBJECT_free> object(OBJ_txt2obj(attribute.name.c_str(), 0));
    must(X509_NAME_add_entry_by_OBJ(name, object.get(), type, bytes_of(attribute.value), size_of(attribute.value), -1,
                                    0) == 1,
         "subject");
  }
}

void leave_out_key_parameters(X509_REQ* made) {
  X509_ALGOR* algorithm = nullptr;
  const ASN1_OBJECT* kind = nullptr;
  X509_PUBKEY_get0_param(nullptr, nullptr, nullptr, &algorithm, X509_REQ_get_X509_PUBKEY(made));
  X509_ALGOR_get0(&kind, nullptr, nullptr, algorithm);
  must(X509_ALGOR_set0(algorithm, OBJ_dup(kind), V_ASN1_UNDEF, nullptr) == 1, "no parameters");
}

Key key_of(OSSL_PARAM_BLD* builder, int selection) {
  Owned<OSSL_PARAM, OSSL_PARAM_free> parameters(OSSL_PARAM_BLD_to_param(builder));
  Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  must(EVP_PKEY_fromdata_init(context.get()) == 1, "key");
  must(EVP_PKEY_fromdata(context.get(), &key, selection, parameters.get()) == 1, "key");
  return Key(key, EVP_PKEY_free);
}

// modulus, public and private exponent
Key rsa_key(const Number& n, const Number& e, const Number& d) {
  Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  if (d) OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_D, d.get());
  return key_of(builder.get(), d ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY);
}

}  // namespace

std::string make_request(const Request& request) {
  Owned<X509_REQ, X509_REQ_free> made(X509_REQ_new());
  Key key = request.key ? request.key : make_key();
  X509_REQ_set_version(made.get(), request.version - 1);
  set_subject(made.get(), request);
  must(X509_REQ_set_pubkey(made.get(), key.get()) == 1, "public key");
  if (!request.has_key_parameters) leave_out_key_parameters(made.get());
  add_extensions(made.get(), request);
  if (!request.challenge_password.empty())
    must(X509_REQ_add1_attr_by_NID(made.get(), NID_pkcs9_challengePassword, MBSTRING_UTF8,
                                   bytes_of(request.challenge_password), size_of(request.challenge_password)) == 1,
         "challenge password");
  bool has_own_digest =
      EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519 || EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED448;
  must(X509_REQ_sign(made.get(), key.get(), has_own_digest ? nullptr : EVP_sha256()) > 0, "signature");
  return x509::encode_der(made.get(), i2d_X509_REQ);
}

std::string request_pem(const std::string& der, const std::string& label) {
  x509::OwnedBio bio = x509::memory_bio();
  PEM_write_bio(bio.get(), label.c_str(), "", bytes_of(der), size_of(der));
  return x509::content_of(bio);
}

std::string with_broken_signature(std::string der) {
  der.back() = static_cast<char>(der.back() ^ 1);
  return der;
}

Key make_rsa_key(const std::string& p, const std::string& q, unsigned exponent) {
  Owned<BN_CTX, BN_CTX_free> context(BN_CTX_new());
  Number first = number_of(p), second = number_of(q), n(BN_new()), phi(BN_new()), e(BN_new()), d(BN_new());
  BN_set_word(e.get(), exponent);
  BN_mul(n.get(), first.get(), second.get(), context.get());
  BN_sub_word(first.get(), 1);
  if (!BN_is_one(second.get())) BN_sub_word(second.get(), 1);
  BN_mul(phi.get(), first.get(), second.get(), context.get());
  must(BN_mod_inverse(d.get(), e.get(), phi.get(), context.get()) != nullptr, "no private exponent");
  return rsa_key(n, e, d);
}

// Its two top bits are set, so that two of them have a product of twice the bits; 3 can be an exponent.
std::string make_prime(int bits) {
  Number prime(BN_new());
  do must(BN_generate_prime_ex(prime.get(), bits, 0, nullptr, nullptr, nullptr) == 1, "prime");
  while (BN_mod_word(prime.get(), 3) != 2);
  return decimal(prime.get());
}

std::string make_prime_after(const std::string& prime, int bits_of_distance) {
  Owned<BN_CTX, BN_CTX_free> context(BN_CTX_new());
  Number next = number_of(prime), distance(BN_new());
  BN_set_bit(distance.get(), bits_of_distance);
  BN_add(next.get(), next.get(), distance.get());
  do BN_add_word(next.get(), 2);
  while (BN_mod_word(next.get(), 3) != 2 || BN_check_prime(next.get(), context.get(), nullptr) != 1);
  return decimal(next.get());
}

// k * M + 65537^a mod M, M the product of the primes up to 167.
std::string make_roca_prime(int bits) {
  Owned<BN_CTX, BN_CTX_free> context(BN_CTX_new());
  Number product(BN_new()), prime(BN_new()), power(BN_new()), base(BN_new()), exponent(BN_new()), k(BN_new());
  BN_one(product.get());
  for (unsigned n = 2; n <= 167; ++n) {
    bool composite = false;
    for (unsigned i = 2; i * i <= n; ++i) composite = composite || n % i == 0;
    if (!composite) BN_mul_word(product.get(), n);
  }
  BN_set_word(base.get(), 65537);
  BN_rand(exponent.get(), 60, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY);
  BN_mod_exp(power.get(), base.get(), exponent.get(), product.get(), context.get());
  // From 3/4 of the largest number of so many bits upwards.
  BN_zero(base.get());
  BN_set_bit(base.get(), bits - 1);
  BN_set_bit(base.get(), bits - 2);
  BN_div(k.get(), nullptr, base.get(), product.get(), context.get());
  BN_rand(exponent.get(), 100, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ODD);
  BN_add(k.get(), k.get(), exponent.get());
  BN_mul(prime.get(), k.get(), product.get(), context.get());
  BN_add(prime.get(), prime.get(), power.get());
  while (BN_check_prime(prime.get(), context.get(), nullptr) != 1) BN_add(prime.get(), prime.get(), product.get());
  return decimal(prime.get());
}

std::string make_product(const std::string& one, const std::string& other) {
  Owned<BN_CTX, BN_CTX_free> context(BN_CTX_new());
  Number product(BN_new());
  BN_mul(product.get(), number_of(one).get(), number_of(other).get(), context.get());
  return decimal(product.get());
}

int bits_of(const std::string& number) { return BN_num_bits(number_of(number).get()); }

std::string make_rsa_public_key(int bits, const std::string& exponent) {
  Number n(BN_new());
  BN_rand(n.get(), bits, BN_RAND_TOP_TWO, BN_RAND_BOTTOM_ODD);
  return public_key_der(rsa_key(n, number_of(exponent), nullptr));
}

std::string public_key_der(const Key& key) { return x509::encode_der(key.get(), i2d_PUBKEY); }

Key with_point_form(const Key& key, const std::string& form) {
  Key copy(EVP_PKEY_dup(key.get()), EVP_PKEY_free);
  must(EVP_PKEY_set_utf8_string_param(copy.get(), OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, form.c_str()) == 1,
       "point form");
  return copy;
}

Key make_key_with_explicit_curve() {
  Key key = make_key();
  must(EVP_PKEY_set_utf8_string_param(key.get(), OSSL_PKEY_PARAM_EC_ENCODING, OSSL_PKEY_EC_ENCODING_EXPLICIT) == 1,
       "explicit curve");
  return key;
}

Key with_named_curve(const Key& key) {
  Key copy(EVP_PKEY_dup(key.get()), EVP_PKEY_free);
  must(EVP_PKEY_set_utf8_string_param(copy.get(), OSSL_PKEY_PARAM_EC_ENCODING, OSSL_PKEY_EC_ENCODING_GROUP) == 1,
       "named curve");
  return copy;
}

std::vector<std::pair<std::string, std::string>> private_keys() {
  std::vector<std::pair<std::string, std::string>> all;
  const EVP_CIPHER* cipher = EVP_aes_256_cbc();
  std::string password = "correct horse battery";
  auto add = [&](const std::string& name, auto write) {
    x509::OwnedBio bio = x509::memory_bio();
    must(write(bio.get()) == 1, name.c_str());
    all.emplace_back(name, x509::content_of(bio));
  };
  for (const char* kind : {"RSA", "P-256", "Ed25519"}) {
    Key key = make_key(kind);
    EVP_PKEY* k = key.get();
    const std::string of = std::string(" of ") + kind;
    add("PKCS#8" + of,
        [&](BIO* bio) { return PEM_write_bio_PKCS8PrivateKey(bio, k, nullptr, nullptr, 0, nullptr, nullptr); });
    add("encrypted PKCS#8" + of, [&](BIO* bio) {
      return PEM_write_bio_PKCS8PrivateKey(bio, k, cipher, password.data(), size_of(password), nullptr, nullptr);
    });
    add("PKCS#8 in DER" + of,
        [&](BIO* bio) { return i2d_PKCS8PrivateKey_bio(bio, k, nullptr, nullptr, 0, nullptr, nullptr); });
    add("encrypted PKCS#8 in DER" + of, [&](BIO* bio) {
      return i2d_PKCS8PrivateKey_bio(bio, k, cipher, password.data(), size_of(password), nullptr, nullptr);
    });
    add("PKCS#8 encrypted by PKCS#12's way" + of, [&](BIO* bio) {
      return i2d_PKCS8PrivateKey_nid_bio(bio, k, NID_pbe_WithSHA1And3_Key_TripleDES_CBC, password.data(),
                                         size_of(password), nullptr, nullptr);
    });
    if (kind == std::string("Ed25519")) continue;
    add("PKCS#1 or SEC 1" + of,
        [&](BIO* bio) { return PEM_write_bio_PrivateKey_traditional(bio, k, nullptr, nullptr, 0, nullptr, nullptr); });
    add("encrypted PKCS#1 or SEC 1" + of, [&](BIO* bio) {
      return PEM_write_bio_PrivateKey_traditional(bio, k, cipher, bytes_of(password), size_of(password), nullptr,
                                                  nullptr);
    });
    all.emplace_back("PKCS#1 or SEC 1 in DER" + of, x509::encode_der(k, i2d_PrivateKey));
  }
  Made made = make_certificate({});
  Owned<X509, X509_free> certificate;
  const unsigned char* at = bytes_of(made.der());
  certificate.reset(d2i_X509(nullptr, &at, static_cast<long>(made.der().size())));
  Owned<PKCS12, PKCS12_free> store(
      PKCS12_create(password.c_str(), "server", made.key.get(), certificate.get(), nullptr, 0, 0, 0, 0, 0));
  all.emplace_back("PKCS#12", x509::encode_der(store.get(), i2d_PKCS12));
  all.emplace_back("OpenSSH",
                   request_pem(std::string("openssh-key-v1\0", 15) + std::string(200, 'k'), "OPENSSH PRIVATE KEY"));
  all.emplace_back("PuTTY", "PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\n");
  all.emplace_back("JWK", R"({"kty": "EC", "crv": "P-256", "x": "x", "y": "y", "d": "d"})");
  all.emplace_back(".NET", "<RSAKeyValue><Modulus>x</Modulus><Exponent>AQAB</Exponent><D>x</D></RSAKeyValue>");
  all.emplace_back("Java key store", "\xFE\xED\xFE\xED" + std::string(100, 'k'));
  return all;
}

}  // namespace certportal::test
