// One request from the CGI parameters to the whole answer and its log line. The only place that catches exceptions.
#include <chrono>

#include "base/broken.h"
#include "base/log.h"
#include "base/text.h"
#include "http/client_address.h"
#include "model/next_path.h"
#include "model/reference.h"
#include "portal/answer.h"
#include "portal/gate.h"
#include "portal/metrics.h"
#include "portal/portal.h"
#include "portal/second_factor_check.h"

namespace certportal::portal {
namespace {

// Where sign-in leads back to: the page that was asked for, or the page of the form that was sent.
std::string login_path(const Visit& visit, const http::Router& router) {
  const http::Request& request = visit.request;
  if (router.match("GET", request.path).kind != http::RouteMatch::Kind::found) return "/login";
  std::string next = request.path + (request.query.empty() ? "" : "?" + request.query);
  return model::is_safe_next(next) ? "/login?next=" + percent_encode(next) : "/login";
}

http::Response refuse(Visit& visit, const http::Router& router, const Error& error) {
  if (error.code == Code::unauthenticated) return redirect(visit, login_path(visit, router));
  if (error.message == kSecondFactorDemanded) return redirect(visit, "/account/second-factor");
  log_info("refused: " + error.log);
  return error_page(visit, error);
}

http::Response dispatch(Visit& visit, const http::Router& router, http::BodyReader& body) {
  visit.match = router.match(visit.request.method, visit.request.path);
  identify(visit);
  if (visit.match.kind == http::RouteMatch::Kind::found) visit.route = &routes()[visit.match.row];
  if (!visit.route) {
    bool wrong_method = visit.match.kind == http::RouteMatch::Kind::method_not_allowed;
    http::Response response =
        refuse(visit, router, wrong_method ? Error{Code::method_not_allowed, "", "method not allowed"} : not_found());
    if (wrong_method) response.set_header("Allow", visit.match.allow);
    return response;
  }
  auto passed = pass_gate(visit, body);
  if (!passed) return refuse(visit, router, passed.error());
  auto answer = visit.route->handler(visit);
  return answer ? std::move(*answer) : refuse(visit, router, answer.error());
}

// What was sent may have happened: a handover's own page says how it stands.
Error with_place_to_look(const Visit& visit, Error error) {
  if (auto handover = model::parse_handover_reference(visit.match.capture("reference")))
    error.values.emplace("REFERENCE", model::to_text(*handover));
  return error;
}

// The page for a broken world needs no database; should even that page fail, a few plain words do.
http::Response broken_page(Visit& visit, const Error& error) {
  visit.session.reset();
  visit.cookies.clear();
  try {
    return error_page(visit, with_place_to_look(visit, error));
  } catch (const std::exception& problem) {
    log_error("no page for the error: " + std::string(problem.what()));
    return http::text(status_of(error.code), "Request " + visit.request.request_id + " failed.\n");
  }
}

http::Response answer(Visit& visit, const http::Router& router, http::BodyReader& body) {
  try {
    return dispatch(visit, router, body);
  } catch (const Unavailable& problem) {
    log_error(std::string("unavailable: ") + problem.what());
    return broken_page(visit, {Code::unavailable, "", "", {{"SECONDS", "5"}}});
  } catch (const std::exception& problem) {
    log_error(std::string("broken: ") + problem.what());
    http::Response response = broken_page(visit, {Code::unavailable, "REQUEST_BROKEN", "", {{"SECONDS", "30"}}});
    response.status = 500;
    return response;
  }
}

struct Beginning {
  std::chrono::steady_clock::time_point at;
  std::uint64_t statements;  // of this worker until then
};

void note_request(const Visit& visit, const http::Response& response, const Beginning& began) {
  auto spent = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began.at).count();
  visit.portal.scoreboard.count_request(response.status, static_cast<std::uint64_t>(spent * 1000));
  log_info("", {{"method", visit.request.method.substr(0, 10)},
                {"route", visit.route ? std::string(visit.route->pattern) : "-"},
                {"account", visit.session ? visit.account().id.value : 0},
                {"status", response.status},
                {"bytes", response.body.size()},
                {"statements", visit.portal.database.counters().statements - began.statements},
                {"ms", spent}});
}

}  // namespace

std::string serve(Portal& portal, const http::Router& router, const http::ParameterLookup& parameter,
                  http::BodyReader& body) {
  if (asks_for_metrics(parameter)) return http::to_cgi(show_metrics(portal), false);
  const Beginning began{std::chrono::steady_clock::now(), portal.database.counters().statements};
  portal.scoreboard.enter(WorkerState::busy);
  auto request = http::parse_request(parameter, portal.base.path);
  Visit visit{portal, request ? std::move(*request) : http::Request{}};
  visit.now = now();
  http::Response response;
  if (request) {
    set_log_request(visit.request.request_id);
    visit.client =
        http::client_address(visit.request.remote_address,
                             visit.request.header(portal.config.text("client_address_header")), portal.trusted_proxies);
    response = answer(visit, router, body);
  } else {
    visit.request.request_id = http::make_request_id();
    set_log_request(visit.request.request_id);
    visit.request.parameter = [](const char*) { return nullptr; };  // what could not be parsed is not looked at again
    log_info("refused: " + request.error().log);
    response = broken_page(visit, request.error());
  }
  response.cookies.insert(response.cookies.end(), visit.cookies.begin(), visit.cookies.end());
  http::add_security_headers(response);
  response.set_header("X-Request-Id", visit.request.request_id);
  note_request(visit, response, began);
  set_log_request("");
  return http::to_cgi(response, visit.request.is_head());
}

}  // namespace certportal::portal
