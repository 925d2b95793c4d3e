#include "facts/place/gazetteer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

#include "base/file.h"
#include "base/hash.h"
#include "facts/place/place_key.h"

namespace dateline::facts {
namespace {

// The layout is in docs/gazetteer.md.
constexpr std::string_view kMagic("DLGZ\r\n\x1a\n", 8);
constexpr uint32_t kVersion = 1;
constexpr size_t kHeaderBytes = 96;
constexpr size_t kChecked = 24;  // the checksum covers all bytes from here
constexpr size_t kEntryBytes = 20, kKeyBytes = 6, kPostingBytes = 3, kDivisionBytes = 6, kCountryBytes = 8,
                 kFoldBytes = 4;
constexpr uint32_t kNone16 = 0xFFFF;
constexpr uint32_t kAlternative = 0x800000;
constexpr uint8_t kCapital = 0x10;

uint32_t u16(const char* p) {
  uint16_t v;
  std::memcpy(&v, p, 2);
  return v;
}
uint32_t u24(const char* p) {
  const auto* b = reinterpret_cast<const uint8_t*>(p);
  return b[0] | static_cast<uint32_t>(b[1]) << 8 | static_cast<uint32_t>(b[2]) << 16;
}
int32_t i24(const char* p) {
  const uint32_t v = u24(p);
  return static_cast<int32_t>(v << 8) >> 8;
}
uint32_t u32(const char* p) {
  uint32_t v;
  std::memcpy(&v, p, 4);
  return v;
}

constexpr uint32_t kSampleStep = 8;

struct Section {
  const char* data = nullptr;
  uint32_t count = 0;
};

class GazetteerFile final : public Gazetteer {
 public:
  static Result<std::shared_ptr<const Gazetteer>> map(const std::string& path) {
    auto file = MappedFile::open(path);
    if (!file) return tl::unexpected(file.error());
    auto gazetteer = std::make_shared<GazetteerFile>();
    gazetteer->file_ = std::move(*file);
    if (auto ok = gazetteer->check(path); !ok) return tl::unexpected(ok.error());
    gazetteer->take_samples();
    return std::shared_ptr<const Gazetteer>(std::move(gazetteer));
  }

  void find(std::string_view name, std::vector<uint32_t>& ids) const override {
    ids.clear();
    std::array<char, PlaceKey::kMaxBytes> buffer;
    const std::string_view key(buffer.data(), fold_.fold(name, buffer.data()));
    if (key.empty()) return;
    const uint32_t at = lower_bound(key);
    if (at == keys_.count || compare(at, key) != 0) return;
    const uint32_t end = first_posting(at + 1);
    for (uint32_t n = first_posting(at); n < end; ++n) {
      ids.push_back(u24(postings_.data + size_t{n} * kPostingBytes) & ~kAlternative);
    }
  }

  bool is_prefix(std::string_view words) const override {
    std::array<char, PlaceKey::kMaxBytes + 1> buffer;
    size_t length = fold_.fold(words, buffer.data());
    if (length == 0) return false;
    buffer[length++] = ' ';
    const std::string_view key(buffer.data(), length);
    const uint32_t at = lower_bound(key);
    if (at == keys_.count) return false;
    std::array<char, PlaceKey::kMaxBytes> other;
    const std::string_view next(other.data(), fold_.fold(string(u24(key_record(at))), other.data()));
    return next.substr(0, key.size()) == key;
  }

  Entry entry(uint32_t id) const override {
    Entry e;
    if (id >= entries_.count) return e;
    const char* p = entries_.data + size_t{id} * kEntryBytes;
    e.lat = i24(p) / 1e4;
    e.lon = i24(p + 3) / 1e4;
    e.geonames = u24(p + 6);
    e.name = string(u24(p + 9));
    const uint32_t division = u16(p + 12);
    if (division != kNone16) e.admin1 = string(u24(divisions_.data + size_t{division} * kDivisionBytes));
    e.country = country(static_cast<uint8_t>(p[14]));
    e.precision = static_cast<PlacePrecision>(p[15] & 0x0F);
    e.capital = (p[15] & kCapital) != 0;
    e.population = u32(p + 16);
    return e;
  }

  uint32_t capital_of(std::string_view code) const override {
    for (uint32_t n = 0; n < countries_.count && !code.empty(); ++n) {
      if (country(n) == code) return capitals_[n];
    }
    return UINT32_MAX;
  }

  uint32_t size() const override { return entries_.count; }

 private:
  const char* key_record(uint32_t at) const { return keys_.data + size_t{at} * kKeyBytes; }
  uint32_t first_posting(uint32_t at) const { return u24(key_record(at) + 3); }
  std::string_view string(uint32_t offset) const {
    const char* p = strings_.data + offset;
    return {p + 1, static_cast<uint8_t>(*p)};
  }
  std::string_view country(uint32_t number) const {
    const char* p = countries_.data + size_t{number} * kCountryBytes;
    return p[0] == 0 ? std::string_view() : std::string_view(p, 3);
  }
  // Order of the name at `at` and `key`: memcmp of their keys.
  int compare(uint32_t at, std::string_view key) const {
    std::array<char, PlaceKey::kMaxBytes> buffer;
    const size_t length = fold_.fold(string(u24(key_record(at))), buffer.data());
    return std::string_view(buffer.data(), length).compare(key);
  }
  uint32_t lower_bound(std::string_view key) const {
    // The openings of the samples lie together; they leave few names to fold and compare.
    const uint64_t opening = opening_of(key);
    const auto from = std::lower_bound(samples_.begin(), samples_.end(), opening);
    const auto to = std::upper_bound(from, samples_.end(), opening);
    const auto place = [&](auto sample) { return static_cast<uint32_t>(sample - samples_.begin()) * kSampleStep; };
    uint32_t low = from == samples_.begin() ? 0 : place(from) - kSampleStep;
    uint32_t high = std::min(place(to), keys_.count);
    while (low < high) {
      const uint32_t middle = low + (high - low) / 2;
      if (compare(middle, key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // First eight bytes of a key as a number, in the order of the keys.
  static uint64_t opening_of(std::string_view key) {
    uint64_t opening = 0;
    for (size_t i = 0; i < 8; ++i) opening = opening << 8 | (i < key.size() ? static_cast<uint8_t>(key[i]) : 0);
    return opening;
  }
  void take_samples() {
    std::array<char, PlaceKey::kMaxBytes> buffer;
    for (uint32_t at = 0; at < keys_.count; at += kSampleStep) {
      const size_t length = fold_.fold(string(u24(key_record(at))), buffer.data());
      samples_.push_back(opening_of({buffer.data(), length}));
    }
  }

  // Every offset and index is checked here once, so that reading needs no check even where a file was made with a
  // right checksum over wrong contents.
  Result<void> check(const std::string& path) {
    const std::string_view bytes = file_.bytes();
    const auto bad = [&](std::string_view what, uint64_t offset) {
      return fail(ErrorCode::kMalformed,
                  fmt::format("gazetteer {}: {} at byte {}; make it anew with tools/build_gazetteer.py", path,
                              what, offset),
                  offset);
    };
    if (bytes.size() < kHeaderBytes) return bad("file ends inside its header", bytes.size());
    if (bytes.substr(0, kMagic.size()) != kMagic) return bad("not a gazetteer", 0);
    if (u32(bytes.data() + 8) != kVersion || u32(bytes.data() + 12) != kHeaderBytes) {
      return fail(ErrorCode::kUnsupported,
                  fmt::format("gazetteer {}: version {}, this program reads version {}", path,
                              u32(bytes.data() + 8), kVersion),
                  8);
    }
    uint64_t sum;
    std::memcpy(&sum, bytes.data() + 16, 8);
    if (u32(bytes.data() + 80) != bytes.size()) return bad("length differs from the header's", bytes.size());
    if (hash64(bytes.substr(kChecked)) != sum) return bad("checksum differs", 16);

    Section fold;
    Section* const sections[] = {&entries_, &keys_, &postings_, &strings_, &divisions_, &countries_, &fold};
    const size_t record[] = {kEntryBytes, kKeyBytes, kPostingBytes, 1, kDivisionBytes, kCountryBytes, kFoldBytes};
    for (size_t n = 0; n < 7; ++n) {
      const char* field = bytes.data() + kChecked + n * 8;
      const uint64_t count = u32(field), offset = u32(field + 4);
      const uint64_t records = count + (sections[n] == &keys_ ? 1 : 0);
      if (offset < kHeaderBytes || offset + records * record[n] > bytes.size()) {
        return bad("a section leaves the file", kChecked + n * 8);
      }
      *sections[n] = {bytes.data() + offset, static_cast<uint32_t>(count)};
    }
    fold_.load({fold.data, size_t{fold.count} * kFoldBytes});

    const auto bad_string = [&](uint32_t offset) {
      return offset >= strings_.count ||
             offset + uint64_t{1} + static_cast<uint8_t>(strings_.data[offset]) > strings_.count;
    };
    const auto place = [&](const char* p) { return static_cast<uint64_t>(p - bytes.data()); };
    capitals_.assign(countries_.count, UINT32_MAX);
    for (uint32_t n = 0; n < entries_.count; ++n) {
      const char* p = entries_.data + size_t{n} * kEntryBytes;
      const uint32_t division = u16(p + 12);
      if (bad_string(u24(p + 9)) || (division != kNone16 && division >= divisions_.count) ||
          static_cast<uint8_t>(p[14]) >= countries_.count ||
          (p[15] & 0x0F) > static_cast<int>(PlacePrecision::kRegion)) {
        return bad("bad entry", place(p));
      }
      uint32_t& capital = capitals_[static_cast<uint8_t>(p[14])];
      if ((p[15] & kCapital) != 0 && capital == UINT32_MAX) capital = n;
    }
    uint32_t last = 0;
    for (uint32_t n = 0; n <= keys_.count; ++n) {
      const char* p = key_record(n);
      if ((n < keys_.count && bad_string(u24(p))) || u24(p + 3) < last || u24(p + 3) > postings_.count) {
        return bad("bad name", place(p));
      }
      last = u24(p + 3);
    }
    for (uint32_t n = 0; n < postings_.count; ++n) {
      const char* p = postings_.data + size_t{n} * kPostingBytes;
      if ((u24(p) & ~kAlternative) >= entries_.count) return bad("bad posting", place(p));
    }
    for (uint32_t n = 0; n < divisions_.count; ++n) {
      const char* p = divisions_.data + size_t{n} * kDivisionBytes;
      if (bad_string(u24(p))) return bad("bad division", place(p));
    }
    return {};
  }

  MappedFile file_;
  Section entries_, keys_, postings_, strings_, divisions_, countries_;
  PlaceKey fold_;
  std::vector<uint32_t> capitals_;  // by number of the country
  std::vector<uint64_t> samples_;  // of every kSampleStep-th key: its opening
};

}  // namespace

Result<std::shared_ptr<const Gazetteer>> Gazetteer::open(const std::string& path) {
  return GazetteerFile::map(path);
}

}  // namespace dateline::facts
