#include "view/qr_code.h"

#include <qrencode.h>

#include <memory>

#include "base/broken.h"

namespace certportal::view {
namespace {

constexpr int kQuietZone = 4;

}  // namespace

QrCode make_qr_code(const std::string& text) {
  std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                        QR_ECLEVEL_M),
      QRcode_free);
  if (!code) throw Broken("libqrencode made no code of " + std::to_string(text.size()) + " bytes");
  QrCode drawing{code->width + 2 * kQuietZone, {}};
  // A bar for each run of dark modules in a row.
  for (int y = 0; y < code->width; ++y) {
    const unsigned char* row = code->data + static_cast<std::ptrdiff_t>(y) * code->width;
    for (int x = 0, end; x < code->width; x = end + 1) {
      for (end = x; end < code->width && (row[end] & 1); ++end) continue;
      if (end > x) {
        const std::string width = std::to_string(end - x);
        drawing.path += "M" + std::to_string(x + kQuietZone) + " " + std::to_string(y + kQuietZone) + "h" + width +
                        "v1h-" + width + "z";
      }
    }
  }
  return drawing;
}

}  // namespace certportal::view
