#include "site/html.h"

#include "base/strings.h"
#include "base/utf8.h"

namespace dateline::site {

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) break;
        // U+FFFE and U+FFFF are no characters of XML.
        if (byte == 0xEF && text.substr(i, 2) == "\xEF\xBF" && i + 2 < text.size() && static_cast<unsigned char>(text[i + 2]) >= 0xBE) {
          i += 2;
          break;
        }
        out += c;
      }
    }
  }
  return out;
}

std::string shorten(std::string_view text, size_t length) {
  std::string folded = fold_space(text);
  if (folded.size() <= length) return folded;
  size_t end = folded.rfind(' ', length);
  if (end == std::string::npos || end < length / 2) {
    end = length;
    while (end > 0 && !is_utf8_border(folded, end)) --end;
  }
  folded.resize(end);
  return folded + "\u2026";
}

}  // namespace dateline::site
