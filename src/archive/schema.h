#pragma once

namespace dateline::archive {

/// Number that marks the file as ours (`PRAGMA application_id`): "DTLN".
inline constexpr int kApplicationId = 0x44544C4E;
/// Version of the tables (`PRAGMA user_version`). A change of the tables raises it and adds a step to migrate.cpp.
inline constexpr int kArchiveVersion = 5;

/// Makes the tables of version 1 in an empty file; then what brings them to version 2, and so on. docs/archive.md tells what they
/// hold.
extern const char* const kVersion1;
extern const char* const kVersion2;
extern const char* const kVersion3;
extern const char* const kVersion4;
extern const char* const kVersion5;

}  // namespace dateline::archive
