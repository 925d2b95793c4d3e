#include "page/scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace dateline::page {
namespace {

// Each place of one wanted byte, and of two, in texts of up to 40 bytes against a plain search.
TEST(Scan, FindsWhatAPlainSearchFinds) {
  for (size_t size = 0; size <= 40; ++size) {
    for (size_t first = 0; first <= size; ++first) {
      for (size_t second = first; second <= size; second += 3) {
        std::string text(size, 'x');
        if (first < size) text[first] = '<';
        if (second < size) text[second] = '\0';
        for (size_t from = 0; from <= size; ++from) {
          const auto plain = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(),
                                          [](char c) { return c == '<' || c == '\0' || c == '\r'; });
          ASSERT_EQ((find_any<'<', '\r', '\0'>(text, from)), static_cast<size_t>(plain - text.begin()));
        }
      }
    }
  }
}

}  // namespace
}  // namespace dateline::page
