#include "conllu.h"

#include <array>
#include <optional>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"

namespace dateline::language {
namespace {

std::string_view name_label(NameKind kind) {
  switch (kind) {
    case NameKind::kPerson: return "PER";
    case NameKind::kOrganization: return "ORG";
    case NameKind::kPlace: return "LOC";
    case NameKind::kOther: break;
  }
  return "MISC";
}

NameKind kind_of(std::string_view label) {
  if (label == "PER") return NameKind::kPerson;
  if (label == "ORG") return NameKind::kOrganization;
  if (label == "LOC") return NameKind::kPlace;
  return NameKind::kOther;
}

// Value of one key of the MISC column ("A=b|C=d"), empty if absent.
std::string_view misc_value(std::string_view misc, std::string_view key) {
  while (!misc.empty()) {
    const std::string_view item = misc.substr(0, misc.find('|'));
    misc.remove_prefix(std::min(misc.size(), item.size() + 1));
    if (item.size() > key.size() && item.starts_with(key) && item[key.size()] == '=') {
      return item.substr(key.size() + 1);
    }
  }
  return {};
}

uint32_t code_point_end(std::string_view text, uint32_t at) {
  do {
    ++at;
  } while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return at;
}

class Parser {
 public:
  explicit Parser(std::string_view bytes) : bytes_(bytes) {}

  Result<ConlluDocument> run() {
    if (const size_t valid = valid_utf8_prefix(bytes_); valid != bytes_.size()) {
      return fail(ErrorCode::kMalformed, "conllu: not UTF-8", valid);
    }
    doc_.analysis.lemma_begin.push_back(0);
    while (at_ < bytes_.size()) {
      size_t end = bytes_.find('\n', at_);
      if (end == bytes_.npos) end = bytes_.size();
      std::string_view line = bytes_.substr(at_, end - at_);
      if (line.ends_with('\r')) line.remove_suffix(1);
      auto result = line.empty() ? end_sentence() : read_line(line);
      if (!result) return tl::unexpected(result.error());
      at_ = end + 1;
    }
    at_ = bytes_.size();
    if (auto result = end_sentence(); !result) return tl::unexpected(result.error());
    while (doc_.text.ends_with(' ') || doc_.text.ends_with('\n')) doc_.text.pop_back();
    return std::move(doc_);
  }

 private:
  tl::unexpected<Error> malformed(std::string_view what) const {
    return fail(ErrorCode::kMalformed, "conllu: " + std::string(what), at_);
  }

  Result<void> read_line(std::string_view line) {
    if (line[0] == '#') {
      if (line.starts_with("# newpar") || line.starts_with("# newdoc")) new_paragraph_ = true;
      return {};
    }
    std::array<std::string_view, 10> column;
    size_t count = 0;
    for (std::string_view rest = line;; ++count) {
      const size_t tab = rest.find('\t');
      if (count < column.size()) column[count] = rest.substr(0, tab);
      if (tab == rest.npos) break;
      rest.remove_prefix(tab + 1);
    }
    if (count + 1 != column.size()) return malformed("a line does not have ten columns");
    if (column[0].find('.') != column[0].npos) return {};
    if (column[1].empty()) return malformed("empty form");
    if (const size_t dash = column[0].find('-'); dash != std::string_view::npos) {
      const auto last = parse_number<uint32_t>(column[0].substr(dash + 1));
      if (!last || *last < words() || *last > words() + 100) return malformed("bad id of a multi-word token");
      start_token(column[1], column[9]);
      token_last_ = *last;
      return {};
    }
    const auto id = parse_number<uint32_t>(column[0]);
    if (!id || *id != words() + 1) return malformed("ids out of order");
    return word(*id, column);
  }

  uint32_t words() const { return doc_.analysis.size() - first_word(); }
  uint32_t first_word() const { return first_; }

  void start_token(std::string_view form, std::string_view misc) {
    if (new_paragraph_) {
      while (doc_.text.ends_with(' ')) doc_.text.pop_back();
      if (!doc_.text.empty()) {
        doc_.text += "\n\n";
        ++paragraph_;
      }
      new_paragraph_ = false;
    }
    token_ = {static_cast<uint32_t>(doc_.text.size()), 0};
    doc_.text += form;
    token_.end = static_cast<uint32_t>(doc_.text.size());
    if (misc_value(misc, "SpaceAfter") != "No") doc_.text += ' ';
    filled_ = token_.begin;
  }

  Result<void> word(uint32_t id, const std::array<std::string_view, 10>& column) {
    Analysis& a = doc_.analysis;
    const bool inside = id <= token_last_;
    if (!inside) start_token(column[1], column[9]);
    Span span = token_;
    if (inside) {
      if (filled_ >= token_.end) return malformed("more words than characters in a multi-word token");
      span.begin = filled_;
      const std::string_view left = text_of(doc_.text, {filled_, token_.end});
      if (id == token_last_) {
        span.end = token_.end;
      } else if (left.starts_with(column[1]) && left.size() > column[1].size()) {
        span.end = span.begin + static_cast<uint32_t>(column[1].size());
      } else {
        span.end = code_point_end(std::string_view(doc_.text).substr(0, token_.end), span.begin);
      }
      a.joined.push_back(filled_ > token_.begin ? 1 : 0);
      filled_ = span.end;
    } else {
      a.joined.push_back(0);
    }
    const auto head = parse_number<uint32_t>(column[6]);
    if (!head && column[6] != "_") return malformed("bad head");
    a.span.push_back(span);
    a.upos.push_back(upos_of(column[3]).value_or(Upos::kX));
    a.xpos.push_back(xpos_index(column[4]));
    a.tag_certainty.push_back(255);
    a.tree_certainty.push_back(255);
    a.head.push_back(head.value_or(id == 1 ? 0 : 1));
    auto relation = relation_of(column[7]);
    if (!relation) relation = relation_of(column[7].substr(0, column[7].find(':')));
    a.relation.push_back(relation.value_or(Deprel::kDep));
    a.sentence.push_back(static_cast<uint32_t>(a.sentences.size()));
    a.lemma_text += column[2] == "_" && column[1] != "_" ? column[1] : column[2];
    a.lemma_begin.push_back(static_cast<uint32_t>(a.lemma_text.size()));
    if (const std::string_view ner = misc_value(column[9], "NER"); ner.size() > 2) {
      const uint32_t index = a.size() - 1;
      const NameKind kind = kind_of(ner.substr(2));
      if (ner[0] == 'I' && !a.names.empty() && a.names.back().end == index && index > first_) {
        a.names.back().end = index + 1;
      } else {
        a.names.push_back({index, index + 1, kind});
      }
    }
    return {};
  }

  Result<void> end_sentence() {
    Analysis& a = doc_.analysis;
    const uint32_t n = words();
    if (n == 0) return {};
    uint32_t roots = 0;
    for (uint32_t i = first_; i < a.size(); ++i) {
      if (a.head[i] > n) return malformed("head outside the sentence");
      if (a.head[i] == 0) {
        ++roots;
        a.head[i] = kNoWord;
        a.relation[i] = Deprel::kRoot;
      } else {
        a.head[i] += first_ - 1;
      }
    }
    if (roots != 1) return malformed("a sentence does not have exactly one root");
    // Acyclic if every word reaches the root: walk up, marking what is known to reach it.
    std::vector<uint8_t> state(n, 0);
    for (uint32_t i = first_; i < a.size(); ++i) {
      uint32_t w = i;
      while (w != kNoWord && state[w - first_] == 0) {
        state[w - first_] = 1;
        w = a.head[w];
      }
      if (w != kNoWord && state[w - first_] == 1) return malformed("heads form a cycle");
      for (w = i; w != kNoWord && state[w - first_] == 1; w = a.head[w]) state[w - first_] = 2;
    }
    a.sentences.push_back({{a.span[first_].begin, a.span.back().end}, first_, a.size(), paragraph_});
    first_ = a.size();
    token_last_ = 0;
    return {};
  }

  std::string_view bytes_;
  size_t at_ = 0;
  ConlluDocument doc_;
  Span token_;
  uint32_t token_last_ = 0, filled_ = 0, first_ = 0, paragraph_ = 0;
  bool new_paragraph_ = false;
};

void append_number(std::string& out, uint32_t value) { out += std::to_string(value); }

class Writer {
 public:
  Writer(std::string_view text, const Analysis& analysis) : text_(text), a_(analysis) {}

  std::string run() {
    out_.reserve(text_.size() * 8);
    uint32_t paragraph = UINT32_MAX;
    for (uint32_t s = 0; s < a_.sentences.size(); ++s) {
      const Sentence& sentence = a_.sentences[s];
      if (sentence.paragraph != paragraph) out_ += "# newpar\n";
      paragraph = sentence.paragraph;
      out_ += "# sent_id = ";
      append_number(out_, s + 1);
      out_ += "\n# text = ";
      append_line(text_of(text_, sentence.span));
      out_ += '\n';
      for (uint32_t i = sentence.begin; i < sentence.end; ++i) word(sentence, i);
      out_ += '\n';
    }
    return std::move(out_);
  }

 private:
  // White space within the text becomes one blank: lines and columns must not break.
  void append_line(std::string_view text) {
    bool blank = false;
    for (const char c : text) {
      if (is_space(c)) {
        blank = true;
        continue;
      }
      if (blank) out_ += ' ';
      blank = false;
      out_ += c;
    }
  }

  bool space_after(const Sentence& sentence, uint32_t last) const {
    if (last + 1 >= a_.size()) return true;
    if (last + 1 == sentence.end) {
      const uint32_t next = a_.sentence[last + 1];
      if (next < a_.sentences.size() && a_.sentences[next].paragraph != sentence.paragraph) return true;
    }
    return a_.span[last + 1].begin > a_.span[last].end;
  }

  void word(const Sentence& sentence, uint32_t i) {
    const uint32_t first = sentence.begin;
    uint32_t last = i;
    if (!a_.joined[i]) {
      while (last + 1 < sentence.end && a_.joined[last + 1]) ++last;
    }
    if (last > i) {
      append_number(out_, i - first + 1);
      out_ += '-';
      append_number(out_, last - first + 1);
      out_ += '\t';
      append_line(text_of(text_, {a_.span[i].begin, a_.span[last].end}));
      out_ += "\t_\t_\t_\t_\t_\t_\t_\t";
      out_ += space_after(sentence, last) ? "_\n" : "SpaceAfter=No\n";
    }
    const bool in_token = a_.joined[i] || last > i;
    append_number(out_, i - first + 1);
    out_ += '\t';
    append_line(text_of(text_, a_.span[i]));
    out_ += '\t';
    append_line(a_.lemma(i));
    out_ += '\t';
    out_ += name(a_.upos[i]);
    out_ += '\t';
    out_ += xpos_name(a_.xpos[i]);
    out_ += "\t_\t";
    append_number(out_, a_.head[i] == kNoWord ? 0 : a_.head[i] - first + 1);
    out_ += '\t';
    out_ += name(a_.relation[i]);
    out_ += "\t_\t";
    const size_t misc = out_.size();
    while (name_ < a_.names.size() && a_.names[name_].end <= i) ++name_;
    if (name_ < a_.names.size() && a_.names[name_].begin <= i) {
      out_ += a_.names[name_].begin == i ? "NER=B-" : "NER=I-";
      out_ += name_label(a_.names[name_].kind);
    }
    if (!in_token && !space_after(sentence, i)) {
      if (out_.size() > misc) out_ += '|';
      out_ += "SpaceAfter=No";
    }
    if (out_.size() == misc) out_ += '_';
    out_ += '\n';
  }

  std::string_view text_;
  const Analysis& a_;
  std::string out_;
  size_t name_ = 0;
};

}  // namespace

Result<ConlluDocument> parse_conllu(std::string_view bytes) { return Parser(bytes).run(); }

std::string to_conllu(std::string_view text, const Analysis& analysis) {
  return Writer(text, analysis).run();
}

}  // namespace dateline::language
