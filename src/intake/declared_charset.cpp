#include "intake/declared_charset.h"

#include <algorithm>
#include <string>

#include "base/strings.h"

namespace dateline::intake {
namespace {

constexpr size_t kPrescanBytes = 1024;
constexpr auto npos = std::string_view::npos;

bool html_space(char c) { return is_space(c) && c != '\v'; }

Encoding declared(std::string_view label) {
  const Encoding found = encoding_of_label(label);
  if (found.name == "UTF-16LE" || found.name == "UTF-16BE") return encoding_of_label("utf-8");
  if (found.name == "x-user-defined") return encoding_of_label("windows-1252");
  if (found.name == "replacement") return {};
  return found;
}

/// "Algorithm for extracting a character encoding from a meta element" (2.5.5).
std::string_view charset_in_content(std::string_view content) {
  for (size_t at = 0; (at = find_ignoring_case(content, "charset", at)) != npos;) {
    at += 7;
    while (at < content.size() && html_space(content[at])) ++at;
    if (at >= content.size()) return {};
    if (content[at] != '=') continue;
    ++at;
    while (at < content.size() && html_space(content[at])) ++at;
    if (at >= content.size()) return {};
    const char quote = content[at];
    if (quote == '"' || quote == '\'') {
      const size_t end = content.find(quote, at + 1);
      return end == npos ? std::string_view{} : content.substr(at + 1, end - at - 1);
    }
    size_t end = at;
    while (end < content.size() && !html_space(content[end]) && content[end] != ';') ++end;
    return content.substr(at, end - at);
  }
  return {};
}

class Prescan {
 public:
  Prescan(std::string_view bytes, bool skip_raw_text) : bytes_(bytes), skip_raw_text_(skip_raw_text) {}

  Encoding run() {
    while (at_ < bytes_.size()) {
      at_ = bytes_.find('<', at_);
      if (at_ == npos) return {};
      const std::string_view rest = bytes_.substr(at_);
      if (rest.starts_with("<!--")) {
        const size_t end = bytes_.find("-->", at_ + 2);
        if (end == npos) return {};
        at_ = end + 3;
      } else if (rest.size() > 5 && starts_with_ignoring_case(rest, "<meta") && (html_space(rest[5]) || rest[5] == '/')) {
        at_ += 5;
        if (const Encoding found = meta(); !found.name.empty()) return found;
      } else if (rest.size() > 1 && (is_alpha(rest[1]) || (rest[1] == '/' && rest.size() > 2 && is_alpha(rest[2])))) {
        tag();
      } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?')) {
        at_ = std::min(bytes_.find('>', at_), bytes_.size());
      } else {
        ++at_;
      }
    }
    return {};
  }

 private:
  // "Get an attribute"; false where there is none. The views are into the bytes.
  bool attribute(std::string_view& name, std::string_view& value) {
    name = value = {};
    while (at_ < bytes_.size() && (html_space(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] == '>') return false;
    const size_t begin = at_;
    while (at_ < bytes_.size() && !html_space(bytes_[at_]) && bytes_[at_] != '/' && bytes_[at_] != '>' &&
           (bytes_[at_] != '=' || at_ == begin)) {
      ++at_;
    }
    name = bytes_.substr(begin, at_ - begin);
    while (at_ < bytes_.size() && html_space(bytes_[at_])) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] != '=') return at_ < bytes_.size();
    ++at_;
    while (at_ < bytes_.size() && html_space(bytes_[at_])) ++at_;
    if (at_ >= bytes_.size()) return false;
    const char quote = bytes_[at_];
    if (quote == '"' || quote == '\'') {
      const size_t end = bytes_.find(quote, at_ + 1);
      if (end == npos) {
        at_ = bytes_.size();
        return false;
      }
      value = bytes_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
      return true;
    }
    const size_t value_begin = at_;
    while (at_ < bytes_.size() && !html_space(bytes_[at_]) && bytes_[at_] != '>') ++at_;
    value = bytes_.substr(value_begin, at_ - value_begin);
    return at_ < bytes_.size();
  }

  Encoding meta() {
    std::string_view name, value;
    Encoding charset;
    bool pragma = false, from_content = false, charset_seen = false, content_seen = false, pragma_seen = false;
    while (attribute(name, value)) {
      if (equals_ignoring_case(name, "http-equiv") && !pragma_seen) {
        pragma_seen = true;
        pragma = equals_ignoring_case(value, "content-type");
      } else if (equals_ignoring_case(name, "content") && !content_seen) {
        content_seen = true;
        if (!charset_seen) {
          charset = declared(charset_in_content(value));
          from_content = !charset.name.empty();
        }
      } else if (equals_ignoring_case(name, "charset") && !charset_seen) {
        charset_seen = true;
        charset = declared(value);
        from_content = false;
      }
    }
    return from_content && !pragma ? Encoding{} : charset;
  }

  void tag() {
    const size_t name_begin = at_ + 1;
    while (at_ < bytes_.size() && !html_space(bytes_[at_]) && bytes_[at_] != '>' && bytes_[at_] != '/') ++at_;
    const std::string_view tag_name = bytes_.substr(name_begin, std::max(at_, name_begin) - name_begin);
    if (at_ < name_begin + 1 && at_ < bytes_.size()) at_ = name_begin + 1;  // "</": the name stands behind it
    std::string_view name, value;
    while (attribute(name, value)) {
    }
    if (!skip_raw_text_) return;
    for (const std::string_view raw : {"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"}) {
      if (!equals_ignoring_case(tag_name, raw)) continue;
      const std::string end = "</" + std::string(raw);
      at_ = std::min(find_ignoring_case(bytes_, end, at_), bytes_.size());
      return;
    }
  }

  std::string_view bytes_;
  bool skip_raw_text_;
  size_t at_ = 0;
};

}  // namespace

Encoding declared_in_html(std::string_view bytes) {
  const Encoding early = Prescan(bytes.substr(0, kPrescanBytes), false).run();
  if (!early.name.empty() || bytes.size() <= kPrescanBytes) return early;
  return Prescan(bytes, true).run();
}

Encoding declared_in_xml(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return {};
  const std::string_view head = bytes.substr(0, std::min(bytes.find('>'), kPrescanBytes));
  size_t at = head.find("encoding");
  if (at == npos) return {};
  at += 8;
  const auto skip = [&] {
    while (at < head.size() && static_cast<unsigned char>(head[at]) <= 0x20) ++at;
  };
  skip();
  if (at >= head.size() || head[at] != '=') return {};
  ++at;
  skip();
  if (at >= head.size() || (head[at] != '"' && head[at] != '\'')) return {};
  const size_t end = head.find(head[at], at + 1);
  return end == npos ? Encoding{} : declared(head.substr(at + 1, end - at - 1));
}

}  // namespace dateline::intake
