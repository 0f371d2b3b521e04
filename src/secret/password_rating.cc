// zxcvbn reads single bytes, knows English words, and folds the case of ASCII only. So password and words are folded
// first: umlauts spelled out, every other character beyond ASCII as one byte (an emoji is one thing to guess, not
// four).
#include "secret/password_rating.h"

#include <zxcvbn.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "secret/password_hash.h"

namespace certportal::secret {

namespace {
// Common passwords, then names, places and words, roughly by how early a guesser tries them; ASCII, umlauts spelled
// out.
constexpr char kGermanWords[] =
#include "secret/german_words.inc"
    ;
constexpr std::size_t kShortestWord = 3;
constexpr std::size_t kLongestWord = 80;

struct Spelling {
  std::string_view letter;
  std::string_view ascii;
};
constexpr Spelling kSpellings[] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"},
                                   {"Ö", "oe"}, {"Ü", "ue"}, {"ß", "ss"}, {"ẞ", "ss"}};

// Moves `at` behind the code point that starts there. Precondition: valid UTF-8.
std::string_view next_letter(std::string_view utf8, std::size_t& at) {
  std::size_t start = at++;
  while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80) ++at;
  return utf8.substr(start, at - start);
}

std::string fold(std::string_view utf8) {
  std::string folded;
  for (std::size_t at = 0; at < utf8.size();) {
    std::string_view letter = next_letter(utf8, at);
    auto spelling = std::find_if(std::begin(kSpellings), std::end(kSpellings),
                                 [&](const Spelling& one) { return one.letter == letter; });
    if (letter.size() == 1) {
      folded += letter;
    } else if (spelling != std::end(kSpellings)) {
      folded += spelling->ascii;
    } else {
      unsigned mixed = 0;
      for (unsigned char byte : letter) mixed = mixed * 31 + byte;
      folded += static_cast<char>(0x80 | (mixed & 0x7f));
    }
  }
  return folded;
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// The text as a whole and each run of letters and digits in it.
void add_words(const std::string& text, std::vector<std::string>& words) {
  if (!is_valid_utf8(text)) return;
  auto add = [&](std::string_view word) {
    if (word.size() < kShortestWord || word.size() > kLongestWord) return;
    if (std::find(words.begin(), words.end(), word) == words.end()) words.emplace_back(word);
  };
  std::string folded = to_lower_ascii(fold(text));
  add(folded);
  for (std::size_t at = 0; at < folded.size();) {
    std::size_t start = at;
    while (at < folded.size() && is_word_byte(folded[at])) ++at;
    add(std::string_view(folded).substr(start, at - start));
    ++at;
  }
}

std::vector<std::string> words_of(const OwnData& own) {
  std::vector<std::string> words;
  add_words(own.email, words);
  add_words(own.name, words);
  for (const std::string& other : own.others) add_words(other, words);
  return words;
}

std::vector<std::string> german_words() {
  std::vector<std::string> words;
  std::string_view all = kGermanWords;
  for (std::size_t at = 0; at < all.size();) {
    std::size_t start = std::min(all.find_first_not_of(" \n", at), all.size());
    at = std::min(all.find_first_of(" \n", start), all.size());
    if (start < at) words.emplace_back(all.substr(start, at - start));
  }
  return words;
}

struct Guess {
  double bits = 0;
  std::set<int> kinds;  // of the parts found; MULTIPLE_MATCH is a kind of its own
};

// The words cost more bits the later they stand, so the account's own come first.
Guess guess(const std::string& folded, const std::vector<std::string>& own, const std::vector<std::string>& more) {
  std::vector<const char*> words;
  words.reserve(own.size() + more.size() + 1);
  for (const std::string& word : own) words.push_back(word.c_str());
  for (const std::string& word : more) words.push_back(word.c_str());
  words.push_back(nullptr);
  ZxcMatch_t* parts = nullptr;
  Guess result;
  result.bits = ZxcvbnMatch(folded.c_str(), words.data(), &parts);
  for (const ZxcMatch_t* part = parts; part; part = part->Next) {
    result.kinds.insert(part->Type & ~MULTIPLE_MATCH);
    if (part->Type & MULTIPLE_MATCH) result.kinds.insert(MULTIPLE_MATCH);
  }
  ZxcvbnFreeInfo(parts);
  return result;
}

std::vector<std::string> advice_of(const Guess& with_all, const Guess& with_own) {
  auto found = [&](std::initializer_list<int> kinds) {
    return std::any_of(kinds.begin(), kinds.end(), [&](int kind) { return with_all.kinds.count(kind) > 0; });
  };
  bool own = with_own.kinds.count(USER_MATCH) > 0 || with_own.kinds.count(USER_LEET_MATCH) > 0;
  std::vector<std::string> advice;
  if (own) advice.push_back("PASSWORD_ADVICE_OWN_DATA");
  if (found({DICTIONARY_MATCH, DICT_LEET_MATCH}) || (!own && found({USER_MATCH, USER_LEET_MATCH})))
    advice.push_back("PASSWORD_ADVICE_DICTIONARY");
  if (found({REPEATS_MATCH, MULTIPLE_MATCH})) advice.push_back("PASSWORD_ADVICE_REPEAT");
  if (found({SEQUENCE_MATCH})) advice.push_back("PASSWORD_ADVICE_SEQUENCE");
  if (found({SPATIAL_MATCH})) advice.push_back("PASSWORD_ADVICE_KEYBOARD");
  if (found({DATE_MATCH, YEAR_MATCH})) advice.push_back("PASSWORD_ADVICE_DATE");
  return advice;
}

// What refuses a password whatever it is made of; "" if nothing does.
std::string verdict_on_form(const std::string& password) {
  if (password.empty()) return "PASSWORD_MISSING";
  if (password.size() > kLongestPasswordBytes) return "PASSWORD_TOO_LONG";
  if (!is_valid_utf8(password) || has_control_characters(password)) return "PASSWORD_FORBIDDEN_CHARACTERS";
  if (count_code_points(password) < kShortestPasswordCharacters) return "PASSWORD_TOO_SHORT";
  return "";
}
}  // namespace

PasswordRating rate_password(const std::string& password, const OwnData& own) {
  static const std::vector<std::string> german = german_words();
  std::string verdict = verdict_on_form(password);
  if (!verdict.empty()) return {false, 0, {verdict}};
  std::string folded = fold(password);
  std::vector<std::string> own_words = words_of(own);
  Guess with_all = guess(folded, own_words, german);
  if (with_all.bits >= kLeastPasswordBits) return {true, with_all.bits, {}};
  PasswordRating rating{false, with_all.bits, {"PASSWORD_TOO_WEAK"}};
  for (std::string& advice : advice_of(with_all, guess(folded, own_words, {})))
    rating.messages.push_back(std::move(advice));
  return rating;
}

}  // namespace certportal::secret
