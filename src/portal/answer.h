// Answers that handlers give: a page with all that stands around it, a redirect inside the portal, an error's page.
#pragma once

#include <string>
#include <string_view>

#include "portal/portal.h"
#include "view/error_page.h"
#include "view/form.h"

namespace certportal::portal {

// Menu, language, account and flash message for a page of this visit; uses up the flash message.
view::Chrome make_chrome(Visit& visit);

// The form as sent, to be shown again; passwords are left out by the view.
view::FormState sent_form(const Visit& visit);

// Every Code's HTTP status; unauthenticated is answered by a redirect to /login.
int status_of(Code code);

// Retry-After (RFC 9110 10.2.3) from the error's SECONDS, where its status calls for one.
void set_retry_after(http::Response& response, const Error& error);

// render(site, chrome, page) as a whole answer. 422 for a form with errors.
template <class Page>
http::Response page(Visit& visit, const Page& content, int status = 200) {
  return http::html(status, render(visit.portal.site, make_chrome(visit), content));
}
template <class Page>
http::Response form_page(Visit& visit, const Page& content) {
  return page(visit, content, content.form.ok() ? 200 : 422);
}

// The form again with an error of the whole of it, under the error's status: 429 with Retry-After after too many tries.
template <class Page>
http::Response refused_page(Visit& visit, Page content, const Error& error) {
  content.form.add("", error);
  http::Response response = page(visit, content, status_of(error.code));
  set_retry_after(response, error);
  return response;
}

// 303 to a path of the portal ("/login"), base path added. `flash` names a message (FLASH_…) for the next page, with
// the value COUNT.
http::Response redirect(Visit& visit, std::string_view path, std::string_view flash = {}, std::size_t count = 0);

// The page of an error: status by its code.
http::Response error_page(Visit& visit, const Error& error);

Error not_found();

// The account was locked or deleted since the request began.
Error account_gone();

}  // namespace certportal::portal
