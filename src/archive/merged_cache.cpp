#include "archive/merged_cache.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace dateline::archive {
namespace {

constexpr size_t kMostKept = 20'000;  // events, and reports

}  // namespace

const MergedCache::Events* MergedCache::story(int64_t story) const {
  const auto found = stories_.find(story);
  return found == stories_.end() ? nullptr : &found->second;
}

const MergedCache::Event* MergedCache::event(int64_t merged, int64_t story) const {
  const Events* events = this->story(story);
  if (events == nullptr) return nullptr;
  const auto found = events->find(merged);
  return found == events->end() ? nullptr : &found->second;
}

const MergedCache::Events& MergedCache::add_story(int64_t story, Events events) {
  make_room();
  for (const auto& [id, event] : events) story_of_[id] = story;
  return stories_[story] = std::move(events);
}

const MergedCache::Reports* MergedCache::reports(int64_t merged) const {
  const auto found = reports_.find(merged);
  return found == reports_.end() ? nullptr : &found->second;
}

const MergedCache::Reports& MergedCache::add_reports(int64_t merged, Reports reports) {
  make_room();
  for (const EventReport& r : reports) merged_of_[r.id] = merged;
  return reports_[merged] = std::move(reports);
}

void MergedCache::put(int64_t merged, int64_t story, Event event) {
  const auto of = story_of_.find(merged);
  if (of != story_of_.end() && of->second != story) {
    stories_[of->second].erase(merged);
    story_of_.erase(of);
  }
  const auto found = stories_.find(story);
  if (found == stories_.end()) return;
  found->second[merged] = std::move(event);
  story_of_[merged] = story;
}

void MergedCache::erase(int64_t merged) {
  if (const auto of = story_of_.find(merged); of != story_of_.end()) {
    stories_[of->second].erase(merged);
    story_of_.erase(of);
  }
  if (const auto found = reports_.find(merged); found != reports_.end()) {
    for (const EventReport& r : found->second) merged_of_.erase(r.id);
    reports_.erase(found);
  }
}

void MergedCache::assign(const EventReport& report, int64_t merged) {
  if (const auto of = merged_of_.find(report.id); of != merged_of_.end()) {
    std::erase_if(reports_[of->second], [&](const EventReport& r) { return r.id == report.id; });
    merged_of_.erase(of);
  }
  const auto found = reports_.find(merged);
  if (found == reports_.end()) return;
  const auto before = [](const EventReport& a, const EventReport& b) { return std::tie(a.published, a.id) < std::tie(b.published, b.id); };
  found->second.insert(std::upper_bound(found->second.begin(), found->second.end(), report, before), report);
  merged_of_[report.id] = merged;
}

void MergedCache::take_out(int64_t document, int64_t merged) {
  const auto found = reports_.find(merged);
  if (found == reports_.end()) return;
  std::erase_if(found->second, [&](const EventReport& r) {
    if (r.document == document) merged_of_.erase(r.id);
    return r.document == document;
  });
}

void MergedCache::move_story(int64_t from, int64_t to) {
  const auto leaving = stories_.find(from);
  const auto into = stories_.find(to);
  if (leaving == stories_.end() && into == stories_.end()) return;
  if (leaving != stories_.end() && into != stories_.end()) {
    for (const auto& [id, event] : leaving->second) story_of_[id] = to;
    into->second.merge(leaving->second);
    stories_.erase(leaving);
    return;
  }
  // Of one of the two nothing is known: what is known is not all.
  const auto known = leaving != stories_.end() ? leaving : into;
  for (const auto& [id, event] : known->second) story_of_.erase(id);
  stories_.erase(known);
}

void MergedCache::clear() {
  stories_.clear();
  story_of_.clear();
  reports_.clear();
  merged_of_.clear();
}

void MergedCache::make_room() {
  if (story_of_.size() > kMostKept || merged_of_.size() > kMostKept) clear();
}

}  // namespace dateline::archive
