#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "archive/knowledge.h"

namespace dateline::archive {

/// What a report says of an event, or what all reports of a merged event say together. Texts as in the table `event`.
struct EventFacts {
  std::string type, mode, cameo, status;
  std::string from, to;  ///< ISO dates cut to their precision; empty: unknown
  std::string source, source_code, target, target_code;
  std::string place, country, admin1;
  std::optional<double> lat, lon;

  bool operator==(const EventFacts&) const = default;
};

/// One report of an event: a row of `event` with what is needed of its article.
struct EventReport {
  int64_t id = 0, document = 0;
  EventFacts facts;
  std::string said_by, words, published, publisher;
  int64_t story = 0, family = 0;
  double confidence = 0;
  std::optional<double> killed_low, killed_high, wounded_low, wounded_high;
  int64_t merged = 0;  ///< the merged event it is a report of, 0: none yet
  std::string reason;  ///< why
};

/// How well a report fits an event. Every part of it is compared: day, type, both sides, place. A contradiction in one of
/// them parts the two; what is unknown neither parts nor joins. `kLeastScore` asks for agreement in all but one part, or one
/// less if a place is told: two arrests on one day in one town by one police stay two if their targets are not known.
struct EventMatch {
  int score = 0;       ///< 0: they are not one
  std::string reason;  ///< "same day, same source, target of the same country, same place"
};
inline constexpr int kLeastScore = 7;
[[nodiscard]] EventMatch match(const EventFacts& event, const EventFacts& report, const Knowledge& knowledge);

/// Type, day, both sides and place in one text, for events that have them all; else empty. Reports with the same one are of
/// one event, whatever story they stand in.
[[nodiscard]] std::string anchor_of(const EventFacts& facts);

/// What all reports (at least one, in order of publication) say together.
struct MergedFacts {
  EventFacts facts;       ///< type and status of the majority, the rest from whoever is most specific
  std::string denied_by;  ///< who denies it, joined by "; "
  std::optional<double> killed_low, killed_high, wounded_low, wounded_high;  ///< lowest and highest of any report
  std::string first_reported, last_reported;
  size_t articles = 0;
  double confidence = 0;  ///< of the surest report
  std::string words;      ///< its sentence
};
[[nodiscard]] MergedFacts merge(const std::vector<EventReport>& reports);

}  // namespace dateline::archive
