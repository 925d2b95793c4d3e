#pragma once

#include <memory>
#include <optional>
#include <string>

#include "archive/archive.h"
#include "cli/command.h"

namespace dateline::cli {

// Opening archives for a subcommand; what goes wrong is complained of, and nothing is given.

[[nodiscard]] std::shared_ptr<const archive::Knowledge> open_knowledge(const Common& common);
[[nodiscard]] std::optional<archive::Archive> open_reader(const std::string& path);
[[nodiscard]] std::optional<archive::Archive> open_writer(const std::string& path, std::shared_ptr<const archive::Knowledge> knowledge);

/// Runs `work` as one transaction of a writer; true if all of it is on disk.
template <class Work>
[[nodiscard]] bool in_transaction(archive::Archive& archive, Work&& work) {
  auto done = archive.begin().and_then([&] { return work(); }).and_then([&] { return archive.commit(); });
  if (done) return true;
  complain(done.error().message);
  (void)archive.rollback();
  return false;
}

}  // namespace dateline::cli
