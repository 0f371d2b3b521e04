#include "model/person_name.h"

#include <algorithm>

#include "base/text.h"

namespace certportal::model {

namespace {
Error refuse(const char* message, const std::string& log) { return Error{Code::invalid, message, log}; }

Error too_long(const char* message, const char* what, std::size_t limit) {
  std::string number = std::to_string(limit);
  return Error{
      Code::invalid, message, std::string(what) + " is longer than " + number + " characters", {{"LIMIT", number}}};
}

// How a field is called in the log, and what its refusals are called in the catalogue.
struct Field {
  const char* what;
  std::size_t limit;
  const char* missing;
  const char* too_long;
  const char* forbidden;
};

// Blanks and zero-width characters beyond those that trim() knows: a name of only these would show as nothing.
constexpr std::string_view kInvisible[] = {" ", "\u00a0", "\u200b", "\u200c", "\u200d", "\u2060", "\u3000", "\ufeff"};

bool is_invisible(std::string_view utf8) {
  while (!utf8.empty()) {
    auto blank = std::find_if(std::begin(kInvisible), std::end(kInvisible),
                              [&](std::string_view one) { return utf8.substr(0, one.size()) == one; });
    if (blank == std::end(kInvisible)) return false;
    utf8.remove_prefix(blank->size());
  }
  return true;
}

Result<std::string> parse_text(std::string_view typed, const Field& field) {
  std::string_view text = trim(typed);
  if (!is_valid_utf8(text) || has_control_characters(text))
    return refuse(field.forbidden, std::string(field.what) + " holds control characters or is not UTF-8");
  if (is_invisible(text)) return refuse(field.missing, std::string("no ") + field.what + " given");
  // A name stands in mails to third persons: it must not be a link (handover.md, rule 9).
  if (text.find("://") != std::string_view::npos)
    return refuse(field.forbidden, std::string(field.what) + " holds \"://\"");
  if (count_code_points(text) > field.limit) return too_long(field.too_long, field.what, field.limit);
  return std::string(text);
}

constexpr char kCountryCodes[] =
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZ"
    "DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJM"
    "JOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONP"
    "NRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTO"
    "TRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

bool is_country(std::string_view code) {
  for (std::string_view rest = kCountryCodes; code.size() == 2 && !rest.empty(); rest.remove_prefix(2))
    if (rest.substr(0, 2) == code) return true;
  return false;
}
}  // namespace

Result<std::string> parse_person_name(std::string_view typed) {
  return parse_text(typed,
                    {"name", kLongestNameCharacters, "NAME_MISSING", "NAME_TOO_LONG", "NAME_FORBIDDEN_CHARACTERS"});
}

Result<std::string> parse_organisation_name(std::string_view typed) {
  return parse_text(typed, {"name of the organisation", kLongestNameCharacters, "NAME_MISSING", "NAME_TOO_LONG",
                            "NAME_FORBIDDEN_CHARACTERS"});
}

Result<std::string> parse_street(std::string_view typed) {
  return parse_text(typed,
                    {"street", kLongestNameCharacters, "STREET_MISSING", "TEXT_TOO_LONG", "TEXT_FORBIDDEN_CHARACTERS"});
}

Result<std::string> parse_postcode(std::string_view typed) {
  return parse_text(typed, {"postcode", kLongestPostcodeCharacters, "POSTCODE_MISSING", "TEXT_TOO_LONG",
                            "TEXT_FORBIDDEN_CHARACTERS"});
}

Result<std::string> parse_city(std::string_view typed) {
  return parse_text(typed,
                    {"city", kLongestNameCharacters, "CITY_MISSING", "TEXT_TOO_LONG", "TEXT_FORBIDDEN_CHARACTERS"});
}

Result<std::string> parse_country(std::string_view typed) {
  std::string code(trim(typed));
  if (code.empty()) return refuse("COUNTRY_MISSING", "no country given");
  for (char& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (!is_country(code)) return refuse("COUNTRY_INVALID", "the country is no code of ISO 3166-1, such as DE");
  return code;
}

Result<std::string> parse_phone(std::string_view typed) {
  std::string_view phone = trim(typed);
  if (phone.size() > kLongestPhoneCharacters)
    return too_long("PHONE_TOO_LONG", "phone number", kLongestPhoneCharacters);
  std::string_view rest = phone.substr(phone.substr(0, 1) == "+" ? 1 : 0);
  bool has_digit = rest.find_first_of("0123456789") != std::string_view::npos;
  if (!phone.empty() && (!has_digit || rest.find_first_not_of("0123456789()/- ") != std::string_view::npos))
    return refuse("PHONE_INVALID", "the phone number holds more than digits, blanks, ( ) / - and a leading +");
  return std::string(phone);
}

bool looks_like_link(std::string_view name) {
  if (name.find('@') != std::string_view::npos) return true;
  // A dot between two characters that are no blanks, the one after it a word's letter: "evil.example", not "Dr. Alt".
  for (std::size_t at = name.find('.'); at != std::string_view::npos; at = name.find('.', at + 1))
    if (at > 1 && at + 2 < name.size() && name[at - 1] != ' ' && name[at + 1] != ' ' && name[at + 2] != '.')
      return true;
  return false;
}

Result<std::string> parse_note(std::string_view typed) {
  std::string text;
  for (char c : trim(typed))
    if (c != '\r') text += c;  // forms send CRLF
  if (!is_valid_utf8(text) || has_control_characters(text, "\n\t"))
    return refuse("TEXT_FORBIDDEN_CHARACTERS", "note holds control characters or is not UTF-8");
  if (count_code_points(text) > kLongestNoteCharacters)
    return too_long("TEXT_TOO_LONG", "note", kLongestNoteCharacters);
  return text;
}

}  // namespace certportal::model
