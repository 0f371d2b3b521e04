#include "x509/read_extension.h"

#include "x509/asn1_text.h"

namespace certportal::x509 {

Extension read_extension(X509_EXTENSION* extension) {
  const ASN1_OBJECT* object = X509_EXTENSION_get_object(extension);
  OwnedBio bio = memory_bio();
  if (X509V3_EXT_print(bio.get(), extension, X509V3_EXT_DUMP_UNKNOWN, 0) != 1) {
    BIO_reset(bio.get());
    const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(extension);
    BIO_dump_indent(bio.get(), ASN1_STRING_get0_data(value), ASN1_STRING_length(value), 0);
  }
  std::string text = visible(content_of(bio), true);
  while (text.ends_with('\n')) text.pop_back();
  return {oid_text(object), long_name(object), X509_EXTENSION_get_critical(extension) != 0, text};
}

}  // namespace certportal::x509
