#include "view/error_page.h"

#include "view/page.h"

namespace certportal::view {
namespace {
int known(const Language& language, int status) {
  if (language.has_word("error." + std::to_string(status))) return status;
  return status >= 400 && status < 500 ? 400 : 500;
}

std::string retry_text(const Language& language, const ErrorPage& page) {
  // The message of a limit tells itself when to try again, or that waiting is of no use.
  bool is_told = page.status == 429 && !page.message.empty();
  if (page.retry_after_seconds <= 0 || is_told) return "";
  return count_wait(language, "retry", page.retry_after_seconds);
}

// The handover that the message is about; its page asks for signing in.
std::string handover_of(const ErrorPage& page) {
  auto reference = page.values.find("REFERENCE");
  return reference != page.values.end() && reference->second.starts_with("UEB-") ? reference->second : "";
}

// The certificate that the state of things does not allow something with, its successor or the order for one.
bool show_certificate(Page& out, const ErrorPage& page) {
  auto number = page.values.find("NUMBER");
  if (number == page.values.end() || page.status != 409) return false;
  bool is_order = page.message == "ORDER_OPEN_FOR_CERTIFICATE";
  out.section(is_order ? "TO_ORDER" : "TO_CERTIFICATE", "NUMBER", number->second);
  return true;
}

// The way on: what the message names, else the certificates, which ask for signing in where a fault hides who it is.
void show_way_on(Page& out, const Chrome& chrome, const ErrorPage& page) {
  if (std::string handover = handover_of(page); !handover.empty())
    return out.section("TO_HANDOVER", "REFERENCE", handover);
  if (show_certificate(out, page)) return;
  bool is_signed_out = chrome.account_name.empty();
  bool is_registration = page.message == "LINK_GONE_REGISTRATION";
  bool is_reset = page.message == "LINK_GONE_RESET";
  out.show("TO_FORGOT", is_reset);
  out.show("TO_LOGIN", is_signed_out && !is_reset && page.status < 500);
  out.show("TO_REGISTER", is_registration);
  out.show("TO_CERTIFICATES", !is_reset && (!is_signed_out || page.status >= 500));
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
  out.section("RETRY", "TEXT", retry_text(language, page));
  out.show("POSTED", page.was_post);
  show_way_on(out, chrome, page);
  out.show("HAS_SUPPORT_EMAIL", !site.settings().support_email.empty());
  out->SetValueWithoutCopy("REQUEST_ID", chrome.request_id);
  return out.finish();
}

}  // namespace certportal::view
