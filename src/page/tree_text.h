#pragma once

#include <string>
#include <vector>

#include "page/tree.h"

namespace dateline::page {

/// The tree in the form of html5lib's tests, one node a line behind `| ` and two blanks a level:
/// `<name>` with its attributes below it sorted by name, text in quotes, comments, the doctype, and
/// `content` for what a template holds. Neighbouring texts are joined. Names of SVG and MathML are
/// adjusted as the HTML standard says (13.2.6.1); the tree itself keeps lower case.
[[nodiscard]] std::string tree_text(const Tree& tree);

/// The tokens of a source as a JSON array, in the form of html5lib's tests: `["StartTag", name,
/// {attributes}]`, with `true` behind if self-closing, `["EndTag", name]`, `["Comment", data]`,
/// `["Character", data]`, `["DOCTYPE", name, public, system, correct]`. `mode` is the state that the
/// tokenizer begins in, `end_name` the tag that ends it.
[[nodiscard]] std::string tokens_json(std::string_view source, Tokenizer::Mode mode,
                                      std::string_view end_name);

}  // namespace dateline::page
