// What is in a request that csr_text.cc has taken out of its text.
#include "x509/csr.h"

#include <openssl/pem.h>

#include <algorithm>

#include "x509/asn1_text.h"
#include "x509/csr_text.h"
#include "x509/encoding.h"
#include "x509/fence.h"
#include "x509/pem_text.h"
#include "x509/private_key.h"
#include "x509/read_extension.h"
#include "x509/read_key.h"
#include "x509/read_name.h"

namespace certportal::x509 {
namespace {

void free_extensions(STACK_OF(X509_EXTENSION) * extensions) {
  sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
}
using OwnedExtensions = Owned<STACK_OF(X509_EXTENSION), free_extensions>;
using OwnedNames = Owned<GENERAL_NAMES, GENERAL_NAMES_free>;

Error malformed(const std::string& why) { return {Code::invalid, "CSR_MALFORMED", why}; }

int count_values(const X509_REQ* request, int nid) {
  int count = 0;
  for (int i = -1; (i = X509_REQ_get_attr_by_NID(request, nid, i)) >= 0;)
    count += X509_ATTRIBUTE_count(X509_REQ_get_attr(request, i));
  return count;
}

// Null without a request for extensions. Microsoft's attribute means the same.
OwnedExtensions extensions_of(X509_REQ* request) { return OwnedExtensions(X509_REQ_get_extensions(request)); }

// Null if there are none, and with why == -2 if there are several, -1 if there is none at all.
OwnedNames names_of(const OwnedExtensions& extensions, int& why) {
  why = -1;
  if (!extensions) return nullptr;
  return OwnedNames(static_cast<GENERAL_NAMES*>(X509V3_get_d2i(extensions.get(), NID_subject_alt_name, &why, nullptr)));
}

// A request that can be read in two ways would show one thing and ask for another.
Result<void> check_extensions(X509_REQ* request) {
  int requests = count_values(request, NID_ext_req) + count_values(request, NID_ms_ext_req);
  if (requests == 0) return {};
  if (requests > 1) return malformed("several requests for extensions");
  OwnedExtensions extensions = extensions_of(request);
  if (!extensions) return malformed("a damaged request for extensions");
  int why = 0;
  if (!names_of(extensions, why) && why != -1) return malformed("damaged or repeated alternative names");
  return {};
}

Result<void> check_signature(X509_REQ* request) {
  EVP_PKEY* key = X509_REQ_get0_pubkey(request);
  if (key == nullptr) {
    std::string name = read_public_key(X509_REQ_get_X509_PUBKEY(request)).text;
    return Error{Code::invalid, "KEY_ALGORITHM", "a key that OpenSSL cannot read: " + name, {{"KEY", name}}};
  }
  if (X509_REQ_verify(request, key) != 1)
    return Error{Code::invalid, "CSR_SIGNATURE_WRONG", "the signature of the request does not verify"};
  return {};
}

Result<void> check_request(X509_REQ* request, std::string_view der) {
  // Two encodings of one request would be two requests.
  if (encode_der(request, i2d_X509_REQ) != der) return malformed("a request that is not encoded in DER");
  if (X509_REQ_get_version(request) != X509_REQ_VERSION_1) return malformed("a request of an unknown version");
  if (auto fine = check_extensions(request); !fine) return fine;
  return check_signature(request);
}

}  // namespace

Result<Csr> Csr::read(std::string_view text) {
  ErrorFence fence;
  // First of all, and whatever the size: this one is to be told above all else.
  if (holds_private_key(text)) return Error{Code::invalid, "PRIVATE_KEY_PASTED", "a private key in place of a request"};
  if (text.size() > kMaxBytes) return Error{Code::invalid, "CSR_TOO_LARGE", "a request of more than 64 KiB"};
  auto der = csr_bytes(text);
  if (!der) return der.error();
  std::size_t rest = 0;
  if (is_all_of<X509, X509_free>(*der, d2i_X509))
    return Error{Code::invalid, "CSR_IS_CERTIFICATE", "a certificate instead of a request"};
  std::shared_ptr<X509_REQ> parsed = decode_der<X509_REQ, X509_REQ_free>(*der, d2i_X509_REQ, rest);
  if (!parsed) return malformed("not a request, or a damaged one");
  if (rest != 0) return malformed("a request followed by " + std::to_string(rest) + " other bytes");
  if (auto fine = check_request(parsed.get(), *der); !fine) return fine.error();
  return Csr(std::move(*der), std::move(parsed));
}

Csr Csr::from_stored(std::string_view der) {
  ErrorFence fence;
  std::size_t rest = 0;
  std::shared_ptr<X509_REQ> parsed = decode_der<X509_REQ, X509_REQ_free>(der, d2i_X509_REQ, rest);
  if (!parsed || rest != 0) throw Broken("a stored request is none");
  return Csr(std::string(der), std::move(parsed));
}

std::string Csr::pem() const {
  OwnedBio bio = memory_bio();
  if (PEM_write_bio(bio.get(), PEM_STRING_X509_REQ, "", as_bytes(der_), static_cast<long>(der_.size())) <= 0)
    throw_broken("no PEM");
  return content_of(bio);
}

Name Csr::subject() const { return read_name(X509_REQ_get_subject_name(parsed_.get())); }

std::vector<std::string> Csr::common_names() const {
  const X509_NAME* name = X509_REQ_get_subject_name(parsed_.get());
  std::vector<std::string> all;
  for (int i = -1; (i = X509_NAME_get_index_by_NID(name, NID_commonName, i)) >= 0;)
    all.push_back(visible(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, i))));
  return all;
}

std::vector<AlternativeName> Csr::all_alternative_names() const {
  ErrorFence fence;
  std::vector<AlternativeName> all;
  int why = 0;
  OwnedNames names = names_of(extensions_of(parsed_.get()), why);
  all.reserve(static_cast<std::size_t>(std::max(0, sk_GENERAL_NAME_num(names.get()))));
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i)
    all.push_back(read_general_name(sk_GENERAL_NAME_value(names.get(), i)));
  return all;
}

std::vector<RequestedExtension> Csr::other_extensions() const {
  ErrorFence fence;
  std::vector<RequestedExtension> all;
  OwnedExtensions extensions = extensions_of(parsed_.get());
  all.reserve(static_cast<std::size_t>(std::max(0, sk_X509_EXTENSION_num(extensions.get()))));
  for (int i = 0; i < sk_X509_EXTENSION_num(extensions.get()); ++i) {
    X509_EXTENSION* extension = sk_X509_EXTENSION_value(extensions.get(), i);
    if (OBJ_obj2nid(X509_EXTENSION_get_object(extension)) == NID_subject_alt_name) continue;
    Extension read = read_extension(extension);
    all.push_back({read.oid, read.name, read.text});
  }
  return all;
}

bool Csr::has_challenge_password() const { return count_values(parsed_.get(), NID_pkcs9_challengePassword) > 0; }

PublicKey Csr::public_key() const {
  ErrorFence fence;
  return read_public_key(X509_REQ_get_X509_PUBKEY(parsed_.get()));
}

std::string Csr::public_key_der() const { return encode_der(X509_REQ_get_X509_PUBKEY(parsed_.get()), i2d_X509_PUBKEY); }

}  // namespace certportal::x509
