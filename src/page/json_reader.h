#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "page/arena.h"

namespace dateline::page {

/// JSON as pages carry it, which is often broken. One flat column of values:
///
///     {"a": [1, "x"], "b": {}}
///     0 object -> first 1;  1 array key "a" -> first 2, next 4;  2 number "1" next 3;  3 string
///     "x";  4 object key "b"
///
/// Read anyway: text before the first brace, raw control characters and unescaped quotes in
/// strings, comments, missing and trailing commas, a missing end. Nesting beyond 64 is skipped.
/// Never fails; what cannot be read is not there. Numbers and words stay text. Views point into the
/// text or the arena.
class JsonReader {
 public:
  enum class Type : uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
  static constexpr uint32_t kNone = ~uint32_t{0};
  struct Value {
    Type type = Type::kNull;
    std::string_view key;   ///< in an object
    std::string_view text;  ///< string content, digits, `true`
    uint32_t first = kNone, next = kNone;
  };

  /// Appends the values of a text; returns the index of its root, `kNone` if it holds none.
  uint32_t read(std::string_view text, Arena& arena);
  void clear() { values_.clear(); }
  [[nodiscard]] const std::vector<Value>& values() const { return values_; }
  [[nodiscard]] const Value& operator[](uint32_t id) const { return values_[id]; }
  /// Member of an object; `kNone` if it is no object or has none of that name.
  [[nodiscard]] uint32_t member(uint32_t object, std::string_view key) const;
  /// Text of a string or number member; empty if it is anything else.
  [[nodiscard]] std::string_view text(uint32_t object, std::string_view key) const;

 private:
  uint32_t value(int depth);
  uint32_t container(Type type, int depth);
  std::string_view string();
  void skip_space();
  [[nodiscard]] bool ends_string(size_t quote) const;

  std::vector<Value> values_;
  std::string_view in_;
  Arena* arena_ = nullptr;
  std::string buffer_;
  size_t at_ = 0;
};

}  // namespace dateline::page
