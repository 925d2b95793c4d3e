#include "cli/record_check.h"

#include <fmt/format.h>

#include "base/strings.h"
#include "base/utf8.h"

namespace dateline::cli {
namespace {

using simdjson::dom::element;

class RecordCheck {
 public:
  RecordCheck(std::string_view text, std::vector<std::string>& faults) : text_(text), faults_(faults) {}

  /// Walks the record; an array of two numbers is a span.
  void walk(const element& node, std::string_view path, std::string_view key, bool in_page) {
    if (simdjson::dom::object object; node.get(object) == simdjson::SUCCESS) {
      for (const auto field : object) {
        const bool page = in_page || (field.key == "source" && (key == "paragraphs" || key == "furniture" || key == "images"));
        walk(field.value, fmt::format("{}.{}", path, field.key), field.key, page);
      }
      return;
    }
    simdjson::dom::array array;
    if (node.get(array) != simdjson::SUCCESS) return;
    uint64_t begin = 0, end = 0;
    const bool pair = array.size() == 2 && array.at(0).get(begin) == simdjson::SUCCESS && array.at(1).get(end) == simdjson::SUCCESS;
    if (pair) {
      if (!in_page) check(path, begin, end);
      return;
    }
    size_t i = 0;
    for (const auto item : array) walk(item, fmt::format("{}[{}]", path, i++), key, in_page);
  }

 private:
  void check(std::string_view path, uint64_t begin, uint64_t end) {
    if (begin > end || end > text_.size()) {
      faults_.push_back(fmt::format("{}: span [{}, {}) is outside the text of {} bytes", path, begin, end, text_.size()));
    } else if (!is_utf8_border(text_, begin) || !is_utf8_border(text_, end)) {
      faults_.push_back(fmt::format("{}: span [{}, {}) cuts a character", path, begin, end));
    }
  }

  std::string_view text_;
  std::vector<std::string>& faults_;
};

bool is_ascii_word(char c) { return is_alpha(c) || is_digit(c); }

/// True if the ASCII letters and digits of `words` come in `page` in this order, tags passed over.
bool comes_from(std::string_view words, std::string_view page) {
  size_t at = 0;
  const auto skip = [&] {
    while (at < words.size() && !is_ascii_word(words[at])) ++at;
  };
  skip();
  bool in_tag = false;
  for (const char c : page) {
    if (at == words.size()) return true;
    if (c == '<') in_tag = true;
    if (!in_tag && to_lower(c) == to_lower(words[at])) {
      ++at;
      skip();
    }
    if (c == '>') in_tag = false;
  }
  return at == words.size();
}

}  // namespace

void check_spans(const element& record, std::string_view text, const std::string& name, std::vector<std::string>& faults) {
  RecordCheck(text, faults).walk(record, name, "", false);
}

void check_paragraphs(const element& record, std::string_view text, std::string_view page, const std::string& name, std::vector<std::string>& faults) {
  simdjson::dom::array paragraphs;
  if (record.at_pointer("/article/paragraphs").get(paragraphs) != simdjson::SUCCESS) return;
  size_t i = 0;
  for (const element paragraph : paragraphs) {
    const auto number = [&](const char* pointer) {
      uint64_t value = 0;
      return paragraph.at_pointer(pointer).get(value) == simdjson::SUCCESS ? value : UINT64_MAX;
    };
    const uint64_t begin = number("/span/0"), end = number("/span/1"), from = number("/source/0"), to = number("/source/1");
    const std::string where = fmt::format("{}.article.paragraphs[{}]", name, i++);
    if (from == UINT64_MAX) continue;  // text that was given as such
    if (from > to || to > page.size()) {
      faults.push_back(fmt::format("{}: source [{}, {}) is outside the page of {} bytes", where, from, to, page.size()));
    } else if (begin <= end && end <= text.size() && !comes_from(text.substr(begin, end - begin), page.substr(from, to - from))) {
      faults.push_back(where + ": its words are not those of the page");
    }
  }
}

}  // namespace dateline::cli
