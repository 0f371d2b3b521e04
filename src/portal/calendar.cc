#include "portal/calendar.h"

#include "base/calendar.h"
#include "base/text.h"
#include "portal/answer.h"
#include "portal/password_checks.h"
#include "portal/shown.h"
#include "portal/traces.h"
#include "secret/token.h"
#include "store/calendar_feeds.h"
#include "store/certificate_list.h"
#include "view/calendar.h"

namespace certportal::portal {
namespace {

// Those that end next; calendar programs grow slow with more.
constexpr std::size_t kMostEvents = 1000;
constexpr Seconds kTouchEvery = std::chrono::minutes(1);

// Those that end next, from the beginning of today on: what ended this morning still stands there.
store::CertificateQuery query_of(const Visit& visit, const store::CalendarSubscriber& subscriber) {
  store::CertificateQuery query;
  query.contact = subscriber.account;
  for (const auto& [id, name] : subscriber.organisations) query.organisations.push_back(id);
  query.order = store::CertificateOrder::end_ascending;
  query.after.emplace().end = local_midnight(visit.now);
  query.limit = kMostEvents;
  query.only_in_use = true;
  query.now = visit.now;
  return query;
}

std::string render_feed(Visit& visit, const store::CalendarSubscriber& subscriber) {
  view::CalendarFeed feed{visit.portal.config.text("base_url"), {}};
  for (const auto& row : store::list_certificates(visit.database(), query_of(visit, subscriber)).rows)
    feed.events.push_back({static_cast<long>(row.number.value), shown_name(row.name).name, row.more_names,
                           subscriber.organisations.at(row.organisation), row.facts.not_before, row.facts.not_after});
  const view::Site& site = visit.portal.site;
  return render(site, site.pick_language("", subscriber.locale, ""), feed);
}

// RFC 9110 13.1.2: a list of entity tags, compared weakly.
bool is_known(std::string_view if_none_match, const std::string& etag) {
  for (std::string_view known : split(if_none_match, ',')) {
    known = trim(known);
    if (known.starts_with("W/")) known.remove_prefix(2);
    if (known == etag || known == "*") return true;
  }
  return false;
}

view::CalendarPage present_page(Visit& visit) {
  view::CalendarPage content;
  content.email = visit.account().email;
  if (auto feed = store::find_calendar_feed(visit.database(), visit.account().id)) {
    content.created_at = feed->created_at;
    content.fetched_at = feed->fetched_at;
  }
  return content;
}

}  // namespace

Result<http::Response> show_account_calendar(Visit& visit) { return page(visit, present_page(visit)); }

Result<http::Response> post_account_calendar(Visit& visit) {
  // The address outlives the session: who has no more than that makes none.
  view::CalendarPage content = present_page(visit);
  auto account = check_current_password(visit, content.form);
  if (!account) return refused_page(visit, content, account.error());
  if (!*account) return form_page(visit, content);
  const std::string secret = secret::new_token();
  bool made = visit.database().transact([&](store::Transaction& transaction) {
    give_back_password_try(visit, transaction, "password", visit.account().email);
    if (!store::make_calendar_feed(transaction, *visit.session, secret::token_hash(secret), visit.now)) return false;
    store::add_event(transaction, event_of(visit, "calendar_feed_made", visit.account()), visit.now);
    return true;
  });
  if (!made) return Error{Code::unauthenticated, "", "the session was ended meanwhile, or the account locked"};
  content.address = visit.portal.config.text("base_url") + "/calendar/" + secret + ".ics";
  return page(visit, content);
}

Result<http::Response> post_account_calendar_revoke(Visit& visit) {
  visit.database().transact([&](store::Transaction& transaction) {
    if (store::end_calendar_feed(transaction, visit.account().id))
      store::add_event(transaction, event_of(visit, "calendar_feed_ended", visit.account()), visit.now);
  });
  return redirect(visit, "/account/calendar", "FLASH_CALENDAR_ENDED");
}

Result<http::Response> show_calendar(Visit& visit) {
  visit.cookies.clear();
  const std::string token_hash = secret::token_hash(visit.match.capture("secret"));
  auto subscriber = store::find_calendar_subscriber(visit.database(), token_hash);
  if (!subscriber) return not_found();
  if (!subscriber->fetched_at || visit.now - *subscriber->fetched_at >= kTouchEvery)
    store::touch_calendar_feed(visit.database(), token_hash, visit.now);
  std::string calendar = render_feed(visit, *subscriber);
  const std::string etag = '"' + to_base64url(secret::token_hash(calendar)) + '"';
  http::Response response;
  if (is_known(visit.request.header("If-None-Match"), etag))
    response.status = 304;
  else
    response = http::file("text/calendar; charset=utf-8", "certificates.ics", std::move(calendar));
  // A program keeps it, but asks each time whether it still is so.
  response.no_store = false;
  response.set_header("Cache-Control", "private, no-cache");
  response.set_header("ETag", etag);
  return response;
}

}  // namespace certportal::portal
