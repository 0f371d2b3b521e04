// First byte: the kind of mail; then a value a line, as people type them. Whatever they hold, the mail can be sent, and
// its HTML has the tags that it has with harmless values.
#include <filesystem>
#include <memory>

#include "base/text.h"
#include "fuzz.h"
#include "mail/message.h"
#include "model/mail_kind.h"
#include "view/mail.h"

using namespace certportal;

namespace {

constexpr std::string_view kTyped[] = {
    "NAME",          "ORGANISATION",    "CONTACT_NAME",     "SUCCESSOR_NAME", "REASON_TEXT",
    "CONTACT_EMAIL", "SUCCESSOR_EMAIL", "CERTIFICATE_NAME", "MORE_NAMES",     "TEXT",
    "CURE"};

const view::Site& site() {
  static const std::unique_ptr<view::Site> loaded = [] {
    view::SiteSettings settings;
    settings.template_dir = (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "templates").string();
    settings.support_email = "hilfe@example.org";
    settings.imprint_url = "https://example.org/impressum";
    auto site = view::Site::load(settings);
    fuzz::demand(site.ok(), site ? "" : site.error().log.c_str());
    return std::move(*site);
  }();
  return *loaded;
}

view::MailValues fixed_values() {
  const std::string base = "https://portal.example.org";
  return {{"LINK", base + "/register/confirm?token=abc"},
          {"HOURS", "24"},
          {"LOGIN_LINK", base + "/login"},
          {"FORGOT_LINK", base + "/password/forgot"},
          {"REGISTER_LINK", base + "/register"},
          {"HANDOVER_LINK", base + "/handovers/UEB-000017"},
          {"HANDOVERS_LINK", base + "/handovers"},
          {"RECEIPT_LINK", base + "/handovers/UEB-000017/receipt"},
          {"CERTIFICATES_LINK", base + "/certificates"},
          {"CERTIFICATE_LINK", base + "/certificates/320917"},
          {"ORDER_LINK", base + "/orders/320917"},
          {"APPROVALS_LINK", base + "/approvals"},
          {"RENEW_LINK", base + "/certificates/320917/renew"},
          {"QUEUED_AT", "2026-11-28 09:42:00"},
          {"ENDS_ON", "2027-06-16 07:15:00"},
          {"SIDE", "successor"},
          {"REFERENCE", "UEB-000017"},
          {"ORGANISATION_REFERENCE", "ORG-000003"},
          {"NUMBER", "320917"},
          {"DAYS", "7"}};
}

Result<view::MailText> render(std::string_view kind, const view::MailValues& typed) {
  view::MailValues values = fixed_values();
  values.insert(typed.begin(), typed.end());
  return view::render_mail(site(), kind, {"de", "en"}, values, {values, values});
}

std::string tags_of(std::string_view html) {
  std::string tags;
  for (std::size_t at = 0; (at = html.find('<', at)) != html.npos; ++at)
    tags += html.substr(at, html.find('>', at) - at);
  return tags;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view kind = model::kMailKinds[data[0] % std::size(model::kMailKinds)]->name;
  std::string_view rest = fuzz::as_text(data + 1, size - 1);
  view::MailValues typed, harmless;
  bool is_clean = true;
  for (std::string_view name : kTyped) {
    std::string value(fuzz::take_line(rest));
    is_clean = is_clean && is_valid_utf8(value) && !has_control_characters(value);
    harmless[std::string(name)] = value.empty() ? "" : "Muster";
    typed[std::string(name)] = std::move(value);
  }
  auto text = render(kind, typed);
  fuzz::demand(text.ok() == is_clean, "refused is what could forge a line, and nothing else");
  if (!text) return 0;
  fuzz::demand(tags_of(text->html) == tags_of(render(kind, harmless)->html), "a value makes no tag");
  auto mail = mail::compose({.from_address = "portal@example.org",
                             .from_name = "Zertifikatsportal",
                             .to = "anna.alt@example.org",
                             .subject = text->subject,
                             .text = text->body,
                             .html = text->html,
                             .id = "1.2",
                             .id_host = "portal.example.org"});
  fuzz::demand(mail.ok(), "what is rendered can be sent");
  return 0;
}
