// Random tokens, their stored form, and tokens signed with a key. What a token is for, this file does not know.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace certportal::secret {

// 256 random bits as 43 characters of base64url: sessions, mail links.
std::string new_token();

// What is stored instead of the token: its SHA-256, 32 raw bytes.
std::string token_hash(std::string_view token);

// What to_base64url() encoded; nullopt for anything else.
std::optional<std::string> from_base64url(std::string_view text);

// Equality in a time that depends on the lengths only.
bool is_equal(std::string_view a, std::string_view b);

// The token in another guise each time, for pages that are compressed: what somebody else has a page repeat tells
// nothing of it by the page's length (BREACH). unmasked() gives the token again, "" for what is no masked one.
std::string masked(std::string_view token);
std::string unmasked(std::string_view text);

// A new token with a MAC (HMAC-SHA-256) of it under `key`: "random.mac", for the double-submit cookie of forms shown
// before sign-in. The key may have any length from 16 bytes, a shorter one is a bug of the caller.
std::string signed_token(std::string_view key);

// True if `text` came from signed_token() with the same key.
bool is_signed_token(std::string_view key, std::string_view text);

}  // namespace certportal::secret
