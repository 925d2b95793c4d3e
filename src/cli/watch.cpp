#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <set>
#include <thread>

#include "archive/watch_state.h"
#include "base/file.h"
#include "cli/archive_access.h"
#include "cli/ingest_run.h"
#include "cli/intake_commands.h"
#include "cli/interrupt.h"
#include "intake/feed.h"
#include "intake/url.h"

namespace dateline::cli {
namespace {

using archive::WatchedFeed;
using archive::WatchState;
using intake::Feed;
using intake::FeedKind;

constexpr int64_t kPagesAtOnce = 500;      // fetched in one pass; more wait for the next
constexpr size_t kMostFeeds = 20'000;      // of one pass
constexpr int64_t kLongestHold = 86'400;   // seconds that a failing feed is left alone
constexpr int kMostDoublings = 10;

int64_t now() { return std::time(nullptr); }

class Watch {
 public:
  Watch(const Common& common, const WatchOptions& options, archive::Archive& archive, WatchState state, std::shared_ptr<const archive::Knowledge> knowledge)
      : common_(common), options_(options), archive_(archive), state_(std::move(state)), knowledge_(std::move(knowledge)), fetcher_(feed_options(common.fetch, common.limits)) {
    fetcher_.stop_on(interrupted());
  }

  // Asks every feed that is due, then fetches the pages of new items. False: the archive cannot be written.
  bool pass() {
    queue_.clear();
    known_.clear();
    for (const std::string& source : common_.sources) add_source(source);
    next_due_ = now() + options_.every;
    bool sound = true;
    for (size_t i = 0; i < queue_.size() && sound && !interrupted(); ++i) sound = poll(std::string(queue_[i]));
    return sound && fetch_pages() && keep_sites();
  }

  [[nodiscard]] int64_t next_due() const { return next_due_; }
  [[nodiscard]] const Ingested& counts() const { return counts_; }
  [[nodiscard]] uint64_t failures() const { return failures_; }

 private:
  static intake::FetchOptions feed_options(intake::FetchOptions fetch, const Limits& limits) {
    fetch.tries = 1;  // a busy feed is left to the next pass
    fetch.body_bytes = limits.document_bytes;
    return fetch;
  }

  void add(const std::string& url) {
    if (queue_.size() < kMostFeeds && known_.insert(url).second) queue_.push_back(url);
  }

  void add_source(const std::string& source) {
    if (intake::begins_url(source)) return add(source);
    auto bytes = read_file(source, common_.limits.document_bytes);
    if (!bytes) return fault(bytes.error().message);
    const auto list = intake::read_feed(std::move(*bytes), {}, common_.limits);
    if (!list) return fault(source + ": " + list.error().message);
    if (list->kind != FeedKind::kOutline) return fault(source + ": is no OPML list; name feeds by their URLs");
    add_all(*list);
  }

  void add_all(const Feed& list) {
    for (const auto& item : list.items) add(item.link);
  }

  void fault(const std::string& message) {
    ++failures_;
    complain(message);
  }

  bool keep(const WatchedFeed& feed, const std::vector<archive::WatchedItem>& items = {}) {
    const auto fresh = state_.keep(feed, items);
    if (!fresh) {
      complain(fresh.error().message);
      return false;
    }
    if (*fresh > 0 && !common_.quiet) say(fmt::format("{}: {} new\n", feed.url, *fresh));
    return true;
  }

  bool keep_sites() {
    const auto sites = intake::take_learned(*common_.fetch.memory);
    if (sites.empty()) return true;
    const auto kept = state_.keep(sites);
    if (!kept) complain(kept.error().message);
    return kept.has_value();
  }

  bool poll(const std::string& url) {
    auto known = state_.feed(url);
    if (!known) {
      complain(known.error().message);
      return false;
    }
    WatchedFeed& feed = *known;
    if (feed.gone) return true;
    const int64_t due = std::max(feed.held_until, options_.once ? 0 : feed.polled == 0 ? 0 : feed.polled + options_.every);
    if (due > now()) {
      next_due_ = std::min(next_due_, due);
      return true;
    }
    const auto answer = fetcher_.fetch({url, feed.etag, feed.last_modified});
    if (interrupted()) return true;
    feed.polled = now();
    if (!answer) return hold(feed, answer.error());
    if (!answer->moved.empty()) complain(fmt::format("{}: has moved to {}; change the list of feeds", url, answer->moved));
    feed.failures = 0;
    feed.held_until = 0;
    if (answer->status == 304) return keep(feed);
    const std::string base = intake::resolve_url(answer->url, answer->content_location.empty() ? answer->url : answer->content_location);
    const auto got = intake::read_feed(answer->body, {base, answer->content_type, answer->content_language}, common_.limits);
    if (!got) return hold(feed, {{got.error().code, url + ": " + got.error().message, 0}, 200, false, 0});
    feed.etag = answer->etag;
    feed.last_modified = answer->last_modified;
    if (got->kind == FeedKind::kOutline || got->kind == FeedKind::kSitemapIndex) {
      feed.etag.clear();  // what it lists is needed at every pass
      feed.last_modified.clear();
      add_all(*got);
      return keep(feed);
    }
    std::vector<archive::WatchedItem> items;
    for (const auto& item : got->items) {
      if (const auto page = intake::parse_url(item.link)) items.push_back({item.id.empty() ? page->text : item.id, page->text});
    }
    std::reverse(items.begin(), items.end());  // feeds begin with the newest
    return keep(feed, items);
  }

  // A feed that could not be had is left alone for longer each time, and as long as it asks for.
  bool hold(WatchedFeed& feed, const intake::FetchFailure& failure) {
    feed.failures = std::min(feed.failures + 1, kMostDoublings);
    feed.gone = failure.status == 410;
    const int64_t back_off = std::min(options_.every << (feed.failures - 1), kLongestHold);
    feed.held_until = now() + std::max(back_off, failure.retry_seconds);
    fault(feed.gone ? fmt::format("{}; it is watched no longer", failure.error.message)
                    : fmt::format("{}; the feed is left alone for {} s", failure.error.message, feed.held_until - now()));
    return keep(feed);
  }

  bool fetch_pages() {
    if (interrupted()) return true;
    const auto pages = state_.waiting(kPagesAtOnce);
    if (!pages) {
      complain(pages.error().message);
      return false;
    }
    if (pages->empty()) return true;
    Common reading = common_;
    reading.sources = *pages;
    std::set<std::string> done;
    const Ingested got = ingest_into(archive_, knowledge_, reading, options_.archive, [&](const std::string& location) { done.insert(location.substr(0, location.rfind('#'))); });
    if (!got.kept) return false;
    counts_.added += got.added;
    counts_.revised += got.revised;
    counts_.unchanged += got.unchanged;
    std::vector<std::string> failed;
    if (!interrupted()) {
      std::copy_if(pages->begin(), pages->end(), std::back_inserter(failed), [&](const std::string& page) { return !done.contains(page); });
      failures_ += failed.size();
    }
    const auto settled = state_.settle({done.begin(), done.end()}, failed);
    if (!settled) complain(settled.error().message);
    if (pages->size() == static_cast<size_t>(kPagesAtOnce)) next_due_ = now();
    return settled.has_value();
  }

  const Common& common_;
  const WatchOptions& options_;
  archive::Archive& archive_;
  WatchState state_;
  std::shared_ptr<const archive::Knowledge> knowledge_;
  intake::Fetcher fetcher_;
  std::vector<std::string> queue_;  // feeds of this pass; lists add to it
  std::set<std::string> known_;
  int64_t next_due_ = 0;
  Ingested counts_;
  uint64_t failures_ = 0;
};

}  // namespace

int watch(const Common& common, const WatchOptions& options) {
  const auto knowledge = open_knowledge(common);
  auto archive = open_writer(options.archive, knowledge);
  if (!archive) return kCannotRun;
  auto state = WatchState::open(*archive);
  if (!state) {
    complain(state.error().message);
    return kCannotRun;
  }
  watch_interrupts();
  Common sharing = common;
  // robots.txt is asked for once a day, not at each pass or run.
  sharing.fetch.memory = intake::make_site_memory();
  auto sites = state->sites(now());
  if (!sites) {
    complain(sites.error().message);
    return kCannotRun;
  }
  intake::learn(*sharing.fetch.memory, std::move(*sites));
  Watch run(sharing, options, *archive, std::move(*state), knowledge);
  bool sound = true;
  while (sound && !interrupted()) {
    sound = run.pass();
    if (options.once) break;
    while (sound && !interrupted() && now() < run.next_due()) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  const Ingested& counts = run.counts();
  if (!common.quiet) say(fmt::format("{}: {} added, {} revised, {} unchanged\n", options.archive, counts.added, counts.revised, counts.unchanged));
  if (!sound) return kCannotRun;
  if (run.failures() != 0) return kSomeRefused;
  return counts.added + counts.revised == 0 ? kNothingFound : kDone;
}

}  // namespace dateline::cli
