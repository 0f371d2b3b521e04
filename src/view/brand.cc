#include "view/brand.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <functional>
#include <optional>
#include <string_view>

#include "base/file.h"

namespace certportal::view {
namespace {

using Color = std::array<unsigned, 3>;  // red, green, blue

constexpr double kReadable = 4.5;
// What nginx/static/portal.css has around the accent.
constexpr Color kWhite{255, 255, 255}, kBlack{0, 0, 0}, kGround{0xf6, 0xf7, 0xf9};
constexpr Color kDarkGround{0x12, 0x17, 0x1d}, kDarkSheet{0x1a, 0x21, 0x29}, kDarkInk{0x0c, 0x1a, 0x28};
constexpr Color kOwnAccent{0x0b, 0x5c, 0xad};

Error refused(const std::string& what) { return Error{Code::invalid, "", what}; }

std::optional<Color> parse_color(std::string_view text) {
  if (text.size() != 6) return std::nullopt;
  Color color{};
  for (std::size_t i = 0; i < 3; ++i) {
    const char* begin = text.data() + 2 * i;
    auto [end, error] = std::from_chars(begin, begin + 2, color[i], 16);
    if (error != std::errc{} || end != begin + 2) return std::nullopt;
  }
  return color;
}

std::string to_text(const Color& color) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "#";
  for (unsigned part : color) (text += kDigits[part / 16]) += kDigits[part % 16];
  return text;
}

Color mix(const Color& color, const Color& other, unsigned percent) {
  Color mixed{};
  for (std::size_t i = 0; i < 3; ++i) mixed[i] = (color[i] * (100 - percent) + other[i] * percent) / 100;
  return mixed;
}

// Relative luminance and contrast ratio as WCAG 2.2 defines them.
double luminance(const Color& color) {
  auto linear = [](unsigned part) {
    double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2]);
}

double contrast(const Color& a, const Color& b) {
  double first = luminance(a) + 0.05, second = luminance(b) + 0.05;
  return first > second ? first / second : second / first;
}

struct Scheme {
  Color toward;         // where a colour that cannot be read is moved
  Color sheet, ground;  // what text in the accent stands on
  Color ink;            // of text on the accent
  unsigned soft;        // how much of the sheet is in the accent's soft ground, in percent
};

constexpr Scheme kLight{kBlack, kWhite, kGround, kWhite, 90};
constexpr Scheme kDark{kWhite, kDarkSheet, kDarkGround, kDarkInk, 82};

Color soft_of(const Color& accent, const Scheme& scheme) { return mix(accent, scheme.sheet, scheme.soft); }

Color accent_of(const Color& color, const Scheme& scheme) {
  Color accent = color;
  for (unsigned percent = 0; percent <= 100; percent += 2) {
    accent = mix(color, scheme.toward, percent);
    bool is_readable = true;
    for (const Color& beside : {scheme.sheet, scheme.ground, scheme.ink, soft_of(accent, scheme)})
      is_readable = is_readable && contrast(accent, beside) >= kReadable;
    if (is_readable) break;
  }
  return accent;
}

std::string variables(const Color& color, const Scheme& scheme) {
  Color accent = accent_of(color, scheme);
  return ":root{--accent:" + to_text(accent) + ";--accent-ink:" + to_text(scheme.ink) +
         ";--accent-soft:" + to_text(soft_of(accent, scheme)) + "}";
}

// The same on every host and after every start of one program.
std::string name_of(const std::string& stem, const std::string& content, const std::string& extension) {
  char hash[17];
  std::snprintf(hash, sizeof hash, "%016zx", std::hash<std::string>{}(content));
  return stem + "." + hash + "." + extension;
}

Result<BrandFile> read_logo(const std::string& path) {
  auto content = read_file(path, kLargestLogo);
  if (!content) return refused("logo_file: " + content.error().log);
  if (content->starts_with("\x89PNG\r\n\x1a\n"))
    return BrandFile{name_of("logo", *content, "png"), "image/png", std::move(*content)};
  if (content->find("<svg") != std::string::npos)
    return BrandFile{name_of("logo", *content, "svg"), "image/svg+xml", std::move(*content)};
  return refused("logo_file " + path + " is neither SVG nor PNG");
}

}  // namespace

Result<std::vector<BrandFile>> make_brand(const std::string& color, const std::string& logo_file) {
  std::vector<BrandFile> files;
  std::string sheet;
  if (!color.empty()) {
    auto parsed = parse_color(color);
    if (!parsed) return refused("brand_color takes six hexadecimal digits, such as 0b5cad, not '" + color + "'");
    sheet = variables(*parsed, kLight) + "@media (prefers-color-scheme:dark){" + variables(*parsed, kDark) + "}";
  }
  if (!logo_file.empty()) {
    auto logo = read_logo(logo_file);
    if (!logo) return logo.error();
    sheet += ".brand::before{background-image:url(" + logo->name + ")}";
    files.push_back(std::move(*logo));
  }
  if (!sheet.empty()) {
    BrandFile file{name_of("brand", sheet, "css"), "text/css", std::move(sheet)};
    files.insert(files.begin(), std::move(file));
  }
  return files;
}

std::string readable_accent(const std::string& color) {
  return to_text(accent_of(parse_color(color).value_or(kOwnAccent), kLight));
}

}  // namespace certportal::view
