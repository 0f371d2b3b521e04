// Mails as text: what mailers and readers find in them, and what never gets into them.
#include "mail/message.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <sstream>

#include "base/text.h"
#include "mail/encoding.h"

using namespace certportal;
using namespace certportal::mail;
using namespace std::string_literals;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Message sample() {
  Message message;
  message.from_address = "portal@example.org";
  message.from_name = "Zertifikatsportal";
  message.to = "anna.alt@example.org";
  message.subject = "Please confirm";
  message.text = "Hello,\nhttps://example.org/register/confirm?token=abc\n";
  message.date = *from_sql("2026-11-28 09:05:07");
  message.id = "outbox-17";
  message.id_host = "example.org";
  return message;
}

std::size_t longest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t longest = 0;
  for (std::string line; std::getline(lines, line);) longest = std::max(longest, line.size());
  return longest;
}

// A plain reader of quoted-printable, the counterpart to check against.
std::string decode(const std::string& encoded) {
  std::string out;
  for (std::size_t at = 0; at < encoded.size(); ++at) {
    if (encoded[at] != '=') {
      out += encoded[at];
    } else if (encoded[at + 1] == '\n') {
      ++at;
    } else {
      out += static_cast<char>(std::stoi(encoded.substr(at + 1, 2), nullptr, 16));
      at += 2;
    }
  }
  return out;
}

class MessageTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MessageTest);
  CPPUNIT_TEST(plain_mail_is_written_whole);
  CPPUNIT_TEST(line_breaks_in_headers_are_refused);
  CPPUNIT_TEST(malformed_addresses_are_refused);
  CPPUNIT_TEST(subjects_are_encoded_and_folded);
  CPPUNIT_TEST(encoded_words_are_cut_between_code_points);
  CPPUNIT_TEST(names_are_quoted_or_encoded);
  CPPUNIT_TEST(quoted_printable_brings_every_text_back);
  CPPUNIT_TEST(no_line_looks_like_a_mail_separator);
  CPPUNIT_TEST(links_of_ascii_mails_stay_whole);
  CPPUNIT_TEST(html_stands_behind_the_text);
  CPPUNIT_TEST(no_content_ends_its_part);
  CPPUNIT_TEST(nul_and_invalid_utf8_in_the_text_are_refused);
  CPPUNIT_TEST(message_id_is_random_unless_given);
  CPPUNIT_TEST_SUITE_END();

 public:
  void plain_mail_is_written_whole() {
    Message message = sample();
    message.headers = {{"List-Unsubscribe", "<https://example.org/x>"}};
    CPPUNIT_ASSERT_EQUAL(
        "From: \"Zertifikatsportal\" <portal@example.org>\nTo: anna.alt@example.org\nSubject: Please confirm\n"
        "Date: Sat, 28 Nov 2026 09:05:07 +0000\nMessage-ID: <outbox-17@example.org>\nMIME-Version: 1.0\n"
        "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n"
        "List-Unsubscribe: <https://example.org/x>\nContent-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 7bit\n\nHello,\nhttps://example.org/register/confirm?token=abc\n"s,
        *compose(message));
  }

  void line_breaks_in_headers_are_refused() {
    for (const std::string& bad :
         {"a\nBcc: x@example.org"s, "a\r\nBcc: x@example.org"s, "a\rb"s, "a\0b"s, "a\x1b[2J"s, "\xff"s,
          "\xe2\x80\xae"
          "abc"s}) {
      Message message = sample();
      message.subject = bad;
      CPPUNIT_ASSERT_MESSAGE("subject " + bad, !compose(message).ok());
      message = sample();
      message.from_name = bad;
      CPPUNIT_ASSERT_MESSAGE("name " + bad, !compose(message).ok());
      message = sample();
      message.headers = {{"X-Kind", bad}};
      CPPUNIT_ASSERT_MESSAGE("header " + bad, !compose(message).ok());
      message = sample();
      message.id_host = bad;
      CPPUNIT_ASSERT_MESSAGE("id host " + bad, !compose(message).ok());
      message = sample();
      message.headers = {{"X-" + bad, "1"}};
      CPPUNIT_ASSERT_MESSAGE("header name " + bad, !compose(message).ok());
    }
  }

  void malformed_addresses_are_refused() {
    for (const std::string& bad :
         {""s, "anna"s, "a@b, c@d"s, "a@b\n"s, "a@b\r\nCc: c@d"s, "a b@example.org"s, "<a@b>"s, "-oQ/tmp@example.org"s,
          "änna@example.org"s, "a@b\0"s, "\"a\"@b"s, "a(b)@c"s, "=?utf-8?q?a=40b?=@c"s, std::string(320, 'a') + "@b"}) {
      Message message = sample();
      message.to = bad;
      CPPUNIT_ASSERT_MESSAGE("to " + bad, !compose(message).ok());
      message = sample();
      message.from_address = bad;
      CPPUNIT_ASSERT_MESSAGE("from " + bad, !compose(message).ok());
    }
    Message message = sample();
    message.to = "a.b+c'd=e/f@xn--mller-kva.example";
    CPPUNIT_ASSERT(compose(message).ok());
  }

  void subjects_are_encoded_and_folded() {
    struct Case {
      std::string name, subject, encoded;
    } cases[] = {
        {"plain", "Hello you", "Hello you"},
        {"empty", "", ""},
        {"umlaut", "Übergabe", "=?UTF-8?Q?=C3=9Cbergabe?="},
        {"mostly other than ASCII", "日本語", "=?UTF-8?B?5pel5pys6Kqe?="},
        {"already looks encoded", "=?UTF-8?Q?x?=", "=?UTF-8?Q?=3D=3FUTF-8=3FQ=3Fx=3F=3D?="},
        {"two blanks", "a  b", "=?UTF-8?Q?a__b?="},
        {"blank in front", " a", "=?UTF-8?Q?_a?="},
    };
    for (const auto& c : cases) CPPUNIT_ASSERT_EQUAL_MESSAGE(c.name, c.encoded, encode_unstructured(c.subject, 9));
    std::string words;
    for (int i = 0; i < 60; ++i) words += "word ";
    std::string folded = encode_unstructured(words + "end", 9);
    CPPUNIT_ASSERT(longest_line("Subject: " + folded) <= kLineLength);
    CPPUNIT_ASSERT(contains(folded, "\n word"));
  }

  void encoded_words_are_cut_between_code_points() {
    for (const char* letter : {"ü", "語", "😀", "aü"}) {
      std::string subject;
      for (int i = 0; i < 80; ++i) subject += letter;
      std::istringstream lines("Subject: " + encode_unstructured(subject, 9));
      for (std::string line; std::getline(lines, line);) {
        CPPUNIT_ASSERT_MESSAGE(line, line.size() <= kLineLength && line.ends_with("?="));
        if (!contains(line, "?Q?")) continue;
        auto start = line.find("?Q?") + 3;
        CPPUNIT_ASSERT_MESSAGE(line, is_valid_utf8_q(line.substr(start, line.size() - start - 2)));
      }
    }
  }

  void names_are_quoted_or_encoded() {
    struct Case {
      std::string name, from;
    } cases[] = {
        {"", "From: portal@example.org\n"},
        {"Muster AG", "From: \"Muster AG\" <portal@example.org>\n"},
        {"Muster \"AG\" \\ <x@y>, z", "From: \"Muster \\\"AG\\\" \\\\ <x@y>, z\" <portal@example.org>\n"},
        {"Müller, AG", "From: =?UTF-8?Q?M=C3=BCller=2C_AG?= <portal@example.org>\n"},
    };
    for (const auto& c : cases) {
      Message message = sample();
      message.from_name = c.name;
      CPPUNIT_ASSERT_MESSAGE(c.name + " " + *compose(message), compose(message)->starts_with(c.from));
    }
    Message message = sample();
    message.from_name = std::string(80, 'x');
    CPPUNIT_ASSERT(longest_line(*compose(message)) <= kLineLength);
  }

  void quoted_printable_brings_every_text_back() {
    const std::string texts[] = {
        "",
        "a\n",
        "Grüße\n",
        "token=abc=\n",
        "ends with a blank \n",
        "tab\t\n",
        "\n\n\n",
        ".\n..\n",
        "From me\nx\n",
        "a\rb\n",
        "bell\a\n",
        std::string(500, 'x') + "\n",
        std::string(500, '=') + "\n",
        std::string(75, 'x') + "\n",
        std::string(76, 'x') + "\n",
        std::string(77, 'x') + "\n",
        std::string(74, 'x') + "ü\n",
        std::string(75, 'x') + ".From \n",
        std::string(75, 'x') + " \n",
        std::string(300, ' ') + "\n",
        std::string(300, '.') + "\n",
    };
    for (const std::string& text : texts) {
      std::string encoded = quoted_printable(text);
      CPPUNIT_ASSERT_EQUAL(text, decode(encoded));
      CPPUNIT_ASSERT_MESSAGE(text, longest_line(encoded) <= kLineLength);
      CPPUNIT_ASSERT_MESSAGE(text, !contains(encoded, " \n") && !contains(encoded, "\t\n"));
      CPPUNIT_ASSERT_MESSAGE(text, !contains("\n" + encoded, "\n.") && !contains("\n" + encoded, "\nFrom "));
    }
    CPPUNIT_ASSERT_EQUAL("a\nb\n"s, quoted_printable("a\r\nb\r\n"));
  }

  void no_line_looks_like_a_mail_separator() {
    Message message = sample();
    message.text = "From the portal\n.\nBye\n";
    std::string mail = *compose(message);
    CPPUNIT_ASSERT(contains(mail, "\n=46rom the portal\n=2E\nBye\n"));
    CPPUNIT_ASSERT(contains(mail, "Content-Transfer-Encoding: quoted-printable\n"));
  }

  void links_of_ascii_mails_stay_whole() {
    Message message = sample();
    std::string link = "https://portal.example.org/handover?token=" + std::string(80, 'x');
    message.text = "Open\n" + link + "\n";
    CPPUNIT_ASSERT(contains(*compose(message), "\n" + link + "\n"));
    message.text = std::string(300, 'x') + "\n";
    CPPUNIT_ASSERT(longest_line(*compose(message)) <= kLineLength);
  }

  void html_stands_behind_the_text() {
    Message message = sample();
    message.text = "Hello,\n";
    message.html = "<p>Grüße</p>\n";
    std::string mail = *compose(message);
    CPPUNIT_ASSERT_EQUAL(
        "MIME-Version: 1.0\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n"
        "Content-Type: multipart/alternative;\n boundary=\"=_certportal_alternative\"\n\n"
        "--=_certportal_alternative\nContent-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 7bit\n\nHello,\n\n"
        "--=_certportal_alternative\nContent-Type: text/html; charset=UTF-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\n<p>Gr=C3=BC=C3=9Fe</p>\n\n--=_certportal_alternative--\n"s,
        mail.substr(mail.find("MIME-Version")));
  }

  void no_content_ends_its_part() {
    Message message = sample();
    message.text = message.html = "a\n--=_certportal_alternative--\nb\n";
    std::string mail = *compose(message);
    std::size_t delimiters = 0;
    for (std::size_t at = 0; (at = mail.find("\n--=_certportal", at)) != std::string::npos; ++at) ++delimiters;
    CPPUNIT_ASSERT_EQUAL_MESSAGE(mail, std::size_t{3}, delimiters);
    CPPUNIT_ASSERT(contains(mail, "\n--=3D_certportal_alternative--\nb\n"));
  }

  void nul_and_invalid_utf8_in_the_text_are_refused() {
    for (const std::string& bad : {"a\0b"s, "\xc3"s}) {
      Message message = sample();
      message.text = bad;
      CPPUNIT_ASSERT(!compose(message).ok());
      message = sample();
      message.html = bad;
      CPPUNIT_ASSERT(!compose(message).ok());
    }
  }

  void message_id_is_random_unless_given() {
    Message message = sample();
    CPPUNIT_ASSERT_EQUAL(*compose(message), *compose(message));
    message.id.clear();
    CPPUNIT_ASSERT(*compose(message) != *compose(message));
    for (const char* bad : {"a b", "a>b", "a\nb", "ä"}) {
      message.id = bad;
      CPPUNIT_ASSERT_MESSAGE(bad, !compose(message).ok());
    }
  }

 private:
  // True if the Q-encoded text is whole code points.
  static bool is_valid_utf8_q(const std::string& encoded) { return is_valid_utf8(decode(encoded)); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MessageTest);

}  // namespace
