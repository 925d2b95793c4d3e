#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// Appends JSON to a string without building a tree. Commas are placed by the writer; nesting is the caller's duty
/// (checked by `assert`). Strings must be valid UTF-8; control characters, quotes and backslashes are escaped.
/// Numbers print the shortest form that reads back the same (integers without a point).
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);
  JsonWriter& value(uint64_t number);
  JsonWriter& value(uint32_t number) { return value(static_cast<uint64_t>(number)); }
  JsonWriter& value(int number);
  JsonWriter& value(bool flag);
  JsonWriter& null();
  template <class T>
  JsonWriter& field(std::string_view name, const T& v) {
    key(name);
    return value(v);
  }
  /// `field` for text that is left out when empty.
  JsonWriter& optional(std::string_view name, std::string_view text) {
    return text.empty() ? *this : field(name, text);
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();
  void quote(std::string_view text);

  std::string& out_;
  bool first_ = true;  // nothing written yet at this level
  bool after_key_ = false;
};

}  // namespace dateline
