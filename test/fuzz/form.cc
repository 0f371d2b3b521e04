// Urlencoded text: what is accepted can be encoded again and says the same then.
#include "http/form.h"

#include "base/text.h"
#include "fuzz.h"

using namespace certportal;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = fuzz::as_text(data, size);
  if (is_valid_utf8(text) && text.find('\0') == text.npos) {
    auto decoded = http::percent_decode(percent_encode(text), true);
    fuzz::demand(decoded && *decoded == text, "decoding undoes encoding");
  }
  auto form = http::Form::parse(text);
  if (!form) return 0;
  std::string again;
  for (const auto& [name, value] : form->fields()) {
    fuzz::demand(is_valid_utf8(name) && is_valid_utf8(value), "fields are UTF-8");
    fuzz::demand((name + value).find('\0') == std::string::npos, "fields hold no NUL");
    fuzz::demand(form->has(name) && form->get(name) == form->all(name).front(), "get gives the first of a name");
    again += percent_encode(name) + "=" + percent_encode(value) + "&";
  }
  fuzz::demand(form->size() <= http::kMaximumFields, "fields are bounded");
  auto same = http::Form::parse(again);
  fuzz::demand(same && same->fields() == form->fields(), "an encoded form is the same form");
  return 0;
}
