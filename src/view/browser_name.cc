#include "view/browser_name.h"

namespace certportal::view {
namespace {

struct Mark {
  std::string_view text, name;
};

// The first one found counts: Edge calls itself Chrome, too, and Chrome calls itself Safari; Android is a Linux.
constexpr Mark kBrowsers[] = {{"Edg/", "Edge"},        {"EdgA/", "Edge"},       {"EdgiOS/", "Edge"},
                              {"OPR/", "Opera"},       {"Vivaldi/", "Vivaldi"}, {"SamsungBrowser/", "Samsung Internet"},
                              {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},   {"CriOS/", "Chrome"},
                              {"Chrome/", "Chrome"},   {"Safari/", "Safari"},   {"curl/", "curl"}};
constexpr Mark kSystems[] = {{"Windows", "Windows"}, {"iPhone", "iPhone"},   {"iPad", "iPad"},  {"Android", "Android"},
                             {"CrOS", "ChromeOS"},   {"Macintosh", "macOS"}, {"Linux", "Linux"}};

template <std::size_t N>
std::string_view find(const Mark (&marks)[N], std::string_view text) {
  for (const Mark& mark : marks)
    if (text.find(mark.text) != std::string_view::npos) return mark.name;
  return {};
}

}  // namespace

std::string browser_name(std::string_view user_agent) {
  std::string name(find(kBrowsers, user_agent));
  std::string_view system = find(kSystems, user_agent);
  if (!name.empty() && !system.empty()) name += ", ";
  return name.append(system);
}

}  // namespace certportal::view
