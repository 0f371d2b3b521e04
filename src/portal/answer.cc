#include "portal/answer.h"

#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "secret/token.h"
#include "view/error_page.h"

namespace certportal::portal {
namespace {

constexpr std::string_view kFlashCookie = "flash";

// For the language link: the page behind a mail's link is nothing without its token, which a form brings in its body.
std::string shown_query(const Visit& visit) {
  std::string_view token = visit.form.get("token");
  return token.empty() ? visit.request.query : "token=" + percent_encode(token);
}

// FLASH_…, or FLASH_….COUNT.
void take_flash(Visit& visit, view::Chrome& chrome) {
  std::string flash(visit.portal.cookies.read(visit.request.header("Cookie"), kFlashCookie));
  auto dot = std::min(flash.find('.'), flash.size());
  std::string name = flash.substr(0, dot);
  if (!visit.portal.site.has_message(name) || !name.starts_with("FLASH_")) return;
  visit.cookies.push_back(visit.portal.cookies.clear(kFlashCookie));
  chrome.flash = name;
  chrome.flash_count = dot < flash.size() ? std::atol(flash.c_str() + dot + 1) : 0;
}

long seconds_of(const Error& error) {
  auto seconds = error.values.find("SECONDS");
  return seconds == error.values.end() ? 0 : std::atol(seconds->second.c_str());
}

// As many as a selector can offer sensibly, and the selected one among them.
void offer_organisations(const store::Session& session, view::Chrome& chrome) {
  constexpr std::size_t kOffered = 50;
  auto selected = model::parse_organisation_reference(chrome.organisation);
  chrome.organisations.reserve(std::min(session.organisations.size(), kOffered + 1));
  for (std::size_t i = 0; i < session.organisations.size(); ++i) {
    const auto& organisation = session.organisations[i];
    if (i < kOffered || organisation.id == selected)
      chrome.organisations.push_back({model::to_text(organisation.id), organisation.name});
  }
  chrome.has_more_organisations = session.has_more_organisations || session.organisations.size() > kOffered;
}

}  // namespace

view::Chrome make_chrome(Visit& visit) {
  view::Chrome chrome;
  chrome.language = visit.language;
  chrome.query = shown_query(visit);
  chrome.csrf_token = secret::masked(visit.csrf_token);
  chrome.menu = visit.route ? visit.route->menu : view::Menu::none;
  chrome.request_id = visit.request.request_id;
  take_flash(visit, chrome);
  if (!visit.session) return chrome;
  chrome.account_name = visit.account().name;
  chrome.is_officer = visit.account().role == store::Role::officer;
  chrome.has_second_factor = visit.account().has_second_factor;
  chrome.organisation = visit.request.parameters.get("organisation");
  chrome.waiting_handovers = visit.session->waiting_handovers;
  chrome.waiting_orders = visit.waiting_orders;
  offer_organisations(*visit.session, chrome);
  return chrome;
}

view::FormState sent_form(const Visit& visit) {
  view::FormState form;
  for (const auto& [name, value] : visit.form.fields()) form.values.emplace(name, value);
  return form;
}

http::Response redirect(Visit& visit, std::string_view path, std::string_view flash, std::size_t count) {
  std::string value(flash);
  if (count > 0) value += "." + std::to_string(count);
  if (!flash.empty()) visit.cookies.push_back(visit.portal.cookies.set(kFlashCookie, value, Seconds{60}));
  return http::redirect_see_other(visit.portal.base.path + std::string(path));
}

int status_of(Code code) {
  switch (code) {
    case Code::invalid: return 422;
    case Code::unauthenticated: return 303;
    case Code::forbidden: return 403;
    case Code::not_found: return 404;
    case Code::method_not_allowed: return 405;
    case Code::conflict: return 409;
    case Code::gone: return 410;
    case Code::too_large: return 413;
    case Code::unsupported_type: return 415;
    case Code::rate_limited: return 429;
    case Code::unavailable: return 503;
  }
  std::abort();
}

void set_retry_after(http::Response& response, const Error& error) {
  if (error.code != Code::rate_limited && error.code != Code::unavailable) return;
  response.set_header("Retry-After", std::to_string(std::max(1L, seconds_of(error))));
}

http::Response error_page(Visit& visit, const Error& error) {
  view::ErrorPage content;
  content.status = status_of(error.code);
  content.message = error.message;
  content.values = error.values;
  content.was_post = visit.request.is_post();
  content.retry_after_seconds = seconds_of(error);
  if (error.message == "ORIGIN_WRONG") content.right_address = visit.portal.config.text("base_url");
  http::Response response = page(visit, content, content.status);
  set_retry_after(response, error);
  return response;
}

Error account_gone() { return {Code::unauthenticated, "", "the account was locked or deleted meanwhile"}; }

Error not_found() { return {Code::not_found, "", "no such thing, or not theirs"}; }

}  // namespace certportal::portal
