#include "portal/gate.h"

#include <algorithm>

#include "base/text.h"
#include "http/client_address.h"
#include "portal/approvals.h"
#include "portal/second_factor_check.h"
#include "secret/token.h"

namespace certportal::portal {
namespace {

constexpr std::string_view kSessionCookie = "session";
constexpr std::string_view kFormCookie = "form";
constexpr std::string_view kDeviceCookie = "device";
constexpr std::string_view kLanguageCookie = "language";
constexpr Seconds kTouchEvery = std::chrono::minutes(1);

std::string language_of(const Visit& visit) {
  std::string_view locale = visit.session ? std::string_view(visit.account().locale) : std::string_view();
  return visit.portal.site.pick_language(visit.portal.cookies.read(visit.request.header("Cookie"), kLanguageCookie),
                                         locale, visit.request.header("Accept-Language"));
}

// The query's `lang` wins, then the cookie that it left, the account, the browser.
void choose_language(Visit& visit) {
  const auto& cookies = visit.portal.cookies;
  std::string_view chosen = visit.request.parameters.get("lang");
  if (visit.request.is_get() && visit.portal.site.has_language(chosen)) {
    visit.cookies.push_back(cookies.set(kLanguageCookie, chosen, std::chrono::hours(24 * 365)));
    visit.language = chosen;
    return;
  }
  visit.language = language_of(visit);
}

void find_session(Visit& visit) {
  std::string_view token = visit.portal.cookies.read(visit.request.header("Cookie"), kSessionCookie);
  if (token.empty()) return;
  visit.session =
      store::find_session(visit.database(), secret::token_hash(token), visit.portal.limits.session, visit.now);
  if (!visit.session) return;
  visit.csrf_token = session_csrf_token(token);
  if (visit.account().role == store::Role::officer) visit.waiting_orders = count_waiting_orders(visit);
  if (visit.now - visit.session->last_used_at >= kTouchEvery)
    store::touch_session(visit.database(), visit.session->token_hash, visit.now);
}

// Signed double-submit cookie; a valid one is kept, so that a form open in another tab stays good.
std::string_view form_cookie(const Visit& visit) {
  std::string_view cookie = visit.portal.cookies.read(visit.request.header("Cookie"), kFormCookie);
  return secret::is_signed_token(visit.portal.form_key, cookie) ? cookie : std::string_view();
}

void prepare_form_token(Visit& visit) {
  if (visit.session) return;
  visit.csrf_token = form_cookie(visit);
  if (!visit.csrf_token.empty()) return;
  visit.csrf_token = secret::signed_token(visit.portal.form_key);
  visit.cookies.push_back(visit.portal.cookies.set(kFormCookie, visit.csrf_token));
}

// RFC 6454; browsers that leave Origin out of a form's POST send at least the Referer.
bool is_own_origin(const Visit& visit) {
  std::string origin(visit.request.header("Origin"));
  if (origin.empty()) {
    std::string_view referer = visit.request.header("Referer");
    auto end = referer.find('/', referer.find("://") == std::string_view::npos ? 0 : referer.find("://") + 3);
    origin = referer.substr(0, end);
  }
  const auto& origins = visit.portal.origins;
  return std::find(origins.begin(), origins.end(), to_lower_ascii(origin)) != origins.end();
}

bool is_own_form(const Visit& visit) {
  std::string token = secret::unmasked(visit.form.get("csrf_token"));
  if (token.empty()) return false;
  if (visit.session && secret::is_equal(token, visit.csrf_token)) return true;
  // A public form that was opened before somebody signed in, in another tab perhaps.
  return visit.route->access == Access::everybody && secret::is_equal(token, form_cookie(visit));
}

Result<void> check_access(const Visit& visit) {
  if (visit.route->access == Access::everybody) return {};
  if (!visit.session) return Error{Code::unauthenticated, "", "not signed in"};
  if (visit.route->access == Access::settling) return {};
  if (needs_second_factor(visit))
    return Error{Code::forbidden, kSecondFactorDemanded, "officer without a second factor"};
  if (visit.route->access == Access::officer && visit.account().role != store::Role::officer)
    return Error{Code::forbidden, "ROLE_WRONG", "not an officer"};
  return {};
}

store::SessionOrigin origin_of(const Visit& visit) {
  store::SessionOrigin origin{visit.client, std::string(visit.request.header("User-Agent").substr(0, 200))};
  for (char& c : origin.user_agent)
    if (c < ' ' || c > '~') c = '?';
  return origin;
}

Result<void> read_form(Visit& visit, http::BodyReader& body) {
  http::Request& request = visit.request;
  const Limits& limits = visit.portal.limits;
  bool is_multipart = http::is_media_type(request.content_type, http::kMultipartType);
  if (!is_multipart && !http::is_media_type(request.content_type, http::kFormType))
    return Error{Code::unsupported_type, "", "form type " + request.content_type.substr(0, 80)};
  auto content = body.read(visit.route->body == Body::upload ? limits.upload_bytes : limits.form_bytes);
  if (!content) return content.error();
  if (!is_multipart) {
    auto form = http::Form::parse(*content);
    if (!form) return form.error();
    visit.form = std::move(*form);
    return {};
  }
  auto multipart = http::parse_multipart(request.content_type, *content);
  if (!multipart) return multipart.error();
  visit.form = std::move(multipart->fields);
  visit.files = std::move(multipart->files);
  return {};
}

}  // namespace

std::string session_csrf_token(std::string_view session_token) {
  return to_base64url(secret::token_hash("csrf " + std::string(session_token)));
}

void identify(Visit& visit) {
  visit.language = language_of(visit);  // for the error page, should the database be away
  find_session(visit);
  choose_language(visit);
}

Result<void> pass_gate(Visit& visit, http::BodyReader& body) {
  if (auto allowed = check_access(visit); !allowed) return allowed;
  prepare_form_token(visit);
  if (!visit.request.is_post()) return {};
  if (!is_own_origin(visit)) return Error{Code::forbidden, "ORIGIN_WRONG", "Origin missing or not ours"};
  if (auto read = read_form(visit, body); !read) return read;
  if (!is_own_form(visit)) return Error{Code::forbidden, "CSRF_TOKEN_WRONG", "CSRF token missing or wrong"};
  return {};
}

std::string_view known_device_token(const Visit& visit) {
  constexpr std::size_t kTokenSize = 43;
  std::string_view token = visit.portal.cookies.read(visit.request.header("Cookie"), kDeviceCookie);
  return token.size() == kTokenSize ? token : std::string_view();
}

std::string device_token(Visit& visit) {
  std::string token(known_device_token(visit));
  if (token.empty()) token = secret::new_token();
  visit.cookies.push_back(visit.portal.cookies.set(kDeviceCookie, token, std::chrono::hours(24 * 400)));
  return token;
}

std::string start_session(Visit& visit, store::Transaction& transaction, model::AccountId account) {
  std::string_view old = visit.portal.cookies.read(visit.request.header("Cookie"), kSessionCookie);
  if (!old.empty()) store::end_session(transaction, secret::token_hash(old));
  std::string token = secret::new_token();
  store::add_session(transaction, secret::token_hash(token), account, origin_of(visit), visit.now);
  return token;
}

void give_session_cookie(Visit& visit, const std::string& token) {
  visit.cookies.push_back(visit.portal.cookies.set(kSessionCookie, token));
  visit.csrf_token = session_csrf_token(token);
}

void prefer_account_language(Visit& visit) { visit.cookies.push_back(visit.portal.cookies.clear(kLanguageCookie)); }

void forget_session(Visit& visit) { visit.cookies.push_back(visit.portal.cookies.clear(kSessionCookie)); }

}  // namespace certportal::portal
