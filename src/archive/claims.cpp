#include "archive/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "archive/story_features.h"
#include "base/strings.h"

namespace dateline::archive {
namespace {

/// Figures this much apart are of different things.
constexpr double kMostRatio = 20;
/// Days between what a figure is of and the page: beyond, it is history.
constexpr int32_t kHistory = 60;
/// What "about" leaves open.
constexpr double kAbout = 0.1;
constexpr size_t kMostClaims = 64;

struct Range {
  double low = 0, high = 0;
};

Range range_of(const Claim& c) {
  const double v = c.value.value_or(0);
  Range r = c.value ? Range{v, v} : Range{c.low.value_or(0), c.high.value_or(std::numeric_limits<double>::infinity())};
  if (c.change == "~" || c.approximate) r = {r.low * (1 - kAbout), r.high * (1 + kAbout)};
  if (c.change == ">" || c.bound == "min") r.high = std::numeric_limits<double>::infinity();
  if (c.change == "<" || c.bound == "max") r.low = 0;
  return r;
}

double size_of(const Claim& c) { return c.value ? *c.value : c.high ? *c.high : c.low.value_or(0); }

std::string shown(const Claim& c) {
  std::string number = c.value ? fmt::format("{}", *c.value) : fmt::format("{} to {}", c.low.value_or(0), c.high.value_or(0));
  if (c.change == ">" || c.bound == "min") number = "at least " + number;
  if (c.change == "<" || c.bound == "max") number = "at most " + number;
  if (c.change == "~" || c.approximate) number = "about " + number;
  return number;
}

std::string claimant(const Claim& c) { return !c.by.empty() ? c.by : !c.publisher.empty() ? c.publisher : "the page"; }

const std::string& date_of(const Claim& c) { return c.as_of.size() >= 10 ? c.as_of : c.published; }

/// The later of two on different days, or at different times of one day; 0 if that is not known.
int later(const Claim& a, const Claim& b) {
  const std::string &x = date_of(a), &y = date_of(b);
  if (x.empty() || y.empty()) return 0;
  const size_t n = std::min(x.size(), y.size());
  return x.compare(0, n, y, 0, n) < 0 ? 1 : x.compare(0, n, y, 0, n) > 0 ? -1 : 0;
}

bool apart(const Claim& a, const Claim& b) {
  const Range x = range_of(a), y = range_of(b);
  return x.high < y.low || y.high < x.low;
}

bool comparable(const Claim& c) {
  if (c.change == "up" || c.change == "down" || size_of(c) <= 0) return false;
  const int32_t as_of = story_day(c.as_of), published = story_day(c.published);
  if (!c.as_of.empty() && as_of == kNoDay) return false;  // a month or a year: no day's toll
  return as_of == kNoDay || published == kNoDay || std::abs(as_of - published) <= kHistory;
}

}  // namespace

Measure measure_of(std::string_view what, const Knowledge& knowledge) {
  Measure out;
  std::string rest;
  size_t words = 0;
  const std::string lower = to_lower(what);
  for (std::string_view word : split(lower, ' ')) {
    if (word.empty()) continue;
    const std::string_view name = knowledge.measure(word);
    if (name.empty()) continue;
    if (knowledge.is_measure(name) && out.name.empty()) {
      out.name = name;
      out.toll = true;
      continue;
    }
    if (!rest.empty()) rest += ' ';
    rest += word;
    ++words;
  }
  if (out.toll) out.subgroup = std::move(rest);
  else if (words >= 2) out.name = std::move(rest);
  return out;
}

std::vector<ClaimDispute> claim_disputes(const std::vector<Claim>& claims, const Knowledge& knowledge) {
  struct Group {
    Measure measure;
    std::map<int64_t, const Claim*> totals;  // of each text
  };
  std::map<std::tuple<std::string, std::string, std::string, std::string>, Group> groups;
  for (const Claim& c : claims) {
    if (!comparable(c)) continue;
    Measure measure = measure_of(c.what, knowledge);
    if (measure.name.empty()) continue;
    Group& group = groups[{measure.name, measure.subgroup, c.unit, to_lower(c.place)}];
    group.measure = std::move(measure);
    const Claim*& total = group.totals[c.family != 0 ? c.family : -c.document];
    if (total == nullptr || size_of(c) > size_of(*total)) total = &c;
  }
  std::vector<ClaimDispute> out;
  for (const auto& [key, group] : groups) {
    std::vector<const Claim*> all;
    for (const auto& [text, claim] : group.totals) all.push_back(claim);
    std::sort(all.begin(), all.end(), [](const Claim* a, const Claim* b) {
      return std::tie(date_of(*a), a->document, a->item) < std::tie(date_of(*b), b->document, b->item);
    });
    if (all.size() > kMostClaims) all.erase(all.begin(), all.end() - kMostClaims);
    std::vector<bool> disputed(all.size()), raised(all.size());
    bool dispute = false, update = false;
    for (size_t i = 0; i < all.size(); ++i) {
      for (size_t k = i + 1; k < all.size(); ++k) {
        const Claim &a = *all[i], &b = *all[k];
        if (!apart(a, b) || std::max(size_of(a), size_of(b)) > kMostRatio * std::min(size_of(a), size_of(b))) continue;
        const int order = later(a, b);
        const bool rose = group.measure.toll && ((order > 0 && size_of(b) > size_of(a)) || (order < 0 && size_of(a) > size_of(b)));
        (rose ? update : dispute) = true;
        (rose ? raised : disputed)[i] = (rose ? raised : disputed)[k] = true;
      }
    }
    if (!dispute && !update) continue;
    ClaimDispute d;
    d.update = !dispute;
    d.key = fmt::format("{}|{}|{}|{}", std::get<0>(key), std::get<1>(key), std::get<2>(key), std::get<3>(key));
    d.about = group.measure.subgroup.empty() ? group.measure.name : group.measure.subgroup + " " + group.measure.name;
    if (const auto& place = std::get<3>(key); !place.empty()) d.about += ", " + all.front()->place;
    for (size_t i = 0; i < all.size(); ++i) {
      if (!(dispute ? disputed : raised)[i]) continue;
      const Claim& c = *all[i];
      if (!d.why.empty()) d.why += d.update ? ", then " : " against ";
      d.why += fmt::format("{} by {}", shown(c), claimant(c));
      if (!date_of(c).empty()) d.why += fmt::format(" ({})", date_of(c).substr(0, 10));
      d.claims.push_back(c);
    }
    out.push_back(std::move(d));
  }
  return out;
}

}  // namespace dateline::archive
