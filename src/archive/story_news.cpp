#include "archive/story_news.h"

#include <simdjson.h>

#include <algorithm>

#include "archive/row_statement.h"
#include "archive/state.h"

namespace dateline::archive {
namespace {

constexpr int64_t kMostArticles = 12;  // of one story whose sentences are looked at, the latest
constexpr int64_t kMostEvents = 5000;  // of one story, the latest

bool has_one(const Words& words, const Words& names) {
  return std::any_of(names.begin(), names.end(), [&](uint64_t name) { return std::binary_search(words.begin(), words.end(), name); });
}

size_t bytes_of(const Words& words) { return sizeof words + words.size() * sizeof words[0]; }

}  // namespace

void StoryNews::put(int64_t document, const std::string& text, const std::vector<Span>& sentences) {
  sentences_.erase(document);
  texts_.put(document, {text, sentences}, text.size() + sentences.size() * sizeof sentences[0]);
}

void StoryNews::remove(int64_t document) {
  texts_.erase(document);
  sentences_.erase(document);
  events_.clear();  // numbers of events may come again
}

void StoryNews::clear() {
  texts_.clear();
  sentences_.clear();
  events_.clear();
}

const StoryNews::Text& StoryNews::text(Archive::State& state, SQLite::Database& db, int64_t document, int64_t revision) {
  if (const Text* kept = texts_.find(document)) return *kept;
  simdjson::dom::parser parser;
  const simdjson::padded_string json(state.stored(db, revision, "record"));
  simdjson::dom::element root;
  std::string_view text;
  simdjson::dom::array sentences;
  if (parser.parse(json).get(root) != simdjson::SUCCESS || root.at_pointer("/article/text").get(text) != simdjson::SUCCESS ||
      root["sentences"].get(sentences) != simdjson::SUCCESS) {
    throw Damaged(state.path + ": a stored record is no record");
  }
  Text read{std::string(text), {}};
  for (const auto sentence : sentences) {
    uint64_t begin = 0, end = 0;
    if (sentence.at_pointer("/0").get(begin) != simdjson::SUCCESS || sentence.at_pointer("/1").get(end) != simdjson::SUCCESS) continue;
    if (begin < end && end <= text.size()) read.sentences.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
  }
  const size_t bytes = read.text.size() + read.sentences.size() * sizeof read.sentences[0];
  return texts_.put(document, std::move(read), bytes);
}

void StoryNews::add_events(Archive::State& state, SQLite::Database& db, int64_t story, const std::string& since, const Words& names,
                           std::vector<News>& out) {
  const size_t before = out.size();
  RowStatement q(state, db,
                 "SELECT e.id, e.document, a.published, e.date_from, e.date_to FROM article a JOIN event e ON e.document = a.document WHERE a.story = ? "
                 "AND a.published >= ? AND e.date_from <> '' AND e.status IN ('occurred', 'ongoing', 'claimed') ORDER BY a.published DESC, e.id DESC "
                 "LIMIT ?");
  q.add(story).add(since).add(kMostEvents);
  while (q.step()) {
    const int64_t id = q.integer(0);
    const Words* words = events_.find(id);
    if (words != nullptr && !has_one(*words, names)) continue;
    RowStatement sentence(state, db, "SELECT words FROM event WHERE id = ?");
    sentence.add(id);
    std::string text = sentence.step() ? sentence.text(0) : std::string();
    if (words == nullptr) {
      Words made = naming_words(text);
      const size_t bytes = bytes_of(made);
      words = &events_.put(id, std::move(made), bytes);
    }
    if (has_one(*words, names)) out.push_back({q.integer(1), q.text(2), std::move(text), q.text(3), q.text(4)});
  }
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
}

void StoryNews::add_sentences(Archive::State& state, SQLite::Database& db, int64_t document, int64_t revision, const std::string& published,
                              const Words& names, std::vector<News>& out) {
  const std::vector<Sentence>* sentences = sentences_.find(document);
  if (sentences == nullptr) {
    const Text& read = text(state, db, document, revision);
    std::vector<Sentence> made;
    size_t bytes = 0;
    for (const Span span : read.sentences) {
      if (span.begin >= span.end || span.end > read.text.size()) continue;
      made.push_back({span, naming_words(std::string_view(read.text).substr(span.begin, span.end - span.begin))});
      bytes += sizeof(Sentence) + bytes_of(made.back().words);
    }
    sentences = &sentences_.put(document, std::move(made), bytes);
  }
  const Text* read = nullptr;
  for (const Sentence& s : *sentences) {
    if (!has_one(s.words, names)) continue;
    if (read == nullptr) read = &text(state, db, document, revision);
    out.push_back({document, published, read->text.substr(s.span.begin, s.span.end - s.span.begin), {}, {}});
  }
}

std::vector<News> StoryNews::of(Archive::State& state, SQLite::Database& db, int64_t story, const std::string& since, const Words& names) {
  std::vector<News> out;
  if (names.empty()) return out;
  add_events(state, db, story, since, names, out);
  struct Later {
    int64_t document, revision;
    std::string published;
  };
  std::vector<Later> later;
  {
    RowStatement q(state, db, "SELECT a.document, d.revision, a.published FROM article a JOIN document d ON d.id = a.document WHERE a.story = ? AND "
                              "a.published > ? ORDER BY a.published DESC, a.document LIMIT ?");
    q.add(story).add(since).add(kMostArticles);
    while (q.step()) later.push_back({q.integer(0), q.integer(1), q.text(2)});
  }
  for (const Later& l : later) add_sentences(state, db, l.document, l.revision, l.published, names, out);
  return out;
}

}  // namespace dateline::archive
