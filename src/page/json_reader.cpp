#include "page/json_reader.h"

#include "base/strings.h"
#include "base/utf8.h"

namespace dateline::page {
namespace {

constexpr int kMostDepth = 64;
constexpr size_t kMostValues = 200'000;

int hex4(std::string_view text, size_t at) {
  if (at + 4 > text.size()) return -1;
  int value = 0;
  for (size_t i = at; i < at + 4; ++i) {
    const char c = to_lower(text[i]);
    const int digit = is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

}  // namespace

uint32_t JsonReader::read(std::string_view text, Arena& arena) {
  in_ = text;
  arena_ = &arena;
  const size_t cdata = text.substr(0, 100).find("<![CDATA[");
  at_ = text.find_first_of("{[", cdata == std::string_view::npos ? 0 : cdata + 9);
  if (at_ == std::string_view::npos) return kNone;
  return value(0);
}

uint32_t JsonReader::member(uint32_t object, std::string_view key) const {
  if (object == kNone || values_[object].type != Type::kObject) return kNone;
  for (uint32_t i = values_[object].first; i != kNone; i = values_[i].next) {
    if (values_[i].key == key) return i;
  }
  return kNone;
}

std::string_view JsonReader::text(uint32_t object, std::string_view key) const {
  const uint32_t id = member(object, key);
  if (id == kNone) return {};
  const Value& v = values_[id];
  return v.type == Type::kString || v.type == Type::kNumber ? v.text : std::string_view{};
}

void JsonReader::skip_space() {
  while (at_ < in_.size()) {
    if (is_space(in_[at_])) {
      ++at_;
    } else if (in_.substr(at_).starts_with("/*")) {
      const size_t end = in_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? in_.size() : end + 2;
    } else if (in_.substr(at_).starts_with("//")) {
      const size_t end = in_.find('\n', at_);
      at_ = end == std::string_view::npos ? in_.size() : end + 1;
    } else {
      return;
    }
  }
}

uint32_t JsonReader::value(int depth) {
  skip_space();
  if (at_ >= in_.size() || values_.size() >= kMostValues) return kNone;
  const char c = in_[at_];
  if (c == '{' || c == '[') return container(c == '{' ? Type::kObject : Type::kArray, depth);
  Value v;
  if (c == '"') {
    v.type = Type::kString;
    v.text = string();
  } else {
    const size_t begin = at_;
    while (at_ < in_.size() && !is_space(in_[at_]) && in_[at_] != ',' && in_[at_] != '}' &&
           in_[at_] != ']' && in_[at_] != ':' && in_[at_] != '"') {
      ++at_;
    }
    if (at_ == begin) {
      ++at_;  // a stray mark
      return kNone;
    }
    v.text = in_.substr(begin, at_ - begin);
    const bool number = is_digit(v.text[0]) || v.text[0] == '-';
    v.type = number                                  ? Type::kNumber
             : v.text == "true" || v.text == "false" ? Type::kBool
                                                     : Type::kNull;
  }
  values_.push_back(v);
  return static_cast<uint32_t>(values_.size() - 1);
}

uint32_t JsonReader::container(Type type, int depth) {
  const auto id = static_cast<uint32_t>(values_.size());
  values_.push_back({});
  values_[id].type = type;
  ++at_;
  const char close = type == Type::kObject ? '}' : ']';
  const char other = type == Type::kObject ? ']' : '}';
  uint32_t last = kNone;
  while (true) {
    skip_space();
    if (at_ >= in_.size() || values_.size() >= kMostValues) break;
    const char c = in_[at_];
    if (c == close) {
      ++at_;
      break;
    }
    if (c == other) {  // the container was never closed; leave the mark to the one around it
      if (depth == 0) ++at_;
      if (depth > 0) break;
      continue;
    }
    if (c == ',' || c == ':' || c == ';') {
      ++at_;
      continue;
    }
    std::string_view key;
    if (type == Type::kObject) {
      if (c == '"') {
        key = string();
      } else {
        const size_t begin = at_;
        while (at_ < in_.size() && (is_alpha(in_[at_]) || is_digit(in_[at_]) || in_[at_] == '_' ||
                                    in_[at_] == '@' || in_[at_] == '$')) {
          ++at_;
        }
        if (at_ == begin) {
          ++at_;
          continue;
        }
        key = in_.substr(begin, at_ - begin);
      }
      skip_space();
      if (at_ >= in_.size() || in_[at_] != ':') continue;
      ++at_;
      skip_space();
      if (at_ < in_.size() && (in_[at_] == ',' || in_[at_] == close)) continue;
    }
    if (depth >= kMostDepth) break;
    const uint32_t child = value(depth + 1);
    if (child == kNone) continue;
    values_[child].key = key;
    (last == kNone ? values_[id].first : values_[last].next) = child;
    last = child;
  }
  return id;
}

// A quote ends a string if what follows it can follow a string.
bool JsonReader::ends_string(size_t quote) const {
  size_t i = quote + 1;
  while (i < in_.size() && is_space(in_[i])) ++i;
  if (i >= in_.size()) return true;
  const char c = in_[i];
  return c == ',' || c == ':' || c == '}' || c == ']' || c == '"' || c == '/' || c == ';';
}

std::string_view JsonReader::string() {
  const size_t begin = ++at_;
  size_t i = begin;
  bool plain = true;
  while (i < in_.size()) {
    if (in_[i] == '\\') {
      plain = false;
      i += 2;
      continue;
    }
    if (in_[i] == '"' && ends_string(i)) break;
    ++i;
  }
  const size_t end = i < in_.size() ? i : in_.size();
  at_ = end < in_.size() ? end + 1 : end;
  const std::string_view raw = in_.substr(begin, end - begin);
  if (plain) return raw;
  buffer_.clear();
  for (size_t k = 0; k < raw.size(); ++k) {
    if (raw[k] != '\\' || k + 1 >= raw.size()) {
      buffer_.push_back(raw[k]);
      continue;
    }
    const char c = raw[++k];
    switch (c) {
      case 'n':
        buffer_.push_back('\n');
        break;
      case 't':
        buffer_.push_back('\t');
        break;
      case 'r':
        buffer_.push_back('\r');
        break;
      case 'b':
      case 'f':
        buffer_.push_back(' ');
        break;
      case 'u': {
        int code = hex4(raw, k + 1);
        if (code < 0) break;
        k += 4;
        if (code >= 0xD800 && code < 0xDC00 && raw.substr(k + 1).starts_with("\\u")) {
          const int low = hex4(raw, k + 3);
          if (low >= 0xDC00 && low < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            k += 6;
          }
        }
        if (code >= 0xD800 && code < 0xE000) code = 0xFFFD;
        if (code != 0) append_utf8(buffer_, static_cast<char32_t>(code));
        break;
      }
      default:
        // An escape of anything else stands for itself; a code point cut in two cannot arise.
        buffer_.push_back(c);
        break;
    }
  }
  return arena_->store(buffer_);
}

}  // namespace dateline::page
