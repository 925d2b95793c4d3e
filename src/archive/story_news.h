#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "archive/archive.h"
#include "archive/due_items.h"

namespace dateline::archive {

/// Values by number, of which those used lately are kept: at most twice `most` bytes.
template <class Value>
class LatelyUsed {
 public:
  explicit LatelyUsed(size_t most) : most_(most) {}
  /// Null if it is not kept. Good until the next `put`.
  [[nodiscard]] const Value* find(int64_t number) {
    if (const auto found = young_.find(number); found != young_.end()) return &found->second.first;
    const auto found = old_.find(number);
    if (found == old_.end()) return nullptr;
    auto [value, bytes] = std::move(found->second);
    old_.erase(found);
    return &put(number, std::move(value), bytes);
  }
  const Value& put(int64_t number, Value value, size_t bytes) {
    erase(number);
    if (bytes_ + bytes > most_) {
      old_ = std::exchange(young_, {});
      bytes_ = 0;
    }
    bytes_ += bytes;
    return (young_[number] = {std::move(value), bytes}).first;
  }
  void erase(int64_t number) {
    if (const auto found = young_.find(number); found != young_.end()) {
      bytes_ -= found->second.second;
      young_.erase(found);
    }
    old_.erase(number);
  }
  void clear() {
    young_.clear();
    old_.clear();
    bytes_ = 0;
  }

 private:
  size_t most_, bytes_ = 0;  // `bytes_`: of `young_`
  std::unordered_map<int64_t, std::pair<Value, size_t>> young_, old_;
};

/// Finds the sentences of a story that may tell what became of something due. What is looked for in an article again and again,
/// as its story grows, is kept: its words by their hashes, and for a while its text.
class StoryNews {
 public:
  /// A document is being put: its text need not be read from the file.
  void put(int64_t document, const std::string& text, const std::vector<Span>& sentences);
  /// A document's rows are gone.
  void remove(int64_t document);
  /// What happened in the story since then, in the latest of its events and articles, as far as it has one of these names
  /// (`name_of`, ascending). In order of publication, events first.
  [[nodiscard]] std::vector<News> of(Archive::State& state, SQLite::Database& db, int64_t story, const std::string& since, const Words& names);
  /// After a rollback.
  void clear();

 private:
  struct Text {
    std::string text;
    std::vector<Span> sentences;
  };
  struct Sentence {
    Span span;
    Words words;
  };
  [[nodiscard]] const Text& text(Archive::State& state, SQLite::Database& db, int64_t document, int64_t revision);
  void add_events(Archive::State& state, SQLite::Database& db, int64_t story, const std::string& since, const Words& names, std::vector<News>& out);
  void add_sentences(Archive::State& state, SQLite::Database& db, int64_t document, int64_t revision, const std::string& published, const Words& names,
                     std::vector<News>& out);

  LatelyUsed<Text> texts_{size_t{8} << 20};
  LatelyUsed<std::vector<Sentence>> sentences_{size_t{16} << 20};
  LatelyUsed<Words> events_{size_t{8} << 20};
};

}  // namespace dateline::archive
