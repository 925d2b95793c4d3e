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

bool is_english(std::string_view tag) { return tag == "en" || tag.starts_with("en-") || tag.starts_with("en_"); }

}  // namespace dateline::page
