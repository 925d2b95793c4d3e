#include "archive/story_finder.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dateline::archive {
namespace {

/// Log-odds beyond this say no more, and that of articles that were not compared.
constexpr float kMostOdds = 4.0F, kNotCompared = -4.0F;
/// What a move must gain, and what a member may lack, so that stories do not change for nothing.
constexpr float kMoveGain = 1.0F, kStayLack = 1.0F;
constexpr int kRounds = 2;
/// Below every log-odds.
constexpr float kLowest = -1000.0F;

float apart(int32_t a, int32_t b) {
  if (a == kNoDay || b == kNoDay) return 0;
  return std::log1p(std::abs(static_cast<float>(a) - static_cast<float>(b)) / 7.0F);
}

}  // namespace

/// Weights of one article's terms, found by hash. One probe a term where merging two lists mispredicts at every step.
class StoryFinder::Terms {
 public:
  explicit Terms(const std::vector<Term>& terms) : slots_(kSlots) {
    for (const Term& t : terms) {
      Slot& slot = slots_[place(t.hash)];
      slot = {t.hash, true, t.weight};
    }
  }
  /// Sum of products of weights of common terms.
  [[nodiscard]] float dot(const std::vector<Term>& other) const {
    float sum = 0;
    for (const Term& t : other) {
      const Slot& slot = slots_[place(t.hash)];
      if (slot.used) sum += slot.weight * t.weight;
    }
    return sum;
  }

 private:
  static constexpr size_t kSlots = 1024;  // lists have at most 160 terms
  struct Slot {
    uint32_t hash = 0;
    bool used = false;
    float weight = 0;
  };
  [[nodiscard]] size_t place(uint32_t hash) const {
    size_t at = hash % kSlots;
    while (slots_[at].used && slots_[at].hash != hash) at = (at + 1) % kSlots;
    return at;
  }
  std::vector<Slot> slots_;
};

/// How many of the neighbours have each term.
class StoryFinder::Neighbourhood {
 public:
  explicit Neighbourhood(std::vector<Term> StoryFeatures::*list) : list_(list) {}
  /// Takes another article and its neighbours.
  void look(const StoryFeatures& own, const std::vector<const StoryFeatures*>& near) {
    size_ = static_cast<float>(near.size());
    size_t terms = (own.*list_).size();
    for (const StoryFeatures* f : near) terms += (f->*list_).size();
    size_t slots = 64;
    while (slots < 2 * terms) slots *= 2;
    if (slots > slots_.size()) slots_.assign(slots, {});
    if (++turn_ == 0) {  // came round: what is left of long ago must go
      std::fill(slots_.begin(), slots_.end(), Slot{});
      turn_ = 1;
    }
    mask_ = slots - 1;
    for (const StoryFeatures* f : near) {
      for (const Term& t : f->*list_) use(t.hash).count += 1;
    }
    float sum = 0;
    for (const Term& t : own.*list_) sum += square(weigh(t, at(t.hash)));
    for (const Term& t : own.*list_) {
      Slot& slot = use(t.hash);
      slot.own = weigh(t, slot) / std::sqrt(sum);
    }
  }
  /// Cosine of the article's terms and another's, each term weighed down by the part of the neighbours that share it.
  [[nodiscard]] float likeness(const StoryFeatures& other) {
    float sum = 0, product = 0;
    common_.clear();
    for (const Term& t : other.*list_) {
      const Slot& slot = at(t.hash);
      const float w = weigh(t, slot);
      sum += square(w);
      if (slot.turn == turn_ && slot.own != 0) common_.push_back({w, slot.own});
    }
    const float length = std::sqrt(sum);
    for (const auto& [w, own] : common_) product += own * (w / length);
    return product;
  }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t turn = 0;  // in which it was filled; of another one: it is free
    float count = 0, own = 0;
  };
  static float square(float x) { return x * x; }
  /// Of a free slot the count is that of long ago.
  [[nodiscard]] float weigh(const Term& t, const Slot& slot) const { return t.weight * (1 - (slot.turn == turn_ ? slot.count : 0) / (size_ + 8)); }
  [[nodiscard]] Slot& at(uint32_t hash) {
    size_t i = hash & mask_;
    while (slots_[i].turn == turn_ && slots_[i].hash != hash) i = (i + 1) & mask_;
    return slots_[i];
  }
  Slot& use(uint32_t hash) {
    Slot& slot = at(hash);
    if (slot.turn != turn_) slot = {hash, turn_, 0, 0};
    return slot;
  }

  std::vector<Term> StoryFeatures::*list_;
  float size_ = 0;
  uint32_t turn_ = 0;
  size_t mask_ = 0;
  std::vector<Slot> slots_;
  std::vector<std::pair<float, float>> common_;
};

StoryFinder::StoryFinder(std::shared_ptr<const Background> background, const StoryOptions& options)
    : background_(std::move(background)), options_(options), strangers_(kNotCompared - options.threshold),
      near_words_(std::make_unique<Neighbourhood>(&StoryFeatures::words)), near_names_(std::make_unique<Neighbourhood>(&StoryFeatures::names)) {}

StoryFinder::~StoryFinder() = default;

std::vector<uint32_t> StoryFinder::nearest(const StoryFeatures& features) {
  std::vector<Term> probes = features.words;
  const size_t asked = std::min<size_t>(probes.size(), options_.probes);
  std::partial_sort(probes.begin(), probes.begin() + static_cast<std::ptrdiff_t>(asked), probes.end(), [](const Term& a, const Term& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.hash < b.hash;
  });
  probes.resize(asked);
  std::vector<Edge> best;
  for (const Term& t : probes) {
    const std::vector<Posting>* list = postings_.find(t.hash);
    if (list == nullptr) continue;
    uint32_t seen = 0;
    for (auto p = list->rbegin(); p != list->rend() && seen < options_.postings; ++p) {
      if (alive_[p->slot] == 0) continue;
      ++seen;
      if (score_[p->slot] == 0) best.push_back({p->slot, 0});
      score_[p->slot] += t.weight * p->weight;
    }
  }
  for (Edge& e : best) e.log_odds = std::exchange(score_[e.slot], 0.0F);
  const auto best_first = [](const Edge& a, const Edge& b) {
    return a.log_odds != b.log_odds ? a.log_odds > b.log_odds : a.slot < b.slot;
  };
  if (best.size() > 2 * options_.neighbours) {
    std::nth_element(best.begin(), best.begin() + 2 * options_.neighbours, best.end(), best_first);
    best.resize(2 * options_.neighbours);
  }
  const Terms words(features.words), names(features.names);
  for (Edge& e : best) {
    const StoryFeatures& f = kept_[e.slot].features;
    e.log_odds = words.dot(f.words) + 0.5F * names.dot(f.names);
  }
  std::sort(best.begin(), best.end(), best_first);
  if (best.size() > options_.neighbours) best.resize(options_.neighbours);
  std::vector<uint32_t> out;
  for (const Edge& e : best) out.push_back(e.slot);
  return out;
}

void StoryFinder::compare_all(const StoryFeatures& features, const std::vector<uint32_t>& near) {
  compared_.clear();
  std::vector<const StoryFeatures*> others;
  for (const uint32_t slot : near) others.push_back(&kept_[slot].features);
  near_words_->look(features, others);
  near_names_->look(features, others);
  for (size_t i = 0; i < near.size(); ++i) {
    Compared c{kept_[near[i]].document, compare(features, *others[i]), 0};
    c.signals[kNearWords] = std::sqrt(near_words_->likeness(*others[i]));
    c.signals[kNearNames] = std::sqrt(near_names_->likeness(*others[i]));
    float sum = options_.bias - apart(features.published, others[i]->published);
    for (size_t k = 0; k < kSignals; ++k) sum += options_.weights[k] * c.signals[k];
    c.log_odds = std::clamp(sum, -kMostOdds, kMostOdds) - options_.threshold;
    compared_.push_back(c);
  }
}

uint32_t StoryFinder::insert(Kept kept) {
  const auto slot = static_cast<uint32_t>(kept_.size());
  slots_[kept.document] = slot;
  for (const Term& t : kept.features.words) {
    auto& list = postings_[t.hash];
    // Only the latest are ever read; some more are kept for those that will be removed.
    if (list.size() >= 8 * options_.postings) list.erase(list.begin(), list.end() - 4 * options_.postings);
    list.push_back({slot, t.weight});
  }
  std::sort(kept.edges.begin(), kept.edges.end(), [](const Edge& a, const Edge& b) { return a.slot < b.slot; });
  Met& met = met_.emplace_back();
  for (const Edge& e : kept.edges) met.set(e.slot % met.size());
  kept_.push_back(std::move(kept));
  alive_.push_back(1);
  score_.push_back(0);
  return slot;
}

// Log-odds of two articles; the later one made the comparison.
float StoryFinder::odds(uint32_t later, uint32_t earlier) const {
  const Met& met = met_[later];
  if (!met[earlier % met.size()]) return strangers_;
  const auto& edges = kept_[later].edges;
  const auto at = std::lower_bound(edges.begin(), edges.end(), earlier, [](const Edge& e, uint32_t slot) { return e.slot < slot; });
  return at != edges.end() && at->slot == earlier ? at->log_odds : strangers_;
}

std::span<const uint32_t> StoryFinder::latest(uint64_t story) const {
  const auto& members = members_.at(story);
  return std::span(members).last(std::min<size_t>(members.size(), options_.members));
}

// Mean log-odds of an article and the members of a story. Given up, with something not above it, when it cannot pass `at_least`.
float StoryFinder::fit(uint32_t slot, std::span<const uint32_t> members, float at_least) const {
  const auto all = static_cast<float>(members.size());
  float sum = 0;
  uint32_t n = 0;
  const auto& edges = kept_[slot].edges;
  auto edge = edges.begin();
  for (const uint32_t m : members) {  // ascending, as the edges are
    if (m == slot) continue;
    if (m > slot) {
      sum += odds(m, slot);
    } else {
      while (edge != edges.end() && edge->slot < m) ++edge;
      sum += edge != edges.end() && edge->slot == m ? edge->log_odds : strangers_;
    }
    ++n;
    if (sum + (all - static_cast<float>(n)) * (kMostOdds - options_.threshold) < at_least * all) return at_least;
  }
  return n == 0 ? 0 : sum / static_cast<float>(n);
}

float StoryFinder::agreement(std::span<const uint32_t> a, std::span<const uint32_t> b, float at_least) const {
  const auto all = static_cast<float>(a.size());
  float sum = 0, rows = 0;
  for (const uint32_t m : a) {
    sum += fit(m, b, kLowest);
    ++rows;
    if (sum + (all - rows) * (kMostOdds - options_.threshold) < at_least * all) return at_least;
  }
  return sum / all;
}

void StoryFinder::move(uint32_t slot, uint64_t story) {
  moves_.push_back({slot, kept_[slot].story});
  auto& from = members_[kept_[slot].story];
  from.erase(std::lower_bound(from.begin(), from.end(), slot));
  if (from.empty()) members_.erase(kept_[slot].story);
  auto& to = members_[story];
  to.insert(std::lower_bound(to.begin(), to.end(), slot), slot);
  kept_[slot].story = story;
}

void StoryFinder::settle(uint32_t slot) {
  std::vector<uint64_t> near = {kept_[slot].story};
  std::vector<uint32_t> around = {slot};
  for (const Edge& e : kept_[slot].edges) {
    around.push_back(e.slot);
    near.push_back(kept_[e.slot].story);
  }
  std::sort(around.begin(), around.end());
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  for (int round = 0; round < kRounds; ++round) {
    bool changed = false;
    // Stories that have become one, looked for around the article's own.
    for (;;) {
      const uint64_t own = kept_[slot].story;
      float best = 0;
      uint64_t other = 0;
      for (const uint64_t story : near) {
        if (story == own || !members_.contains(story)) continue;
        const float a = agreement(latest(own), latest(story), best);
        if (a > best) best = a, other = story;
      }
      if (other == 0) break;
      const uint64_t stays = std::min(own, other), goes = std::max(own, other);
      const std::vector<uint32_t> movers = members_.at(goes);
      for (const uint32_t m : movers) move(m, stays);
      changed = true;
    }
    // Members that fit elsewhere better, or nowhere.
    for (const uint32_t d : around) {
      const float now = fit(d, latest(kept_[d].story), kLowest);
      float best = std::max(now, 0.0F) + kMoveGain;
      uint64_t to = 0;
      for (const uint64_t story : near) {
        if (story == kept_[d].story || !members_.contains(story)) continue;
        const float f = fit(d, latest(story), best);
        if (f > best) best = f, to = story;
      }
      if (to == 0 && now < -kStayLack && members_.at(kept_[d].story).size() > 1) {
        to = next_story_++;
        near.push_back(to);
      }
      if (to == 0) continue;
      move(d, to);
      changed = true;
    }
    if (!changed) break;
  }
}

StoryFinder::Placement StoryFinder::add(uint64_t document, StoryFeatures features) {
  remove(document);
  moves_.clear();
  const std::vector<uint32_t> near = nearest(features);
  compare_all(features, near);
  Kept kept{document, 0, std::move(features), {}};
  std::vector<uint64_t> stories;
  for (size_t i = 0; i < near.size(); ++i) {
    kept.edges.push_back({near[i], compared_[i].log_odds});
    stories.push_back(kept_[near[i]].story);
  }
  const uint32_t slot = insert(std::move(kept));
  std::sort(stories.begin(), stories.end());
  stories.erase(std::unique(stories.begin(), stories.end()), stories.end());
  float best = 0;
  uint64_t to = 0;
  for (const uint64_t story : stories) {
    const float f = fit(slot, latest(story), best);
    if (f > best) best = f, to = story;
  }
  if (to == 0) to = next_story_++;
  kept_[slot].story = to;
  members_[to].push_back(slot);
  settle(slot);
  // The first move of each article tells where it was.
  Placement placement{kept_[slot].story, {}};
  std::stable_sort(moves_.begin(), moves_.end(), [](const Move& a, const Move& b) { return a.slot < b.slot; });
  for (size_t i = 0; i < moves_.size(); ++i) {
    const Move& m = moves_[i];
    if ((i > 0 && moves_[i - 1].slot == m.slot) || m.slot == slot || kept_[m.slot].story == m.from) continue;
    placement.moved.push_back({kept_[m.slot].document, m.from, kept_[m.slot].story});
  }
  return placement;
}

void StoryFinder::remove(uint64_t document) {
  const auto found = slots_.find(document);
  if (found == slots_.end()) return;
  const uint32_t slot = found->second;
  auto& members = members_[kept_[slot].story];
  std::erase(members, slot);
  if (members.empty()) members_.erase(kept_[slot].story);
  kept_[slot] = {};
  alive_[slot] = 0;
  slots_.erase(found);
}

uint64_t StoryFinder::story(uint64_t document) const {
  const auto found = slots_.find(document);
  return found == slots_.end() ? 0 : kept_[found->second].story;
}

std::vector<StoryFinder::Link> StoryFinder::links_of(uint32_t slot) const {
  std::vector<Link> out;
  for (const Edge& e : kept_[slot].edges) {
    if (alive_[e.slot] != 0) out.push_back({kept_[e.slot].document, e.log_odds});
  }
  return out;
}

StoryFinder::Row StoryFinder::row_of(uint32_t slot) const {
  const Kept& k = kept_[slot];
  return {k.document, k.story, k.features, links_of(slot)};
}

std::vector<StoryFinder::Row> StoryFinder::rows() const {
  std::vector<Row> out;
  for (uint32_t slot = 0; slot < kept_.size(); ++slot) {
    if (alive_[slot] != 0) out.push_back(row_of(slot));
  }
  return out;
}

StoryFinder::Row StoryFinder::row(uint64_t document) const {
  const auto found = slots_.find(document);
  return found == slots_.end() ? Row{} : row_of(found->second);
}

std::vector<StoryFinder::Link> StoryFinder::links(uint64_t document) const {
  const auto found = slots_.find(document);
  return found == slots_.end() ? std::vector<Link>() : links_of(found->second);
}

void StoryFinder::restore(Row row) {
  remove(row.document);
  const uint64_t story = row.story;
  Kept kept{row.document, story, std::move(row.features), {}};
  for (const Link& l : row.links) {
    const auto other = slots_.find(l.document);
    if (other != slots_.end()) kept.edges.push_back({other->second, l.log_odds});
  }
  members_[story].push_back(insert(std::move(kept)));
  next_story_ = std::max(next_story_, story + 1);
}

}  // namespace dateline::archive
