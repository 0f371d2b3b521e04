// What people type about themselves and their organisation (handover.md, rule 9). Every parser trims, and answers the
// form to store. Any script, 4-byte UTF-8 and right-to-left letters are fine; control and bidirectional-override
// characters and "://" are not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace certportal::model {

inline constexpr std::size_t kLongestNameCharacters = 80;
inline constexpr std::size_t kLongestPostcodeCharacters = 16;
inline constexpr std::size_t kLongestPhoneCharacters = 30;
inline constexpr std::size_t kLongestNoteCharacters = 500;

// All errors are Code::invalid; *_TOO_LONG carries LIMIT.
// NAME_MISSING, NAME_TOO_LONG, NAME_FORBIDDEN_CHARACTERS
Result<std::string> parse_person_name(std::string_view typed);
Result<std::string> parse_organisation_name(std::string_view typed);

// STREET_MISSING, POSTCODE_MISSING, CITY_MISSING; TEXT_TOO_LONG, TEXT_FORBIDDEN_CHARACTERS
Result<std::string> parse_street(std::string_view typed);
Result<std::string> parse_postcode(std::string_view typed);
Result<std::string> parse_city(std::string_view typed);

// ISO 3166-1 alpha-2, upper-cased: COUNTRY_MISSING, COUNTRY_INVALID
Result<std::string> parse_country(std::string_view typed);

// "" is fine: PHONE_TOO_LONG, PHONE_INVALID
Result<std::string> parse_phone(std::string_view typed);

// Lines; "" is fine: TEXT_TOO_LONG, TEXT_FORBIDDEN_CHARACTERS
Result<std::string> parse_note(std::string_view typed);

// True if a mail program might make a link or an address of part of the name ("www.example.org/x", "a@b"). Such a name
// is fine on pages, but does not go to an address that is not confirmed yet.
bool looks_like_link(std::string_view name);

}  // namespace certportal::model
