#include "intake/charset.h"

#include <uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "intake/declared_charset.h"

namespace dateline::intake {
namespace {

/// Converts with ICU; nothing if the converter cannot be opened.
bool convert(std::string_view bytes, const Encoding& encoding, Decoded& out) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding.converter.data(), &status),
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
  out.charset = encoding.name;
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

Encoding marked_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return encoding_of_label("utf-16le");
  if (bytes.starts_with("\xFE\xFF")) return encoding_of_label("utf-16be");
  return {};
}

Encoding declared_in(std::string_view bytes, bool html) {
  const Encoding found = html ? declared_in_html(bytes) : Encoding{};
  return found.name.empty() ? declared_in_xml(bytes) : found;
}

/// Text of which nothing says what encoding it is in.
Decoded guess_text(std::string bytes) {
  if (mostly_utf8(bytes)) return as_utf8(std::move(bytes));
  const Encoding found = encoding_of_label(detect(bytes));
  Decoded out;
  if (!found.name.empty() && found.name != "UTF-8" && convert(bytes, found, out)) return out;
  if (convert(bytes, encoding_of_label("windows-1252"), out)) return out;
  return as_utf8(std::move(bytes));
}

}  // namespace

Decoded decode_text(std::string bytes, bool html, std::string_view transport) {
  Decoded out;
  const std::string_view view = bytes;
  if (view.starts_with("\xEF\xBB\xBF")) return as_utf8(bytes.substr(3));
  if (const Encoding marked = marked_encoding(view); !marked.name.empty() && convert(view.substr(2), marked, out)) return out;
  // UTF-8 that is nothing else is UTF-8, whatever it declares; of ISO-2022-JP each byte is ASCII.
  const bool utf8 = is_valid_utf8(view);
  if (utf8 && view.find('\x1B') == std::string_view::npos) return as_utf8(std::move(bytes));
  for (const Encoding& encoding : {encoding_of_label(transport), declared_in(view, html)}) {
    if (encoding.name == "UTF-8" || (utf8 && !encoding.name.empty() && encoding.name != "ISO-2022-JP")) {
      return as_utf8(std::move(bytes));
    }
    if (!encoding.name.empty() && convert(view, encoding, out)) return out;
  }
  out = guess_text(std::move(bytes));
  out.guessed = true;
  return out;
}

std::string charset_of_page(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return "UTF-8";
  for (const Encoding& encoding : {marked_encoding(bytes), declared_in(bytes, true)}) {
    if (!encoding.name.empty()) return std::string(encoding.name);
  }
  return "windows-1252";
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
