#include "facts/place/place_key.h"

#include <cstring>

#include "base/strings.h"

namespace dateline::facts {
namespace {

enum class Class : uint8_t { kDrop, kSpace, kOther };

// Punctuation beyond ASCII that names are written with.
Class punctuation(uint32_t point) {
  switch (point) {
    case 0xB4: case 0x2018: case 0x2019: case 0x02BB: case 0x02BC: case 0x02BE: case 0x02BF: case 0x2032:
      return Class::kDrop;
    case 0xA0: case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015:
      return Class::kSpace;
    default:
      return point >= 0x300 && point < 0x370 ? Class::kDrop : Class::kOther;
  }
}

struct Writer {
  char* out;
  size_t size = 0;
  size_t word = 0;  // start of the current word
  bool full = false;

  void put(char c) {
    if (size >= PlaceKey::kMaxBytes) {
      full = true;
    } else {
      out[size++] = c;
    }
  }
  void put(std::string_view text) {
    for (char c : text) put(c);
  }
  // Ends a word: writes short forms out.
  void end_word() {
    const std::string_view w(out + word, size - word);
    if (w == "st") {
      size = word;
      put("saint");
    } else if (w == "ste") {
      size = word;
      put("sainte");
    } else if (w == "ft") {
      size = word;
      put("fort");
    } else if (w == "mt") {
      size = word;
      put("mount");
    }
  }
  void space() {
    if (size == word) return;
    end_word();
    put(' ');
    word = size;
  }
};

}  // namespace

void PlaceKey::load(std::string_view table) {
  latin_ = {};
  more_ = {};
  for (size_t at = 0; at + 4 <= table.size(); at += 4) {
    const uint32_t point = static_cast<uint8_t>(table[at]) |
                           static_cast<uint32_t>(static_cast<uint8_t>(table[at + 1])) << 8;
    const std::array<char, 2> letters{table[at + 2], table[at + 3]};
    if (point >= kLatinBegin && point < kLatinEnd) latin_[point - kLatinBegin] = letters;
    if (point >= kMoreBegin && point < kMoreEnd) more_[point - kMoreBegin] = letters;
  }
}

size_t PlaceKey::fold(std::string_view name, char* out) const {
  Writer w{out};
  size_t at = 0;
  while (at < name.size()) {
    const auto byte = static_cast<uint8_t>(name[at]);
    if (byte < 0x80) {
      const char c = name[at++];
      if (is_alpha(c) || is_digit(c)) {
        w.put(to_lower(c));
      } else if (c != '\'' && c != '.' && c != '`') {
        w.space();
      }
    } else {
      uint32_t point = 0;
      size_t length = 0;
      if (byte >= 0xC2 && byte < 0xE0) {
        length = 2;
        point = byte & 0x1Fu;
      } else if (byte >= 0xE0 && byte < 0xF0) {
        length = 3;
        point = byte & 0x0Fu;
      } else {
        return 0;
      }
      if (at + length > name.size()) return 0;
      for (size_t n = 1; n < length; ++n) {
        const auto next = static_cast<uint8_t>(name[at + n]);
        if ((next & 0xC0u) != 0x80u) return 0;
        point = point << 6 | (next & 0x3Fu);
      }
      at += length;
      const std::array<char, 2>* letters = nullptr;
      if (point >= kLatinBegin && point < kLatinEnd) letters = &latin_[point - kLatinBegin];
      if (point >= kMoreBegin && point < kMoreEnd) letters = &more_[point - kMoreBegin];
      if (letters != nullptr && (*letters)[0] != 0) {
        w.put((*letters)[0]);
        if ((*letters)[1] != 0) w.put((*letters)[1]);
      } else {
        switch (punctuation(point)) {
          case Class::kDrop: break;
          case Class::kSpace: w.space(); break;
          case Class::kOther: return 0;
        }
      }
    }
    if (w.full) return 0;
  }
  if (w.size > w.word) w.end_word();
  if (w.size > 0 && w.size == w.word) --w.size;  // trailing space
  return w.full ? 0 : w.size;
}

}  // namespace dateline::facts
