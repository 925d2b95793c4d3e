#include "base/bibtex.h"

#include "base/strings.h"

namespace dateline {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\textbackslash{}"; break;
      case '~': out += "\\textasciitilde{}"; break;
      case '^': out += "\\textasciicircum{}"; break;
      case '{': case '}': case '&': case '%': case '$': case '#': case '_':
        out += '\\';
        out += c;
        break;
      default: out += c == '\n' ? ' ' : c;
    }
  }
  return out;
}

}  // namespace

std::string bibtex(const BibtexEntry& e) {
  std::string out = "@online{";
  for (const char c : e.key) {
    if (is_alpha(c) || is_digit(c)) out += to_lower(c);
  }
  const auto field = [&](std::string_view name, std::string_view open, const std::string& value, std::string_view close) {
    if (value.empty()) return;
    out += ",\n  ";
    out += name;
    out += " = ";
    out += open;
    out += value;
    out += close;
  };
  field("title", "{{", escaped(e.title), "}}");
  field("author", "{", escaped(e.author), "}");
  field("organization", "{", escaped(e.organization), "}");
  field("date", "{", e.date, "}");
  field("url", "{", e.url, "}");
  field("urldate", "{", e.urldate, "}");
  field("note", "{", escaped(e.note), "}");
  return out + ",\n}\n";
}

}  // namespace dateline
