// QR codes as SVG, by libqrencode.
#pragma once

#include <string>

namespace certportal::view {

// The drawing of a QR code with this text (error correction M), for <path d="…"> in a box of `size` by `size`, the
// quiet zone of four modules around it included (ISO/IEC 18004, 6.3.8). Fill it dark on light. Throws Broken for a text
// that does not fit: over 2,331 bytes.
struct QrCode {
  int size = 0;
  std::string path;
};

QrCode make_qr_code(const std::string& text);

}  // namespace certportal::view
