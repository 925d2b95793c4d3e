#include "page/text_key.h"

#include "base/entities.h"
#include "base/strings.h"

namespace dateline::page {

void append_key(std::string& key, std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_alpha(c) || is_digit(c)) {
      key.push_back(to_lower(c));
    } else if (c == '\xE2' && i + 2 < text.size() &&
               (text[i + 1] == '\x80' || text[i + 1] == '\x82')) {
      i += 2;  // dashes, quotes, dots and spaces of U+2000 to U+20BF
    } else if (c == '\xC2' && i + 1 < text.size()) {
      ++i;  // Latin-1 marks
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      key.push_back(c);
    }
  }
}

std::string key_of(std::string_view text) {
  std::string key;
  append_key(key, text);
  return key;
}

std::string clean_value(std::string_view text) {
  std::string out(text);
  if (out.find('&') != std::string::npos) out = decode_references(out);
  out = fold_space(out);
  for (const std::string_view gone : {"\xC2\xAD", "\xE2\x80\x8B", "\xEF\xBB\xBF"}) {
    for (size_t at; (at = out.find(gone)) != std::string::npos;) out.erase(at, gone.size());
  }
  return out;
}

std::string_view host_of(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  if (starts_with_ignoring_case(host, "www.")) host.remove_prefix(4);
  return host;
}

}  // namespace dateline::page
