#include "page/text_language.h"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace dateline::page {
namespace {

constexpr size_t kLooked = 4096;   // bytes of the text
constexpr size_t kLeast = 200;     // bytes that are enough to tell
constexpr int kMostlyOne = 80;     // percent of the text
// Share of "the", "and" and "that" among the words: English prose has 6 to 10 of a hundred, no other language that
// is written in words has one.
constexpr double kEnglishShare = 0.04, kForeignShare = 0.005;
constexpr size_t kLeastWords = 60;

}  // namespace

std::string text_language(std::string_view text) {
  if (text.size() < kLeast) return {};
  size_t length = std::min(text.size(), kLooked);
  while (length > 0 && !is_utf8_border(text, length)) --length;
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  int bytes = 0;
  bool reliable = false;
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(length), true, languages.data(), percents.data(), &bytes, &reliable);
  if (!reliable || percents[0] < kMostlyOne || languages[0] == CLD2::UNKNOWN_LANGUAGE || languages[0] == CLD2::TG_UNKNOWN_LANGUAGE) return {};
  const std::string_view code = CLD2::LanguageCode(languages[0]);
  return std::string(code == "iw" ? "he" : code == "jw" ? "jv" : code);  // its names are of an older standard
}

std::optional<bool> plainly_english(std::string_view text) {
  text = text.substr(0, kLooked);
  size_t words = 0, told = 0;
  for (size_t i = 0; i < text.size();) {
    while (i < text.size() && text[i] == ' ') ++i;
    const size_t begin = i;
    while (i < text.size() && text[i] != ' ' && text[i] != '\n') ++i;
    if (i == begin) {
      ++i;
      continue;
    }
    ++words;
    const std::string_view word = text.substr(begin, i - begin);
    told += word == "the" || word == "and" || word == "that" || word == "The";
  }
  if (words < kLeastWords) return std::nullopt;
  const double share = static_cast<double>(told) / static_cast<double>(words);
  if (share >= kEnglishShare) return true;
  if (share <= kForeignShare) return false;
  return std::nullopt;
}

bool is_english(std::string_view tag) { return tag == "en" || tag.starts_with("en-") || tag.starts_with("en_"); }

}  // namespace dateline::page
