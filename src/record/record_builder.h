#pragma once

#include "record/pipeline.h"

namespace dateline {

/// Joins what the stages found on one document into its record: figures get who claims them, disputes and the schedule are
/// drawn from the other items, lists are put in text order and cut to `Limits::items`. `source` is moved in without
/// its bytes. The pipeline's lists are left in an unspecified state.
[[nodiscard]] Record build_record(Pipeline& pipeline, Source source);

/// Accounts within one page that cannot both stand: figures for one measure, denials of what is asserted.
void find_disputes(const Pipeline& pipeline, Record& record);

/// What is dated in the page's future: events and nouns of the calendar ("referendum", "election", "deadline") beside a date
/// later than the page's own.
void find_schedule(const Pipeline& pipeline, Record& record);

}  // namespace dateline
