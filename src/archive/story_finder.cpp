#include "archive/story_finder.h"

#include <algorithm>
#include <cmath>

namespace dateline::archive {
namespace {

/// Log-odds beyond this say no more, and that of articles that were not compared.
constexpr float kMostOdds = 4.0F, kNotCompared = -4.0F;
/// What a move must gain, and what a member may lack, so that stories do not change for nothing.
constexpr float kMoveGain = 0.1F, kStayLack = 0.5F;
constexpr int kRounds = 2;

constexpr uint32_t kEnd = UINT32_MAX;

float apart(int32_t a, int32_t b) {
  if (a == kNoDay || b == kNoDay) return 0;
  return std::log1p(std::abs(static_cast<float>(a) - static_cast<float>(b)) / 7.0F);
}

/// How many of the neighbours have each term.
class Neighbourhood {
 public:
  Neighbourhood(std::vector<Term> StoryFeatures::*list, const std::vector<const StoryFeatures*>& near)
      : size_(static_cast<float>(near.size())) {
    for (const StoryFeatures* f : near) {
      for (const Term& t : f->*list) hashes_.push_back(t.hash);
    }
    std::sort(hashes_.begin(), hashes_.end());
    for (size_t i = 0; i < hashes_.size();) {
      size_t end = i;
      while (end < hashes_.size() && hashes_[end] == hashes_[i]) ++end;
      counts_.push_back({hashes_[i], static_cast<float>(end - i)});
      i = end;
    }
  }
  /// The terms, each weighed down by the part of the neighbours that share it.
  [[nodiscard]] std::vector<Term> weigh(const std::vector<Term>& terms) const {
    std::vector<Term> out;
    out.reserve(terms.size());
    float sum = 0;
    for (size_t i = 0, j = 0; i < terms.size(); ++i) {
      while (j < counts_.size() && counts_[j].hash < terms[i].hash) ++j;
      const float n = j < counts_.size() && counts_[j].hash == terms[i].hash ? counts_[j].weight : 0;
      const float w = terms[i].weight * (1 - n / (size_ + 8));
      sum += w * w;
      out.push_back({terms[i].hash, w});
    }
    for (Term& t : out) t.weight /= std::sqrt(sum);
    return out;
  }

 private:
  float size_;
  std::vector<uint32_t> hashes_;
  std::vector<Term> counts_;
};

}  // namespace

StoryFinder::StoryFinder(std::shared_ptr<const Background> background, const StoryOptions& options)
    : background_(std::move(background)), options_(options) {}

std::vector<uint32_t> StoryFinder::nearest(const StoryFeatures& features) const {
  std::vector<Term> probes = features.words;
  std::sort(probes.begin(), probes.end(), [](const Term& a, const Term& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.hash < b.hash;
  });
  if (probes.size() > options_.probes) probes.resize(options_.probes);
  std::unordered_map<uint32_t, float> sums;
  sums.reserve(1024);
  for (const Term& t : probes) {
    const auto head = heads_.find(t.hash);
    if (head == heads_.end()) continue;
    uint32_t seen = 0;
    for (uint32_t p = head->second; p != kEnd && seen < options_.postings; p = postings_[p].next, ++seen) {
      sums[postings_[p].slot] += t.weight * postings_[p].weight;
    }
  }
  const auto best_first = [](const Edge& a, const Edge& b) {
    return a.log_odds != b.log_odds ? a.log_odds > b.log_odds : a.slot < b.slot;
  };
  std::vector<Edge> best;
  for (const auto& [slot, sum] : sums) best.push_back({slot, sum});
  if (best.size() > 2 * options_.neighbours) {
    std::nth_element(best.begin(), best.begin() + 2 * options_.neighbours, best.end(), best_first);
    best.resize(2 * options_.neighbours);
  }
  for (Edge& e : best) {
    const StoryFeatures& f = kept_[e.slot].features;
    e.log_odds = dot(features.words, f.words) + 0.5F * dot(features.names, f.names);
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
  const Neighbourhood words(&StoryFeatures::words, others), names(&StoryFeatures::names, others);
  const std::vector<Term> own_words = words.weigh(features.words), own_names = names.weigh(features.names);
  for (size_t i = 0; i < near.size(); ++i) {
    Compared c{kept_[near[i]].document, compare(features, *others[i]), 0};
    c.signals[kNearWords] = std::sqrt(dot(own_words, words.weigh(others[i]->words)));
    c.signals[kNearNames] = std::sqrt(dot(own_names, names.weigh(others[i]->names)));
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
    const auto [head, fresh] = heads_.try_emplace(t.hash, kEnd);
    postings_.push_back({slot, head->second, t.weight});
    head->second = static_cast<uint32_t>(postings_.size() - 1);
  }
  kept_.push_back(std::move(kept));
  return slot;
}

void StoryFinder::link(uint32_t from, Edge edge) {
  auto& edges = kept_[from].edges;
  const auto at = std::lower_bound(edges.begin(), edges.end(), edge.slot,
                                   [](const Edge& e, uint32_t slot) { return e.slot < slot; });
  edges.insert(at, edge);
  if (edges.size() > options_.links) edges.erase(edges.begin());  // the oldest
}

float StoryFinder::between(uint32_t a, uint32_t b) const {
  // Of two articles the later one made the comparison, and may have lost it to a limit in the earlier one only.
  const auto& edges = kept_[std::max(a, b)].edges;
  const uint32_t other = std::min(a, b);
  const auto at = std::lower_bound(edges.begin(), edges.end(), other,
                                   [](const Edge& e, uint32_t slot) { return e.slot < slot; });
  return at != edges.end() && at->slot == other ? at->log_odds : kNotCompared - options_.threshold;
}

float StoryFinder::fit(uint32_t slot, uint64_t story) const {
  const auto& members = members_.at(story);
  const size_t first = members.size() > options_.members ? members.size() - options_.members : 0;
  float sum = 0;
  uint32_t n = 0;
  for (size_t i = first; i < members.size(); ++i) {
    if (members[i] == slot) continue;
    sum += between(slot, members[i]);
    ++n;
  }
  return n == 0 ? 0 : sum / static_cast<float>(n);
}

float StoryFinder::agreement(uint64_t a, uint64_t b) const {
  const auto& members = members_.at(a);
  const size_t first = members.size() > options_.members ? members.size() - options_.members : 0;
  float sum = 0;
  for (size_t i = first; i < members.size(); ++i) sum += fit(members[i], b);
  return sum / static_cast<float>(members.size() - first);
}

void StoryFinder::move(uint32_t slot, uint64_t story) {
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
        const float a = agreement(own, story);
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
      const float now = fit(d, kept_[d].story);
      float best = std::max(now, 0.0F) + kMoveGain;
      uint64_t to = 0;
      for (const uint64_t story : near) {
        if (story == kept_[d].story || !members_.contains(story)) continue;
        const float f = fit(d, story);
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

StoryFinder::Placement StoryFinder::add(uint64_t document, const StoryInput& input) {
  remove(document);
  Kept kept{document, 0, story_features(input, *background_), {}, true};
  const std::vector<uint32_t> near = nearest(kept.features);
  compare_all(kept.features, near);
  std::vector<std::pair<uint32_t, uint64_t>> before;
  for (const uint32_t n : near) before.emplace_back(n, kept_[n].story);
  const uint32_t slot = insert(std::move(kept));
  for (size_t i = 0; i < near.size(); ++i) {
    link(slot, {near[i], compared_[i].log_odds});
    link(near[i], {slot, compared_[i].log_odds});
  }
  std::vector<uint64_t> stories;
  for (const auto& [n, story] : before) stories.push_back(story);
  std::sort(stories.begin(), stories.end());
  stories.erase(std::unique(stories.begin(), stories.end()), stories.end());
  // Members of those stories may move too, with their story.
  std::vector<std::pair<uint32_t, uint64_t>> watched;
  float best = 0;
  uint64_t to = 0;
  for (const uint64_t story : stories) {
    for (const uint32_t m : members_.at(story)) watched.emplace_back(m, story);
    const float f = fit(slot, story);
    if (f > best) best = f, to = story;
  }
  if (to == 0) to = next_story_++;
  kept_[slot].story = to;
  auto& members = members_[to];
  members.insert(std::lower_bound(members.begin(), members.end(), slot), slot);
  settle(slot);
  Placement placement{kept_[slot].story, {}};
  for (const auto& [m, story] : watched) {
    if (kept_[m].story != story) placement.moved.push_back({kept_[m].document, kept_[m].story});
  }
  return placement;
}

void StoryFinder::remove(uint64_t document) {
  const auto found = slots_.find(document);
  if (found == slots_.end()) return;
  const uint32_t slot = found->second;
  Kept& kept = kept_[slot];
  for (const Term& t : kept.features.words) {
    const auto head = heads_.find(t.hash);
    if (head == heads_.end()) continue;
    uint32_t* link = &head->second;
    while (*link != kEnd && postings_[*link].slot != slot) link = &postings_[*link].next;
    if (*link != kEnd) *link = postings_[*link].next;
    if (head->second == kEnd) heads_.erase(head);
  }
  for (const Edge& e : kept.edges) {
    auto& edges = kept_[e.slot].edges;
    std::erase_if(edges, [slot](const Edge& back) { return back.slot == slot; });
  }
  auto& members = members_[kept.story];
  std::erase(members, slot);
  if (members.empty()) members_.erase(kept.story);
  kept = {};
  slots_.erase(found);
}

uint64_t StoryFinder::story(uint64_t document) const {
  const auto found = slots_.find(document);
  return found == slots_.end() ? 0 : kept_[found->second].story;
}

std::vector<StoryFinder::Row> StoryFinder::rows() const {
  std::vector<Row> out;
  for (uint32_t slot = 0; slot < kept_.size(); ++slot) {
    const Kept& k = kept_[slot];
    if (!k.alive) continue;
    Row row{k.document, k.story, k.features, {}};
    for (const Edge& e : k.edges) {
      if (e.slot < slot) row.links.push_back({kept_[e.slot].document, e.log_odds});
    }
    out.push_back(std::move(row));
  }
  return out;
}

void StoryFinder::restore(Row row) {
  remove(row.document);
  const uint64_t story = row.story;
  const uint32_t slot = insert({row.document, story, std::move(row.features), {}, true});
  for (const Link& l : row.links) {
    const auto other = slots_.find(l.document);
    if (other == slots_.end() || other->second == slot) continue;
    link(slot, {other->second, l.log_odds});
    link(other->second, {slot, l.log_odds});
  }
  members_[story].push_back(slot);
  next_story_ = std::max(next_story_, story + 1);
}

}  // namespace dateline::archive
