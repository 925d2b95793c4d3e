#pragma once

namespace dateline::archive {

/// Makes the tables of readers and reviewers where they are not there yet. They are made when an archive is first served, with
/// some indices that its pages need (seconds for a large archive), and change nothing of the rest.
extern const char* const kDeskTables;

}  // namespace dateline::archive
