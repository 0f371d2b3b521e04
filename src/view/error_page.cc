#include "view/error_page.h"

#include "view/page.h"

namespace certportal::view {
namespace {
int known(const Language& language, int status) {
  if (language.has_word("error." + std::to_string(status))) return status;
  return status >= 400 && status < 500 ? 400 : 500;
}

std::string retry_text(const Language& language, long seconds) {
  if (seconds <= 0) return "";
  return seconds <= 90 ? language.count("retry.seconds", seconds)
                       : language.count("retry.minutes", (seconds + 59) / 60);
}
}  // namespace

std::string render(const Site& site, const Chrome& chrome, const ErrorPage& page) {
  Page out(site, chrome, "error");
  const Language& language = out.language();
  std::string status = std::to_string(known(language, page.status));
  out->SetValue("TITLE", language.word("error." + status));
  out->SetIntValue("STATUS", page.status);
  out->ShowSection("S" + status);
  if (!page.message.empty()) set_message(language, *out->AddSectionDictionary("WHY"), page.message, page.values);
  out.show("NO_WHY", page.message.empty());  // a message of its own says more than the general sentence
  out.section("RIGHT_ADDRESS", "URL", page.right_address);
  out.section("RETRY", "TEXT", retry_text(language, page.retry_after_seconds));
  out.show("POSTED", page.was_post);
  out.show("HAS_SUPPORT_EMAIL", !site.settings().support_email.empty());
  out->SetValueWithoutCopy("REQUEST_ID", chrome.request_id);
  return out.finish();
}

}  // namespace certportal::view
