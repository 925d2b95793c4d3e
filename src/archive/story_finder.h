#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "archive/background.h"
#include "archive/story_features.h"
#include "base/hash_map.h"

namespace dateline::archive {

struct StoryOptions {
  /// Log-odds that two articles need, on average over a story's members, to be put together. Higher: fewer false merges.
  float threshold = -0.3F;
  /// Earlier articles compared with a new one.
  uint32_t neighbours = 40;
  /// Terms of a new article looked up, and latest articles read for each.
  uint32_t probes = 24, postings = 128;
  /// Latest members of a story that stand for it.
  uint32_t members = 24;
  /// What the signals of a pair are worth: log-odds = bias + sum of weight * signal. In the order of `StorySignal`.
  /// Fitted by logistic regression on pairs of ECB+ articles (development half), checked with whole topics left out.
  float bias = -6.87F;
  StorySignals weights = {7.25F, 2.49F, -1.06F, 0.91F, 0.37F, 1.80F, 2.35F, 0.96F, 5.88F};
};

/// Groups articles of one story, one article at a time.
///
///   article --inverted index of its heaviest terms--> candidates --signals, weights--> log-odds of pairs --> stories
///
/// An article is compared with at most `neighbours` earlier ones. Their signals (words, names, neighbouring words, numbers,
/// names of one lead missing in the other, years and dates) give the log-odds that the two report one story. Two signals
/// weigh terms down that many of the neighbours share: what tells two fires in one state apart is what they do not share.
/// The article goes to the story with the highest mean log-odds if that is above the threshold, else it starts one. Then
/// stories around it are looked at again: two whose members agree on average become one (the older number stays), a member
/// that fits another better moves, one that fits no longer leaves. So early errors of one order are mended later; `moved`
/// says which articles changed.
///
/// Pairs published apart lose with time: 1 after 12 days, 2 after 45, 3 after 134 (set by hand, no data had dates).
///
/// Work for an article is bounded by the options, whatever was added before; memory is about 6 kB an article, and some of it
/// stays behind when one is removed: a finder that many came and went of is made anew from its rows (`places`). The same
/// articles in the same order give the same stories. One thread at a time.
class StoryFinder {
 public:
  explicit StoryFinder(std::shared_ptr<const Background> background, const StoryOptions& options = {});
  ~StoryFinder();

  struct Moved {
    uint64_t document = 0, from = 0, story = 0;
  };
  struct Placement {
    uint64_t story = 0;        ///< stories are numbered from 1; a number is never given twice
    std::vector<Moved> moved;  ///< earlier articles whose story changed
  };
  /// Adds an article under a number of the caller's. A number that is there already is replaced (a revised page).
  Placement add(uint64_t document, StoryFeatures features);
  Placement add(uint64_t document, const StoryInput& input) { return add(document, story_features(input, *background_)); }
  /// Forgets an article; nothing if it is not there. Others keep their stories.
  void remove(uint64_t document);
  [[nodiscard]] uint64_t story(uint64_t document) const;  ///< 0 if it is not there
  [[nodiscard]] bool has_story(uint64_t story) const { return members_.contains(story); }

  /// What a store keeps of an article. Rows in the order of `rows()`, given to a new finder with `next_story()`, make it
  /// answer as this one would. `links` name earlier articles only.
  struct Link {
    uint64_t document = 0;
    float log_odds = 0;
  };
  struct Row {
    uint64_t document = 0, story = 0;
    StoryFeatures features;
    std::vector<Link> links;
  };
  [[nodiscard]] std::vector<Row> rows() const;
  [[nodiscard]] Row row(uint64_t document) const;  ///< number 0 and nothing else if it is not there
  [[nodiscard]] std::vector<Link> links(uint64_t document) const;
  void restore(Row row);
  [[nodiscard]] uint64_t next_story() const { return next_story_; }
  void set_next_story(uint64_t number) { next_story_ = number; }
  [[nodiscard]] size_t size() const { return slots_.size(); }
  [[nodiscard]] size_t places() const { return kept_.size(); }  ///< articles that take memory, removed ones too

  /// The comparisons made for the article added last, for measuring and for fitting the weights.
  struct Compared {
    uint64_t document = 0;
    StorySignals signals{};
    float log_odds = 0;
  };
  [[nodiscard]] const std::vector<Compared>& compared() const { return compared_; }

 private:
  struct Edge {
    uint32_t slot = 0;
    float log_odds = 0;
  };
  struct Kept {
    uint64_t document = 0, story = 0;
    StoryFeatures features;
    std::vector<Edge> edges;  // with earlier articles, by slot
  };
  using Met = std::bitset<256>;  // bit slot % 256 of each edge: most questions end here
  struct Posting {
    uint32_t slot;
    float weight;
  };
  struct Move {
    uint32_t slot;
    uint64_t from;
  };
  class Terms;
  class Neighbourhood;

  [[nodiscard]] std::vector<uint32_t> nearest(const StoryFeatures& features);
  void compare_all(const StoryFeatures& features, const std::vector<uint32_t>& near);
  uint32_t insert(Kept kept);
  [[nodiscard]] float odds(uint32_t later, uint32_t earlier) const;
  [[nodiscard]] std::span<const uint32_t> latest(uint64_t story) const;
  [[nodiscard]] float fit(uint32_t slot, std::span<const uint32_t> members, float at_least) const;
  [[nodiscard]] float agreement(std::span<const uint32_t> a, std::span<const uint32_t> b, float at_least) const;
  void move(uint32_t slot, uint64_t story);
  void settle(uint32_t slot);
  [[nodiscard]] Row row_of(uint32_t slot) const;
  [[nodiscard]] std::vector<Link> links_of(uint32_t slot) const;

  std::shared_ptr<const Background> background_;
  StoryOptions options_;
  float strangers_;                                               // log-odds of articles that were not compared
  std::vector<Kept> kept_;                                        // in order of arrival
  std::vector<uint8_t> alive_;
  std::vector<Met> met_;
  std::vector<float> score_;                                      // scratch of `nearest`, all 0
  std::unordered_map<uint64_t, uint32_t> slots_;                  // document to slot
  std::unordered_map<uint64_t, std::vector<uint32_t>> members_;   // story to slots, ascending
  HashMap<std::vector<Posting>> postings_;                        // term to articles, latest last
  std::vector<Move> moves_;
  std::vector<Compared> compared_;
  std::unique_ptr<Neighbourhood> near_words_, near_names_;
  uint64_t next_story_ = 1;
};

}  // namespace dateline::archive
