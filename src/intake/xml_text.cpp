#include "intake/xml_text.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/entities.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "intake/charset.h"
#include "intake/feed_markup.h"

namespace dateline::intake {
namespace {

using namespace std::string_view_literals;

constexpr size_t kMostEntities = 256;
constexpr size_t kMostEntity = 1024;
constexpr size_t kMostExpansion = size_t{1} << 20;

using Entities = std::map<std::string, std::string, std::less<>>;

std::string from_utf32(std::string_view bytes, bool little) {
  std::string out;
  for (size_t i = 0; i + 4 <= bytes.size(); i += 4) {
    uint32_t c = 0;
    for (size_t k = 0; k < 4; ++k) c = c << 8 | static_cast<unsigned char>(bytes[i + (little ? 3 - k : k)]);
    append_utf8(out, c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : static_cast<char32_t>(c));
  }
  return out;
}

Decoded decode_xml(std::string bytes, std::string_view transport) {
  const std::string head = bytes.substr(0, 4);
  for (const auto& [mark, little] : {std::pair("\xFF\xFE\0\0"sv, true), std::pair("\0\0\xFE\xFF"sv, false), std::pair("<\0\0\0"sv, true), std::pair("\0\0\0<"sv, false)}) {
    if (head != mark) continue;
    const size_t skip = mark.find('<') == mark.npos ? 4 : 0;
    Decoded out;
    out.text = from_utf32(std::string_view(bytes).substr(skip), little);
    out.charset = little ? "UTF-32LE" : "UTF-32BE";
    return out;
  }
  if (head == "<\0?\0"sv) bytes.insert(0, "\xFF\xFE");
  if (head == "\0<\0?"sv) bytes.insert(0, "\xFE\xFF");
  return decode_text(std::move(bytes), false, transport);
}

// Control characters away, C1 controls to what windows-1252 has there.
bool clean(std::string& text) {
  const auto bad = [](unsigned char c) { return c < 0x20 && c != '\t' && c != '\n' && c != '\r'; };
  if (std::none_of(text.begin(), text.end(), [&](char c) { return bad(static_cast<unsigned char>(c)) || c == '\xC2'; })) return true;
  std::string out;
  out.reserve(text.size());
  bool sound = true;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (bad(c)) {
      sound = false;
      continue;
    }
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) <= 0x9F) {
      const auto low = static_cast<unsigned char>(text[++i]);
      constexpr std::string_view kHex = "0123456789ABCDEF";
      const std::string reference = {'&', '#', 'x', kHex[low >> 4], kHex[low & 15], ';'};
      (void)decode_reference(reference, 0, false, out);
      continue;
    }
    out += text[i];
  }
  text = std::move(out);
  return sound;
}

bool name_char(char c) { return is_alpha(c) || is_digit(c) || c == '.' || c == '-' || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80; }

std::string_view take_name(std::string_view text, size_t& at) {
  const size_t begin = at;
  while (at < text.size() && name_char(text[at])) ++at;
  return text.substr(begin, at - begin);
}

void skip_space(std::string_view text, size_t& at) {
  while (at < text.size() && is_space(text[at])) ++at;
}

// <!ENTITY name "value"> of the inner part of a document type.
void read_entity(std::string_view declaration, Entities& entities) {
  size_t at = "<!ENTITY"sv.size();
  skip_space(declaration, at);
  const std::string name(take_name(declaration, at));
  skip_space(declaration, at);
  if (name.empty() || at >= declaration.size() || entities.size() >= kMostEntities) return;  // also a parameter entity
  const char quote = declaration[at];
  if (quote != '"' && quote != '\'') return;  // of a file
  const size_t end = declaration.find(quote, at + 1);
  if (end == declaration.npos || end - at > kMostEntity) return;
  const std::string value = decode_references(declaration.substr(at + 1, end - at - 1));
  if (value.find_first_of("<&%") != value.npos) return;
  entities.emplace(name, value);  // the first declaration counts
}

// The end of a document type that begins at `at`; its entities.
size_t read_doctype(std::string_view text, size_t at, Entities* entities) {
  bool inner = false;
  for (at += 2; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = std::min(text.find(c, at + 1), text.size());
    } else if (c == '[') {
      inner = true;
    } else if (c == ']') {
      inner = false;
    } else if (c == '>' && !inner) {
      return at + 1;
    } else if (c == '<' && inner) {
      if (text.substr(at).starts_with("<!--")) {
        at = std::min(text.find("-->", at), text.size());
        continue;
      }
      size_t end = at;
      while (end < text.size() && text[end] != '>') {
        if (text[end] == '"' || text[end] == '\'') end = std::min(text.find(text[end], end + 1), text.size());
        if (end < text.size()) ++end;
      }
      if (entities != nullptr && text.substr(at).starts_with("<!ENTITY")) read_entity(text.substr(at, end - at), *entities);
      at = end;
    }
  }
  return text.size();
}

class Rewriter {
 public:
  Rewriter(std::string_view text, std::string& out) : text_(text), out_(out) { out_.reserve(text.size() + 16); }

  bool run() {
    size_t at = 0;
    while (at < text_.size()) {
      const size_t next = std::min(text_.find_first_of("<&", at), text_.size());
      out_.append(text_, at, next - at);
      if (next == text_.size()) break;
      at = text_[next] == '&' ? reference(next) : tag(next);
    }
    return sound_;
  }

 private:
  size_t section(size_t at, std::string_view end, bool kept) {
    const size_t found = text_.find(end, at);
    const size_t behind = found == text_.npos ? text_.size() : found + end.size();
    if (kept) out_.append(text_, at, behind - at);
    if (found == text_.npos) {
      sound_ = false;
      if (kept) out_ += end;
    }
    return behind;
  }

  size_t tag(size_t at) {
    const std::string_view rest = text_.substr(at);
    if (rest.starts_with("<!--")) return section(at, "-->", false);
    if (rest.starts_with("<![CDATA[")) return section(at, "]]>", true);
    if (rest.starts_with("<?")) {
      if (rest.starts_with("<?xml") && rest.size() > 5 && is_space(rest[5]) && at != 0) sound_ = false;
      return section(at, "?>", false);
    }
    if (starts_with_ignoring_case(rest, "<!doctype")) return read_doctype(text_, at, &entities_);
    out_ += '<';
    return at + 1;
  }

  size_t reference(size_t at) {
    size_t end = at + 1;
    if (end < text_.size() && text_[end] == '#') {
      const size_t used = decode_reference(text_, at, true, held_);
      if (used > 3 && text_[at + used - 1] == ';') {
        append_html(out_, held_);
        held_.clear();
        return at + used;
      }
      held_.clear();
    }
    const std::string_view name = take_name(text_, end);
    if (!name.empty() && end < text_.size() && text_[end] == ';' && name.size() < 64) {
      ++end;
      for (const std::string_view own : {"amp", "lt", "gt", "quot", "apos"}) {
        if (name != own) continue;
        out_.append(text_, at, end - at);
        return end;
      }
      if (const auto found = entities_.find(name); found != entities_.end()) {
        expanded_ += found->second.size();
        if (expanded_ <= kMostExpansion) append_html(out_, found->second);
        else sound_ = false;
        return end;
      }
      sound_ = false;  // HTML's names are not XML's
      if (decode_reference(text_, at, true, held_) == end - at) {
        append_html(out_, std::exchange(held_, {}));
        return end;
      }
      held_.clear();
    }
    sound_ = false;
    out_ += "&amp;";
    return at + 1;
  }

  std::string_view text_;
  std::string& out_;
  std::string held_;
  Entities entities_;
  size_t expanded_ = 0;
  bool sound_ = true;
};

}  // namespace

XmlText read_xml_text(std::string bytes, std::string_view transport_charset) {
  Decoded decoded = decode_xml(std::move(bytes), transport_charset);
  XmlText out;
  out.charset = std::move(decoded.charset);
  const size_t begin = std::min(decoded.text.find_first_not_of("\xEF\xBB\xBF"), decoded.text.size());
  decoded.text.erase(0, begin);
  out.well_formed = !decoded.broken && !decoded.guessed;
  out.well_formed = clean(decoded.text) && out.well_formed;
  out.well_formed = Rewriter(decoded.text, out.text).run() && out.well_formed;
  return out;
}

size_t first_tag(std::string_view text) {
  size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (true) {
    skip_space(text, at);
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("<!--")) at = text.find("-->", at);
    else if (rest.starts_with("<?")) at = text.find("?>", at);
    else if (starts_with_ignoring_case(rest, "<!doctype")) {
      at = read_doctype(text, at, nullptr);
      continue;
    } else {
      return at;
    }
    if (at == text.npos) return text.size();
    at = text.find('>', at) + 1;
  }
}

}  // namespace dateline::intake
