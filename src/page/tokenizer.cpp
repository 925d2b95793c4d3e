#include "page/tokenizer.h"

#include <algorithm>
#include <array>

#include "base/entities.h"
#include "base/strings.h"
#include "page/scan.h"

namespace dateline::page {
namespace {

constexpr auto npos = std::string_view::npos;

bool html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

size_t skip_space(std::string_view s, size_t i) {
  while (i < s.size() && html_space(s[i])) ++i;
  return i;
}

Span span_of(size_t begin, size_t end) {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

/// What a byte is in the name of a tag or attribute.
enum NameClass : uint8_t { kEndsTagName = 1, kEndsAttributeName = 2, kChanges = 4 };
constexpr auto kNameClass = [] {
  std::array<uint8_t, 256> table{};
  for (const char c : {' ', '\t', '\n', '\f', '\r', '/', '>'}) {
    table[static_cast<unsigned char>(c)] = kEndsTagName | kEndsAttributeName;
  }
  table['='] = kEndsAttributeName;
  table[0] = kChanges;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) table[c] = kChanges;
  return table;
}();

}  // namespace

void Tokenizer::next(Token& token) {
  while (true) {
    token = Token{};
    token.attributes_begin = token.attributes_end = static_cast<uint32_t>(attributes_.size());
    if (at_ >= source_.size()) {
      token.source = span_of(source_.size(), source_.size());
      return;
    }
    if (mode_ == Mode::kPlaintext) return text(token, at_, source_.size(), false, false, false);
    if (mode_ == Mode::kCdata) {
      mode_ = Mode::kData;
      if (cdata(token, at_)) return;
      continue;
    }
    if (mode_ != Mode::kData) {
      const Mode mode = mode_;
      const size_t end = mode == Mode::kScript ? script_end() : raw_end();
      mode_ = Mode::kData;
      if (end > at_) return text(token, at_, end, mode == Mode::kRcdata, false, false);
    }
    bool plain = true;
    const size_t open = next_markup(at_, plain);
    if (open > at_) return text(token, at_, open, true, true, plain);
    if (markup(token, open)) return;
    // Nothing came of it ("</>", an unfinished tag at the end): go on behind it.
  }
}

// The next "<" that opens markup; any other one is text. `plain`: the text before it is as it stands.
size_t Tokenizer::next_markup(size_t from, bool& plain) const {
  const auto next_open = [&](size_t at) {
    if (plain) {
      at = find_any<'<', '&', '\r', '\0'>(source_, at);
      if (at == source_.size() || source_[at] == '<') return at;
      plain = false;
    }
    return std::min(source_.find('<', at), source_.size());
  };
  for (size_t at = next_open(from); at < source_.size(); at = next_open(at + 1)) {
    const char after = at + 1 < source_.size() ? source_[at + 1] : '\0';
    if (is_alpha(after) || after == '!' || after == '?') return at;
    if (after == '/' && at + 2 < source_.size()) return at;
  }
  return source_.size();
}

bool Tokenizer::markup(Token& token, size_t at) {
  const char after = source_[at + 1];
  if (is_alpha(after)) return tag(token, at, false);
  if (after == '/') {
    const char third = source_[at + 2];
    if (is_alpha(third)) return tag(token, at, true);
    if (third == '>') {
      at_ = at + 3;
      return false;
    }
    bogus_comment(token, at, at + 2);
    return true;
  }
  if (after == '?') {
    bogus_comment(token, at, at + 1);
    return true;
  }
  const std::string_view rest = source_.substr(at + 2);
  if (rest.starts_with("--")) {
    comment(token, at);
  } else if (starts_with_ignoring_case(rest, "doctype")) {
    doctype(token, at);
  } else if (cdata_ && rest.starts_with("[CDATA[")) {
    return cdata(token, at + 9);
  } else {
    bogus_comment(token, at, at + 2);
  }
  return true;
}

bool Tokenizer::tag(Token& token, size_t at, bool end) {
  const std::string_view s = source_;
  size_t i = at + (end ? 2 : 1);
  token.name = name(i, kEndsTagName);
  while (true) {
    i = skip_space(s, i);
    if (i >= s.size()) break;
    if (s[i] == '>') {
      ++i;
      token.kind = end ? TokenKind::kEndTag : TokenKind::kStartTag;
      token.tag = tag_of(token.name);
      if (end) attributes_.resize(token.attributes_begin);
      token.attributes_end = static_cast<uint32_t>(attributes_.size());
      token.source = span_of(at, i);
      at_ = i;
      return true;
    }
    if (s[i] == '/') {
      ++i;
      token.self_closing = i < s.size() && s[i] == '>';
      continue;
    }
    Attribute attribute;
    attribute.name = name(i, kEndsAttributeName);
    attribute.id = attribute_of(attribute.name);
    i = skip_space(s, i);
    if (i < s.size() && s[i] == '=') {
      i = skip_space(s, i + 1);
      if (i >= s.size()) break;
      if (s[i] == '"' || s[i] == '\'') {
        const size_t value_begin = i + 1;
        const char quote = s[i];
        i = quote == '"' ? find_any<'"', '&', '\r', '\0'>(s, value_begin)
                         : find_any<'\'', '&', '\r', '\0'>(s, value_begin);
        const bool plain = i < s.size() && s[i] == quote;
        if (!plain) i = std::min(s.find(quote, i), s.size());
        if (i == s.size()) break;
        const std::string_view raw = s.substr(value_begin, i - value_begin);
        attribute.value = plain ? raw : clean(raw, true, true, false);
        ++i;
      } else if (s[i] != '>') {
        const size_t value_begin = i;
        while (i < s.size() && !html_space(s[i]) && s[i] != '>') ++i;
        attribute.value = clean(s.substr(value_begin, i - value_begin), true, true, false);
      }
    }
    attributes_.push_back(attribute);
  }
  // The source ends inside the tag: it is dropped.
  attributes_.resize(token.attributes_begin);
  token.name = {};
  at_ = s.size();
  return false;
}

void Tokenizer::comment(Token& token, size_t at) {
  const std::string_view s = source_;
  const size_t data = at + 4;
  token.kind = TokenKind::kComment;
  size_t end = npos, next = npos;
  if (s.substr(data).starts_with(">")) {
    end = data, next = data + 1;
  } else if (s.substr(data).starts_with("->")) {
    end = data, next = data + 2;
  } else {
    for (size_t dash = s.find("--", data); dash != npos; dash = s.find("--", dash + 1)) {
      const std::string_view behind = s.substr(dash + 2);
      if (behind.starts_with(">")) {
        end = dash, next = dash + 3;
        break;
      }
      if (behind.starts_with("!>")) {
        end = dash, next = dash + 4;
        break;
      }
    }
  }
  if (end == npos) {  // unfinished: what looks like the start of its end is left out
    end = next = s.size();
    const std::string_view body = s.substr(data);
    for (const std::string_view tail : {"--!", "--", "-"}) {
      if (body.ends_with(tail)) {
        end -= tail.size();
        break;
      }
    }
  }
  token.data = clean(s.substr(data, end - data), false, false, false);
  token.source = span_of(at, next);
  at_ = next;
}

void Tokenizer::bogus_comment(Token& token, size_t begin, size_t data) {
  size_t end = source_.find('>', data);
  if (end == npos) end = source_.size();
  token.kind = TokenKind::kComment;
  token.data = clean(source_.substr(data, end - data), false, false, false);
  at_ = end < source_.size() ? end + 1 : end;
  token.source = span_of(begin, at_);
}

void Tokenizer::doctype(Token& token, size_t at) {
  const std::string_view s = source_;
  token.kind = TokenKind::kDoctype;
  size_t i = skip_space(s, at + 9);
  const auto finish = [&](bool quirks) {
    token.force_quirks = quirks || i >= s.size();
    const size_t close = s.find('>', i);
    at_ = close == npos ? s.size() : close + 1;
    token.source = span_of(at, at_);
  };
  const size_t name = i;
  while (i < s.size() && !html_space(s[i]) && s[i] != '>') ++i;
  token.name = lower(s.substr(name, i - name));
  if (token.name.empty()) return finish(true);
  i = skip_space(s, i);
  if (i >= s.size() || s[i] == '>') return finish(false);
  const bool is_public = starts_with_ignoring_case(s.substr(i), "public");
  const bool is_system = starts_with_ignoring_case(s.substr(i), "system");
  if (!is_public && !is_system) return finish(true);
  i = skip_space(s, i + 6);
  const auto quoted = [&](std::string_view* value, bool* has) {
    if (i >= s.size() || (s[i] != '"' && s[i] != '\'')) return false;
    const char quote = s[i];
    size_t end = i + 1;
    while (end < s.size() && s[end] != quote && s[end] != '>') ++end;
    *has = true;
    *value = clean(s.substr(i + 1, end - i - 1), false, false, false);
    const bool closed = end < s.size() && s[end] == quote;
    i = closed ? end + 1 : end;
    return closed;
  };
  if (is_public) {
    if (!quoted(&token.public_id, &token.has_public_id)) return finish(true);
    i = skip_space(s, i);
    if (i >= s.size() || s[i] == '>') return finish(false);
  }
  if (!quoted(&token.system_id, &token.has_system_id)) return finish(true);
  i = skip_space(s, i);
  finish(false);
}

bool Tokenizer::cdata(Token& token, size_t data) {
  const size_t close = source_.find("]]>", data);
  const size_t end = close == npos ? source_.size() : close;
  at_ = close == npos ? source_.size() : close + 3;
  if (end == data) return false;
  token.kind = TokenKind::kText;
  token.data = clean(source_.substr(data, end - data), false, false, true);
  token.source = span_of(data, end);
  return true;
}

void Tokenizer::text(Token& token, size_t begin, size_t end, bool references, bool keep_nul,
                     bool plain) {
  token.kind = TokenKind::kText;
  token.data = source_.substr(begin, end - begin);
  if (!plain) token.data = clean(token.data, references, false, keep_nul);
  token.source = span_of(begin, end);
  at_ = end;
}

bool Tokenizer::is_end_tag(size_t at, std::string_view name) const {
  const std::string_view rest = source_.substr(at);
  if (name.empty() || rest.size() < name.size() + 3 || rest[1] != '/') return false;
  const char after = rest[name.size() + 2];
  return (html_space(after) || after == '/' || after == '>') &&
         equals_ignoring_case(rest.substr(2, name.size()), name);
}

size_t Tokenizer::raw_end() const {
  for (size_t at = source_.find('<', at_); at != npos; at = source_.find('<', at + 1)) {
    if (is_end_tag(at, end_name_)) return at;
  }
  return source_.size();
}

// Script data with its escaped and double escaped states: inside "<!--", "<script" hides one
// "</script".
size_t Tokenizer::script_end() const {
  const std::string_view s = source_;
  enum { kPlain, kEscaped, kDouble } state = kPlain;
  size_t comment_end = npos;  // behind the "-->" of the escaped text; npos: it lasts to the end
  for (size_t at = s.find('<', at_); at != npos; at = s.find('<', at + 1)) {
    if (state != kPlain && comment_end != npos && at >= comment_end) state = kPlain;
    if (state == kPlain && s.substr(at).starts_with("<!--")) {
      const size_t close = s.find("-->", at + 2);
      comment_end = close == npos ? npos : close + 3;
      state = kEscaped;
      continue;
    }
    if (is_end_tag(at, end_name_)) {
      if (state != kDouble) return at;
      state = kEscaped;
    } else if (state == kEscaped && starts_with_ignoring_case(s.substr(at), "<script") &&
               at + 7 < s.size() &&
               (html_space(s[at + 7]) || s[at + 7] == '/' || s[at + 7] == '>')) {
      state = kDouble;
    }
  }
  return s.size();
}

std::string_view Tokenizer::clean(std::string_view raw, bool references, bool in_attribute,
                                  bool keep_nul) {
  const auto next = [&](size_t from) {
    return references ? find_any<'&', '\r', '\0'>(raw, from) : find_any<'\r', '\0'>(raw, from);
  };
  size_t at = next(0);
  if (at == raw.size()) return raw;
  buffer_.clear();
  size_t copied = 0;
  while (at < raw.size()) {
    buffer_.append(raw, copied, at - copied);
    size_t used = 1;
    if (raw[at] == '&') {
      used = decode_reference(raw, at, in_attribute, buffer_);
      if (used == 0) {
        used = 1;
        buffer_.push_back('&');
      }
    } else if (raw[at] == '\r') {
      buffer_.push_back('\n');
      if (at + 1 < raw.size() && raw[at + 1] == '\n') used = 2;
    } else if (keep_nul) {
      buffer_.push_back('\0');
    } else {
      buffer_ += "\xEF\xBF\xBD";
    }
    copied = at + used;
    at = next(copied);
  }
  buffer_.append(raw, copied);
  return arena_.store(buffer_);
}

// The name that begins at `at`, in lower case; `at` moves to the byte that ends it. A first "=" is
// part of an attribute's name.
std::string_view Tokenizer::name(size_t& at, uint8_t ends) {
  const size_t begin = at;
  uint8_t seen = at < source_.size() ? kNameClass[static_cast<unsigned char>(source_[at])] & kChanges : 0;
  for (++at; at < source_.size(); ++at) {
    const uint8_t c = kNameClass[static_cast<unsigned char>(source_[at])];
    if ((c & ends) != 0) break;
    seen |= c;
  }
  const std::string_view raw = source_.substr(begin, at - begin);
  return (seen & kChanges) != 0 ? lower(raw) : raw;
}

std::string_view Tokenizer::lower(std::string_view raw) {
  buffer_.clear();
  for (const char c : raw) {
    if (c == '\0') {
      buffer_ += "\xEF\xBF\xBD";
    } else {
      buffer_.push_back(to_lower(c));
    }
  }
  return arena_.store(buffer_);
}

}  // namespace dateline::page
