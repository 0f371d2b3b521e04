// What people type as a name of something. Each accepted form is the stored one: parsed again, it is the same.
#include "base/text.h"
#include "fuzz.h"
#include "mail/message.h"
#include "model/certificate_name.h"
#include "model/domain_name.h"
#include "model/email.h"
#include "model/person_name.h"
#include "model/reference.h"

using namespace certportal;

namespace {

void check_address(std::string_view typed) {
  auto email = model::EmailAddress::parse(typed);
  if (!email) return;
  auto again = model::EmailAddress::parse(email->address());
  fuzz::demand(again && *again == *email, "an address is in its one form");
  fuzz::demand(is_valid_utf8(email->display()) && !has_control_characters(email->display()), "it is safe to show");
  auto mail = mail::compose({.from_address = "portal@example.org",
                             .to = email->address(),
                             .subject = "x",
                             .text = "x",
                             .id = "1",
                             .id_host = "example.org"});
  fuzz::demand(mail.ok(), "an address that is taken can be written to");
}

void check_domain_name(std::string_view typed) {
  for (bool wildcard : {false, true}) {
    auto ascii = model::to_ascii(typed, wildcard);
    if (!ascii) continue;
    fuzz::demand(model::to_ascii(*ascii, wildcard) == ascii, "A-labels are in their one form");
    fuzz::demand(ascii->size() <= 253 + 2, "a domain name fits");
    auto unicode = model::to_unicode(*ascii);
    if (unicode) fuzz::demand(model::to_ascii(*unicode, true) == ascii, "U-labels lead back");
  }
  model::DisplayName shown = model::display_name(typed);
  if (!shown.unicode.empty() && !has_control_characters(typed)) {
    fuzz::demand(is_valid_utf8(shown.unicode) && !has_control_characters(shown.unicode), "U-labels are safe to show");
    fuzz::demand(split(shown.unicode, '.').size() == split(typed, '.').size(), "every label is shown");
  }
  auto name = model::check_certificate_name(typed);
  if (!name) return;
  auto again = model::check_certificate_name(*name);
  fuzz::demand(again && *again == *name, "a certificate's name is in its one form");
}

void check_texts(std::string_view typed) {
  using Parse = Result<std::string> (*)(std::string_view);
  for (Parse parse : {Parse{model::parse_person_name}, Parse{model::parse_organisation_name},
                      Parse{model::parse_street}, Parse{model::parse_postcode}, Parse{model::parse_city},
                      Parse{model::parse_country}, Parse{model::parse_phone}, Parse{model::parse_note}}) {
    auto stored = parse(typed);
    if (!stored) continue;
    fuzz::demand(is_valid_utf8(*stored) && !has_control_characters(*stored, "\r\n\t"), "a text is safe to show");
    auto again = parse(*stored);
    fuzz::demand(again && *again == *stored, "a text is in its one form");
  }
}

template <class Id>
void check_reference(const std::optional<Id>& id, std::string_view text) {
  if (id) fuzz::demand(id->value > 0 && model::to_text(*id) == text, "a reference has one spelling");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view typed = fuzz::as_text(data, size);
  check_address(typed);
  check_domain_name(typed);
  check_texts(typed);
  check_reference(model::parse_organisation_reference(typed), typed);
  check_reference(model::parse_handover_reference(typed), typed);
  check_reference(model::parse_certificate_number(typed), typed);
  std::string line = one_line(typed, 100);
  fuzz::demand(is_valid_utf8(line) && !has_control_characters(line) && count_code_points(line) <= 100, "one line");
  fuzz::demand(!has_control_characters(printable(typed)), "a terminal shows it");
  return 0;
}
