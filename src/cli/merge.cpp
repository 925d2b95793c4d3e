#include "archive/decisions.h"

#include <fmt/format.h>

#include "cli/archive_access.h"

namespace dateline::cli {

int merge(const Common& common, const std::string& path, const MergeOrder& order) {
  auto archive = open_writer(path, open_knowledge(common));
  if (!archive) return kCannotRun;
  int64_t batch = 0;
  const auto decide = [&]() -> Result<int64_t> {
    if (!order.join.empty()) return archive::join_events(*archive, order.join);
    if (order.split != 0) return archive::split_event(*archive, order.split);
    if (!order.take_out.empty()) {
      const size_t mark = order.take_out.rfind('#');
      if (mark == std::string::npos) return fail(ErrorCode::kUsage, order.take_out + ": give a document's key and an item, as in https://gazette.example/1#v3");
      return archive::take_out_report(*archive, std::string_view(order.take_out).substr(0, mark), std::string_view(order.take_out).substr(mark + 1));
    }
    return archive::undo_decisions(*archive, order.undo).map([] { return int64_t{0}; });
  };
  const bool done = in_transaction(*archive, [&] { return decide().map([&](int64_t made) { batch = made; }); });
  if (!done) return kCannotRun;
  return write_out(batch == 0 ? fmt::format("decision {} undone\n", order.undo) : fmt::format("decision {}; --undo {} takes it back\n", batch, batch))
             ? kDone
             : kCannotRun;
}

int remove_documents(const Common& common, const std::string& path, const std::vector<std::string>& keys) {
  auto archive = open_writer(path, open_knowledge(common));
  if (!archive) return kCannotRun;
  size_t removed = 0;
  const bool done = in_transaction(*archive, [&]() -> Result<void> {
    for (const std::string& key : keys) {
      const auto gone = archive->remove(key);
      if (!gone) return tl::unexpected(gone.error());
      if (!*gone) complain(key + ": no such document; dateline articles lists their keys");
      removed += *gone;
    }
    return {};
  });
  if (!done) return kCannotRun;
  if (!write_out(fmt::format("{}: {} removed\n", path, removed))) return kCannotRun;
  return removed == 0 ? kNothingFound : removed < keys.size() ? kSomeRefused : kDone;
}

}  // namespace dateline::cli
