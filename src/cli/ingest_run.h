#pragma once

#include <functional>
#include <memory>
#include <string>

#include "archive/archive.h"
#include "cli/command.h"

namespace dateline::cli {

/// What became of documents that were read into an archive.
struct Ingested {
  int status = kDone;  ///< as a subcommand gives it
  bool kept = true;    ///< false: the archive could not be written, which was complained of
  uint64_t added = 0, revised = 0, unchanged = 0;
};

/// Reads the sources of `common` into an archive that is open to write at `path`, some hundred documents a transaction; all is committed
/// when it returns. `done` (or empty) is told the location of each document that was not refused.
[[nodiscard]] Ingested ingest_into(archive::Archive& archive, const std::shared_ptr<const archive::Knowledge>& knowledge, const Common& common,
                                   const std::string& path, const std::function<void(const std::string&)>& done);

}  // namespace dateline::cli
