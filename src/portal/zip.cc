#include "portal/zip.h"

#include <zlib.h>

#include <algorithm>

#include "base/broken.h"

namespace certportal::portal {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50, kCentralHeader = 0x02014b50, kEndOfDirectory = 0x06054b50;
constexpr std::uint16_t kVersion = 20, kDeflated = 8;
constexpr std::uint16_t kMadeByUnix = 3 << 8 | kVersion;
constexpr std::uint32_t kMode = 0100644u << 16;  // a plain file, rw-r--r--
constexpr int kRawDeflate = -15;                 // no zlib header

void put16(std::string& out, std::uint16_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>(value >> 8);
}

void put32(std::string& out, std::uint32_t value) {
  put16(out, static_cast<std::uint16_t>(value & 0xFFFF));
  put16(out, static_cast<std::uint16_t>(value >> 16));
}

std::string deflated(std::string_view content) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRawDeflate, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw Broken("zlib cannot start");
  std::string out(deflateBound(&stream, content.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw Broken("zlib cannot compress");
  return out;
}

}  // namespace

ZipWriter::ZipWriter(Time modified) {
  auto day = std::chrono::floor<std::chrono::days>(modified);
  std::chrono::year_month_day date{day};
  std::chrono::hh_mm_ss clock{modified - day};
  auto years = static_cast<unsigned>(std::clamp(static_cast<int>(date.year()) - 1980, 0, 127));
  date_ = static_cast<std::uint16_t>(years << 9 | static_cast<unsigned>(date.month()) << 5 |
                                     static_cast<unsigned>(date.day()));
  time_ = static_cast<std::uint16_t>(static_cast<unsigned>(clock.hours().count()) << 11 |
                                     static_cast<unsigned>(clock.minutes().count()) << 5 |
                                     static_cast<unsigned>(clock.seconds().count()) / 2);
}

void ZipWriter::add(std::string_view name, std::string_view content) {
  std::string packed = deflated(content);
  std::string facts;  // the same in both headers
  put16(facts, kVersion);
  put16(facts, 0);
  put16(facts, kDeflated);
  put16(facts, time_);
  put16(facts, date_);
  put32(facts, static_cast<std::uint32_t>(
                   crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()))));
  put32(facts, static_cast<std::uint32_t>(packed.size()));
  put32(facts, static_cast<std::uint32_t>(content.size()));
  put16(facts, static_cast<std::uint16_t>(name.size()));
  put16(facts, 0);

  put32(central_, kCentralHeader);
  put16(central_, kMadeByUnix);
  central_ += facts;
  for (int i = 0; i < 3; ++i) put16(central_, 0);  // comment, disk, internal attributes
  put32(central_, kMode);
  put32(central_, static_cast<std::uint32_t>(local_.size()));
  central_ += name;

  put32(local_, kLocalHeader);
  local_ += facts;
  local_ += name;
  local_ += packed;
  ++files_;
}

std::string ZipWriter::finish() && {
  auto offset = static_cast<std::uint32_t>(local_.size());
  std::string out = std::move(local_);
  out += central_;
  put32(out, kEndOfDirectory);
  put16(out, 0);
  put16(out, 0);
  put16(out, files_);
  put16(out, files_);
  put32(out, static_cast<std::uint32_t>(central_.size()));
  put32(out, offset);
  put16(out, 0);
  return out;
}

}  // namespace certportal::portal
