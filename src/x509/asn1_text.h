// Inside of this folder only: ASN.1 strings as text that is safe to show (see x509/name.h).
#pragma once

#include <string>
#include <string_view>

#include "x509/fence.h"

namespace certportal::x509 {

// True for the ASN.1 types that hold text.
bool is_string(int type);

// The text of a string of any type. What is malformed comes as U+FFFD.
std::u32string code_points(const ASN1_STRING* string);

// The code point as UTF-8; U+FFFD for what has none.
void append_utf8(std::string& text, char32_t point);
// The same, dangerous ones (controls, bidirectional overrides) as escapes.
void append_visible(std::string& text, char32_t point);

// Bytes that are meant to be UTF-8, made safe to show; line feeds stay if `keep_lines`.
std::string visible(std::string_view bytes, bool keep_lines = false);

// "#" and the hexadecimal DER (RFC 4514 2.4).
std::string hash_and_der(const ASN1_STRING* value);
// Made safe to show: the text of a string, hash_and_der of anything else.
std::string visible(const ASN1_STRING* value);

// "1.2.840.113549.1.1.11"
std::string oid_text(const ASN1_OBJECT* object);
// OpenSSL's short ("CN") or long name ("commonName"), else the OID.
std::string short_name(const ASN1_OBJECT* object);
std::string long_name(const ASN1_OBJECT* object);

}  // namespace certportal::x509
