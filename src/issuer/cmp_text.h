// Texts about a CA's answers: English, one line, at most 500 characters, whatever the CA writes.
#pragma once

#include <string>
#include <string_view>

namespace certportal::issuer {

inline constexpr std::size_t kLongestText = 500;

// What stands in OpenSSL's error queue, the oldest first, each reason once: "transfer error; …". Empties it.
std::string openssl_reasons();

// What an error message (RFC 4210 5.3.21) says, whoever wrote it: "PKIStatus: rejection; PKIFailureInfo: badRequest;
// …"; "" if `der` is none. For people who look for a cause: its protection is not looked at.
std::string error_message_text(std::string_view der);

}  // namespace certportal::issuer
