#include "analysis_text.h"

#include <array>
#include <cmath>
#include <vector>

#include "base/json_writer.h"
#include "base/strings.h"
#include "tokenizer.h"

namespace dateline::language {
namespace {

constexpr std::array<std::string_view, 4> kNameKinds = {"person", "organization", "place", "other"};

void write_span(JsonWriter& json, Span span) { json.key("span").begin_array().value(span.begin).value(span.end).end_array(); }

double in_hundredths(uint8_t certainty) { return std::round(certainty / 2.55) / 100; }

Span span_of(const Analysis& a, const Name& name) { return {a.span[name.begin].begin, a.span[name.end - 1].end}; }

class TreePrinter {
 public:
  TreePrinter(std::string_view text, const Analysis& analysis, std::string& out) : text_(text), a_(analysis), out_(out) {}

  void print(const Sentence& s) {
    children_.assign(s.end - s.begin, {});
    uint32_t root = s.begin;
    for (uint32_t i = s.begin; i < s.end; ++i) {
      if (a_.head[i] == kNoWord) root = i;
      else children_[a_.head[i] - s.begin].push_back(i);
    }
    out_ += text_of(text_, s.span);
    out_ += "\n\n";
    // Deep trees: a stack of our own. Each entry is a word and what stands before it.
    std::vector<std::pair<uint32_t, std::string>> waiting = {{root, "  "}};
    while (!waiting.empty()) {
      const auto [word, before] = std::move(waiting.back());
      waiting.pop_back();
      line(word, before);
      const auto& below = children_[word - s.begin];
      for (auto child = below.rbegin(); child != below.rend(); ++child) waiting.emplace_back(*child, before + "   ");
    }
    for (const Name& name : a_.names) {
      if (name.begin < s.begin || name.begin >= s.end) continue;
      out_ += "  " + std::string(kNameKinds[static_cast<size_t>(name.kind)]) + ": ";
      out_ += text_of(text_, span_of(a_, name));
      out_ += '\n';
    }
    out_ += '\n';
  }

 private:
  void line(uint32_t word, std::string_view before) {
    out_ += before;
    out_ += text_of(text_, a_.span[word]);
    out_ += "  ";
    out_ += name(a_.relation[word]);
    out_ += ' ';
    out_ += name(a_.upos[word]);
    out_ += '\n';
  }

  std::string_view text_;
  const Analysis& a_;
  std::string& out_;
  std::vector<std::vector<uint32_t>> children_;
};

}  // namespace

std::string to_json_lines(std::string_view text, const Analysis& a) {
  std::string out;
  auto next_name = a.names.begin();
  for (const Sentence& s : a.sentences) {
    JsonWriter json(out);
    json.begin_object();
    write_span(json, s.span);
    json.field("text", text_of(text, s.span)).key("words").begin_array();
    for (uint32_t i = s.begin; i < s.end; ++i) {
      json.begin_object();
      write_span(json, a.span[i]);
      json.field("form", text_of(text, a.span[i])).field("lemma", a.lemma(i)).field("upos", name(a.upos[i])).field("xpos", xpos_name(a.xpos[i]));
      json.field("head", a.head[i] == kNoWord ? 0U : a.head[i] - s.begin + 1).field("relation", name(a.relation[i]));
      json.field("tag_certainty", in_hundredths(a.tag_certainty[i])).field("tree_certainty", in_hundredths(a.tree_certainty[i]));
      if (a.joined[i] != 0) json.field("joined", true);
      json.end_object();
    }
    json.end_array().key("names").begin_array();
    for (; next_name != a.names.end() && next_name->begin < s.end; ++next_name) {
      json.begin_object();
      write_span(json, span_of(a, *next_name));
      json.field("kind", kNameKinds[static_cast<size_t>(next_name->kind)]);
      json.field("certainty", in_hundredths(next_name->certainty)).end_object();
    }
    json.end_array().end_object();
    out += '\n';
  }
  return out;
}

std::string to_trees(std::string_view text, const Analysis& analysis) {
  std::string out;
  TreePrinter printer(text, analysis, out);
  for (const Sentence& s : analysis.sentences) printer.print(s);
  return out;
}

void append_sentence(std::string_view text, Span part, bool blanks, Analysis& a) {
  std::vector<Word> words;
  if (blanks) {
    for (uint32_t i = part.begin; i < part.end;) {
      uint32_t end = i;
      while (end < part.end && !is_space(text[end])) ++end;
      if (end > i) words.push_back({{i, end}, false});
      i = end + 1;
    }
  } else {
    tokenize(text, part, words);
  }
  if (words.empty()) return;
  const uint32_t begin = a.size();
  const auto number = static_cast<uint32_t>(a.sentences.size());
  for (const Word& word : words) {
    a.span.push_back(word.span);
    a.joined.push_back(word.joined && a.size() > begin + 1 ? 1 : 0);
    a.sentence.push_back(number);
  }
  a.sentences.push_back({{words.front().span.begin, words.back().span.end}, begin, a.size(), number});
}

}  // namespace dateline::language
