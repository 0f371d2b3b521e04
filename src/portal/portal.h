// What every request shares, made once at start, and one request on its way through the gate to its handler.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/config.h"
#include "base/scoreboard.h"
#include "http/base_url.h"
#include "http/body.h"
#include "http/cookie.h"
#include "http/multipart.h"
#include "http/request.h"
#include "http/response.h"
#include "http/router.h"
#include "model/product.h"
#include "portal/limits.h"
#include "store/database.h"
#include "store/sessions.h"
#include "view/chrome.h"
#include "view/site.h"

namespace certportal::portal {

// Lives as long as the worker.
struct Portal {
  const Config& config;
  http::BaseUrl base;
  http::CookieNames cookies;
  const view::Site& site;
  store::Database& database;
  Scoreboard& scoreboard;
  std::string form_key;              // signs the double-submit cookie of forms shown before sign-in
  std::string seal_public_key;       // seals mail tokens for jobs
  std::vector<std::string> origins;  // whose forms are accepted: base_url's first
  std::vector<std::string> trusted_proxies;
  unsigned hash_slots = 0;  // 0: no bound
  std::vector<model::Product> products = {};
  std::vector<std::string> bad_keys = {};  // SHA-256 (bytes) of public keys known to be bad
  Limits limits = {};
};

// Reads the secret files that [worker] names, products and bad keys, and checks what can be checked before the first
// request.
Result<Portal> make_portal(const Config& config, const view::Site& site, store::Database& database,
                           Scoreboard& scoreboard);

struct Route;

// One request. Handlers find what they need here and answer a Response, or an Error that is answered by its page.
struct Visit {
  Portal& portal;
  http::Request request;
  http::RouteMatch match = {};
  const Route* route = nullptr;
  Time now{};
  std::string client = {};  // the client's address, for throttles and audit events
  std::string language = "en";
  std::optional<store::Session> session =
      {};                       // set on every route that is not public, if the gate let the request through
  unsigned waiting_orders = 0;  // for an officer: in the queue, at most kMostWaiting (portal/approvals.h)
  std::string csrf_token = {};  // to be put into forms, masked
  http::Form form = {};         // POST: the fields
  std::vector<http::UploadedFile> files = {};  // POST: of multipart forms
  std::vector<std::string> cookies = {};       // to be set with whatever answer comes

  std::string field(std::string_view name) const { return std::string(form.get(name)); }
  // Precondition: a route that is not public.
  const store::Account& account() const { return session->account; }
  store::Database& database() { return portal.database; }
};

using Handler = Result<http::Response> (*)(Visit& visit);

// `settling`: signed in, though perhaps without the second factor that the account's role demands.
enum class Access { everybody, settling, signed_in, officer };
enum class Body { form, upload };  // how large a request may be: limits.form_bytes, limits.upload_bytes

// A row says what must hold before its handler runs; the gate checks it.
struct Route {
  std::string_view method;   // "GET" (brings HEAD along), "POST"
  std::string_view pattern;  // as in http/router.h
  Access access;
  view::Menu menu;  // the entry that its pages belong to
  Handler handler;
  Body body = Body::form;
};

// The whole answer to one request, errors and exceptions included, with its log line and its place in the scoreboard:
// the worker is busy from then on.
std::string serve(Portal& portal, const http::Router& router, const http::ParameterLookup& parameter,
                  http::BodyReader& body);

// The table of routes, and a router that knows its rows by their index.
std::span<const Route> routes();
http::Router make_router();

}  // namespace certportal::portal
