#include "intake/charset.h"

#include <uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"

namespace dateline::intake {
namespace {

constexpr size_t kPrescanBytes = 1024;

/// Value of `name=` (quoted or bare) in `text` at or behind `from`; empty if none.
std::string_view declared_value(std::string_view text, std::string_view name, size_t from) {
  size_t at = find_ignoring_case(text, name, from);
  if (at == std::string_view::npos) return {};
  at += name.size();
  while (at < text.size() && is_space(text[at])) ++at;
  if (at >= text.size() || text[at] != '=') return {};
  ++at;
  while (at < text.size() && (is_space(text[at]) || text[at] == '"' || text[at] == '\'')) ++at;
  size_t end = at;
  while (end < text.size() && text[end] != '"' && text[end] != '\'' && text[end] != ';' &&
         text[end] != '>' && text[end] != '/' && !is_space(text[end])) {
    ++end;
  }
  return text.substr(at, end - at);
}

std::string_view declared_charset(std::string_view bytes, bool html) {
  const std::string_view head = bytes.substr(0, kPrescanBytes);
  if (head.substr(0, 5) == "<?xml") {
    const auto label = declared_value(head.substr(0, head.find('>')), "encoding", 0);
    if (!label.empty()) return label;
  }
  if (!html) return {};
  for (size_t at = 0; (at = find_ignoring_case(head, "<meta", at)) != std::string_view::npos; at += 5) {
    const std::string_view tag = head.substr(at, head.find('>', at) - at);
    const auto label = declared_value(tag, "charset", 0);
    if (!label.empty()) return label;
  }
  return {};
}

/// WHATWG name of a label; empty if the label is unknown. Only labels whose meaning differs from ICU's are listed;
/// all others go by ICU's alias table.
std::string encoding_of_label(std::string_view label) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kLabels = {{
      {"utf-8", "UTF-8"}, {"utf8", "UTF-8"}, {"unicode-1-1-utf-8", "UTF-8"}, {"x-unicode20utf8", "UTF-8"},
      // A declaration found by reading ASCII cannot be UTF-16 (WHATWG prescan).
      {"utf-16", "UTF-8"}, {"utf-16le", "UTF-8"}, {"utf-16be", "UTF-8"},
      {"iso-8859-1", "windows-1252"}, {"iso8859-1", "windows-1252"}, {"iso_8859-1", "windows-1252"},
      {"latin1", "windows-1252"}, {"l1", "windows-1252"}, {"ascii", "windows-1252"},
      {"us-ascii", "windows-1252"}, {"ansi_x3.4-1968", "windows-1252"}, {"x-cp1252", "windows-1252"},
      {"iso-8859-9", "windows-1254"}, {"latin5", "windows-1254"}, {"tis-620", "windows-874"},
      {"iso-8859-11", "windows-874"}, {"gb2312", "gb18030"}, {"gbk", "gb18030"},
      {"shift_jis", "windows-31j"}, {"euc-kr", "windows-949"},
  }};
  const std::string lower = to_lower(trim(label));
  for (const auto& [from, to] : kLabels) {
    if (lower == from) return std::string(to);
  }
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(lower.c_str(), &status);
  if (U_FAILURE(status)) return {};
  ucnv_close(converter);
  return lower;
}

/// Converts with ICU; nothing if the converter cannot be opened.
bool convert(std::string_view bytes, const std::string& charset, Decoded& out) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset.c_str(), &status),
                                                               &ucnv_close);
  if (U_FAILURE(status)) return false;
  std::u16string wide(bytes.size() + 1, u'\0');
  status = U_ZERO_ERROR;
  const int32_t length =
      ucnv_toUChars(converter.get(), wide.data(), static_cast<int32_t>(wide.size()), bytes.data(),
                    static_cast<int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) return false;
  out.text.clear();
  icu::UnicodeString(false, wide.data(), length).toUTF8String(out.text);
  out.broken = out.text.find("\xEF\xBF\xBD") != std::string::npos;
  out.charset = charset;
  return true;
}

Decoded as_utf8(std::string bytes) {
  Decoded out;
  out.charset = "UTF-8";
  if (is_valid_utf8(bytes)) {
    out.text = std::move(bytes);
  } else {
    out.text = replace_invalid_utf8(bytes);
    out.broken = true;
  }
  return out;
}

std::string detect(std::string_view bytes) {
  uchardet_t detector = uchardet_new();
  uchardet_handle_data(detector, bytes.data(), std::min<size_t>(bytes.size(), 1 << 18));
  uchardet_data_end(detector);
  std::string charset = uchardet_get_charset(detector);
  uchardet_delete(detector);
  return charset;
}

/// Share of a text's non-ASCII bytes that are valid UTF-8: a page with a few damaged bytes is still UTF-8.
bool mostly_utf8(std::string_view bytes) {
  size_t good = 0, bad = 0;
  for (size_t i = 0; i < bytes.size();) {
    const size_t valid = valid_utf8_prefix(bytes.substr(i));
    for (size_t k = i; k < i + valid; ++k) good += static_cast<unsigned char>(bytes[k]) >= 0xC0;
    i += valid;
    if (i < bytes.size()) {
      ++bad;
      ++i;
    }
    if (bad > 10'000) break;
  }
  return good > 10 * bad;
}

/// Text of which nothing says what encoding it is in.
Decoded guess_text(std::string bytes) {
  if (mostly_utf8(bytes)) return as_utf8(std::move(bytes));
  const std::string found = detect(bytes);
  const std::string charset = found.empty() ? "windows-1252" : encoding_of_label(found);
  Decoded out;
  if (!charset.empty() && charset != "UTF-8" && convert(bytes, charset, out)) return out;
  if (convert(bytes, "windows-1252", out)) return out;
  return as_utf8(std::move(bytes));
}

}  // namespace

Decoded decode_text(std::string bytes, bool html, std::string_view transport) {
  Decoded out;
  const std::string_view view = bytes;
  if (view.substr(0, 3) == "\xEF\xBB\xBF") return as_utf8(bytes.substr(3));
  if (view.substr(0, 2) == "\xFF\xFE" && convert(view.substr(2), "UTF-16LE", out)) return out;
  if (view.substr(0, 2) == "\xFE\xFF" && convert(view.substr(2), "UTF-16BE", out)) return out;
  if (is_valid_utf8(view)) return as_utf8(std::move(bytes));
  for (const auto& label : {std::string(transport), std::string(declared_charset(view, html))}) {
    const std::string charset = label.empty() ? label : encoding_of_label(label);
    if (charset == "UTF-8") return as_utf8(std::move(bytes));
    if (!charset.empty() && convert(view, charset, out)) return out;
  }
  out = guess_text(std::move(bytes));
  out.guessed = true;
  return out;
}

bool looks_binary(std::string_view bytes) {
  using namespace std::string_view_literals;
  for (const auto mark : {"%PDF-"sv, "PK\x03\x04"sv, "\x89PNG"sv, "\xFF\xD8\xFF"sv, "GIF8"sv, "\x7F"
                          "ELF"sv, "\x28\xB5\x2F\xFD"sv, "BZh"sv, "\xFD"
                          "7zXZ"sv, "SQLite format 3"sv}) {
    if (bytes.substr(0, mark.size()) == mark) return true;
  }
  const std::string_view mark = bytes.substr(0, 2);
  if (mark == "\xFF\xFE" || mark == "\xFE\xFF") return false;
  const std::string_view head = bytes.substr(0, 4096);
  size_t control = 0;
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    control += byte == 0 || (byte < 0x20 && !is_space(c) && byte != 0x1B);
  }
  return control * 50 > head.size();
}

}  // namespace dateline::intake
