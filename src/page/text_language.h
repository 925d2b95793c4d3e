#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::page {

/// The language that a text is written in, as a BCP 47 tag ("en", "pt", "zh-Hant"), told from its first few thousand bytes; empty
/// if it is too short or mixed to be sure. Thread-safe. (CLD2.)
[[nodiscard]] std::string text_language(std::string_view text);

/// Whether the text is English, if the commonest words leave no doubt; a small part of the cost of `text_language`.
[[nodiscard]] std::optional<bool> plainly_english(std::string_view text);

/// True for a tag of English ("en", "en-GB").
[[nodiscard]] bool is_english(std::string_view tag);

}  // namespace dateline::page
