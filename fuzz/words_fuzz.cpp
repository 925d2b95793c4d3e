#include "fuzz.h"
#include "language/tokenizer.h"

/// A text to words: each character that is no white space lies in exactly one of them, in the order of the text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  const std::string text = replace_invalid_utf8(fuzz::text_of_input(data, size));
  std::vector<language::Word> words;
  language::tokenize(text, {0, static_cast<uint32_t>(text.size())}, words);
  uint32_t end = 0;
  const auto require_blank = [&](uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      fuzz::require(c >= 0x80 || c <= 0x20 || c == 0x7F);  // white space beyond ASCII is the tokenizer's to know
    }
  };
  for (const auto& word : words) {
    fuzz::require(word.span.begin >= end && word.span.begin < word.span.end);
    fuzz::require_span(text, word.span);
    fuzz::require(!word.joined || word.span.begin == end);
    require_blank(end, word.span.begin);
    end = word.span.end;
  }
  require_blank(end, static_cast<uint32_t>(text.size()));
  return 0;
}
