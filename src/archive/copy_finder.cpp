#include "archive/copy_finder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"

namespace dateline::archive {
namespace {

/// Fewest shingles in common that make a copy of texts with more than that.
constexpr size_t kLeastCommon = 6;
/// Shingles whose places are fetched ahead.
constexpr size_t kAhead = 8;

bool is_word(char c) { return is_alpha(c) || is_digit(c) || (static_cast<unsigned char>(c) & 0x80) != 0; }

uint64_t mix(uint64_t h) {
  h ^= h >> 33;
  h *= 0xff51afd7ed558ccdULL;
  h ^= h >> 33;
  h *= 0xc4ceb9fe1a85ec53ULL;
  return h ^ (h >> 33);
}

}  // namespace

std::vector<uint64_t> CopyFinder::sketch_of(std::string_view text, const CopyOptions& options) {
  std::vector<uint64_t> words;
  std::string word;
  for (size_t i = 0; i < text.size();) {
    if (!is_word(text[i])) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && is_word(text[end])) ++end;
    word.clear();
    append_lower(word, text.substr(i, end - i));
    words.push_back(hash64(word));
    i = end;
  }
  std::vector<uint64_t> hashes;
  const size_t n = std::max<size_t>(1, options.shingle_words);
  for (size_t i = 0; i < words.size() && (i == 0 || i + n <= words.size()); ++i) {
    uint64_t h = 0;
    for (size_t k = i; k < std::min(i + n, words.size()); ++k) h = mix(h * 0x9e3779b97f4a7c15ULL + words[k]);
    hashes.push_back(h);
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  if (hashes.size() > options.sketch) hashes.resize(options.sketch);
  return hashes;
}

template <class Use>
void CopyFinder::each(uint64_t hash, Use&& use) const {
  const uint32_t* found = heads_.find(hash);
  if (found == nullptr) return;
  uint32_t seen = 0;
  const auto go_on = [&](uint32_t slot) {
    if (slot < oldest_) return false;  // and so are all behind it
    if (alive_[slot] == 0) return true;
    return use(slot) && ++seen < options_.postings;
  };
  if ((*found & 1) != 0) {
    (void)go_on((*found - 3) / 2);
    return;
  }
  for (uint32_t b = *found / 2; b != 0; b = blocks_[b - 1].next) {
    const auto& slots = blocks_[b - 1].slots;
    for (size_t i = slots.size(); i-- > 0;) {
      if (slots[i] != 0 && !go_on(slots[i] - 1)) return;
    }
  }
}

bool CopyFinder::is_boilerplate(uint64_t hash) {
  families_.clear();
  each(hash, [&](uint32_t slot) {
    const uint64_t family = kept_[slot].family;
    if (std::find(families_.begin(), families_.end(), family) == families_.end()) families_.push_back(family);
    return families_.size() < options_.boilerplate_families;
  });
  return families_.size() >= options_.boilerplate_families;
}

double CopyFinder::share(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  // A sketch that was not filled up holds all shingles: nothing is cut on its account.
  uint64_t cut = UINT64_MAX;
  if (a.size() >= options_.sketch) cut = std::min(cut, a.back());
  if (b.size() >= options_.sketch) cut = std::min(cut, b.back());
  size_t in_a = 0, in_b = 0, common = 0, i = 0, j = 0;
  while ((i < a.size() && a[i] <= cut) || (j < b.size() && b[j] <= cut)) {
    const bool has_a = i < a.size() && a[i] <= cut, has_b = j < b.size() && b[j] <= cut;
    if (has_a && has_b && a[i] == b[j]) {
      if (asked_[i] == Asked::kNot) asked_[i] = is_boilerplate(a[i]) ? Asked::kBoilerplate : Asked::kPlain;
      if (asked_[i] == Asked::kPlain) ++common, ++in_a, ++in_b;
      ++i, ++j;
    } else if (has_a && (!has_b || a[i] < b[j])) {
      ++in_a, ++i;
    } else {
      ++in_b, ++j;
    }
  }
  const size_t shorter = std::min(in_a, in_b);
  if (shorter == 0) return 0;
  // Of a handful of shingles all must be shared, and the texts be about as short as each other.
  if (common < kLeastCommon && (common < shorter || a.size() != b.size())) return 0;
  return static_cast<double>(common) / static_cast<double>(shorter);
}

CopyFinder::Placement CopyFinder::add(uint64_t document, std::vector<uint64_t> sketch) {
  remove(document);
  Kept kept{document, 0, std::move(sketch)};
  std::vector<std::pair<uint32_t, uint32_t>> best;  // slot, shingles in common
  for (size_t i = 0; i < kept.sketch.size(); ++i) {
    if (i + kAhead < kept.sketch.size()) heads_.prefetch(kept.sketch[i + kAhead]);
    each(kept.sketch[i], [&](uint32_t slot) {
      if (counts_[slot]++ == 0) best.emplace_back(slot, 0);
      return true;
    });
  }
  for (auto& [slot, count] : best) count = std::exchange(counts_[slot], uint16_t{0});
  const auto most_first = [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; };
  const auto kept_count = std::min<size_t>(best.size(), options_.candidates);
  std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(kept_count), best.end(), most_first);
  best.resize(kept_count);
  asked_.assign(kept.sketch.size(), Asked::kNot);
  Placement placement{0, document, 0};
  for (const auto& [slot, count] : best) {
    const double s = share(kept.sketch, kept_[slot].sketch);
    if (s >= options_.share && s > placement.share) placement = {kept_[slot].family, kept_[slot].document, s};
  }
  if (placement.family == 0) placement.family = next_family_++;
  kept.family = placement.family;
  insert(std::move(kept));
  return placement;
}

void CopyFinder::insert(Kept kept) {
  const auto slot = static_cast<uint32_t>(kept_.size());
  slots_[kept.document] = slot;
  for (size_t i = 0; i < kept.sketch.size(); ++i) {
    if (i + kAhead < kept.sketch.size()) heads_.prefetch(kept.sketch[i + kAhead]);
    uint32_t& head = heads_[kept.sketch[i]];
    if (head == 0) {
      head = 2 * slot + 3;
      continue;
    }
    if ((head & 1) != 0) {
      blocks_.push_back({0, {(head - 3) / 2 + 1}});
      head = 2 * static_cast<uint32_t>(blocks_.size());
    }
    auto& slots = blocks_[head / 2 - 1].slots;
    const auto place = std::find(slots.begin(), slots.end(), 0U);
    if (place != slots.end()) {
      *place = slot + 1;
      continue;
    }
    blocks_.push_back({head / 2, {slot + 1}});
    head = 2 * static_cast<uint32_t>(blocks_.size());
  }
  kept_.push_back(std::move(kept));
  alive_.push_back(1);
  counts_.push_back(0);
}

void CopyFinder::remove(uint64_t document) {
  const auto found = slots_.find(document);
  if (found == slots_.end()) return;
  kept_[found->second] = {};
  alive_[found->second] = 0;
  slots_.erase(found);
  while (oldest_ < kept_.size() && alive_[oldest_] == 0) ++oldest_;
}

std::vector<CopyFinder::Row> CopyFinder::rows() const {
  std::vector<Row> out;
  for (size_t slot = 0; slot < kept_.size(); ++slot) {
    const Kept& k = kept_[slot];
    if (alive_[slot] != 0) out.push_back({k.document, k.family, k.sketch});
  }
  return out;
}

CopyFinder::Row CopyFinder::row(uint64_t document) const {
  const auto found = slots_.find(document);
  if (found == slots_.end()) return {};
  const Kept& k = kept_[found->second];
  return {k.document, k.family, k.sketch};
}

void CopyFinder::restore(Row row) {
  remove(row.document);
  next_family_ = std::max(next_family_, row.family + 1);
  insert({row.document, row.family, std::move(row.sketch)});
}

}  // namespace dateline::archive
