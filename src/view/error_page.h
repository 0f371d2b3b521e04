// One page for everything that went wrong, each status with what to do next.
#pragma once

#include <map>
#include <string>

#include "view/chrome.h"
#include "view/site.h"

namespace certportal::view {

struct ErrorPage {
  int status = 500;          // 400 403 404 405 409 410 413 415 422 429 500 503; another is shown as 500 or 400
  std::string message = {};  // a message's name that says more, "" for none
  std::map<std::string, std::string> values = {};
  std::string right_address = {};  // 403 for a wrong Origin: the portal's own address, else ""
  long retry_after_seconds = 0;    // 429, 503
  bool was_post = false;           // 503: says that it may or may not have happened
};

std::string render(const Site& site, const Chrome& chrome, const ErrorPage& page);

}  // namespace certportal::view
