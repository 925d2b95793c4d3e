#pragma once

#include <string>
#include <string_view>

namespace dateline::intake {

/// XML in UTF-8, made ready for a parser that expands nothing.
struct XmlText {
  std::string text;     ///< without document type, byte order mark and characters that XML forbids
  std::string charset;  ///< WHATWG name, or "UTF-32LE", "UTF-32BE"
  bool well_formed = true;  ///< false: encoding guessed or broken, bare `&`, unknown entity, unfinished comment, declaration out of place
};

/// Decodes an XML document (XML 1.0, appendix F; the transport's label goes before the declaration) and replaces its entity references: by
/// the values that its own document type states as plain text (at most 256, each up to 1 KiB, 1 MiB in all; what refers to other
/// entities or to files is dropped), else by the characters that HTML has under that name. A `&` that begins no reference becomes `&amp;`.
/// U+0080 to U+009F, which stand for windows-1252 in practice, become what they mean there. Linear.
[[nodiscard]] XmlText read_xml_text(std::string bytes, std::string_view transport_charset);

/// Position behind white space, byte order mark, comments, instructions and the document type, where the first tag is.
[[nodiscard]] size_t first_tag(std::string_view text);

}  // namespace dateline::intake
