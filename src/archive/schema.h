#pragma once

namespace dateline::archive {

/// Number that marks the file as ours (`PRAGMA application_id`): "DTLN".
inline constexpr int kApplicationId = 0x44544C4E;
/// Version of the tables (`PRAGMA user_version`). A change of the tables raises it and adds a step to `migrate`.
inline constexpr int kArchiveVersion = 1;

/// Makes the tables of an empty file. docs/archive.md tells what they hold.
extern const char* const kTables;

}  // namespace dateline::archive
