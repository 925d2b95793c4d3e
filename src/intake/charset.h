#pragma once

#include <string>
#include <string_view>

namespace dateline::intake {

struct Decoded {
  std::string text;     ///< valid UTF-8
  std::string charset;  ///< WHATWG name of the encoding it was read as
  bool broken = false;  ///< bytes that the encoding does not know were replaced by U+FFFD
  bool guessed = false;  ///< nothing said which encoding it is, or what said so was wrong
};

/// Bytes of a page or text to UTF-8, in the order of the WHATWG standard: byte order mark, the label that the transport gives
/// (`Content-Type`; empty if none), a declaration
/// (`<meta charset>`, `http-equiv`, XML declaration), then what the bytes themselves tell (detection, else windows-1252). Bytes
/// that are valid UTF-8 are taken as UTF-8, whatever is declared. Labels are mapped as browsers do (`iso-8859-1` is
/// windows-1252).
/// https://html.spec.whatwg.org/#determining-the-character-encoding
[[nodiscard]] Decoded decode_text(std::string bytes, bool html, std::string_view transport = {});

/// The encoding of a page by byte order mark and declaration alone, windows-1252 without either: what the standard says of it
/// where nothing is detected.
[[nodiscard]] std::string charset_of_page(std::string_view bytes);

/// True if the bytes cannot be a page or a text in any encoding: NUL bytes without a UTF-16/32 mark, or a known
/// binary signature (PDF, ZIP, image, ELF).
[[nodiscard]] bool looks_binary(std::string_view bytes);

}  // namespace dateline::intake
