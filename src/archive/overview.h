#pragma once

#include <string>

#include "archive/archive.h"
#include "archive/query.h"

/// Sums over many events, for pages about an actor, two actors or a map. Dates are ISO texts, both ends included, empty ones do
/// not narrow; codes are beginnings of actor codes ("RUS", "RUSGOV"). Cost grows with the events that they cover.
namespace dateline::archive {

struct Scope {
  std::string since, until, type, country;
};

/// Actors by number of mentions in articles, most first: code, name, country, articles.
[[nodiscard]] Result<Listing> actors(Archive& archive, const std::string& words, const std::string& country, uint32_t limit);
/// The other sides of an actor's events: code, as_source, as_target, last.
[[nodiscard]] Result<Listing> partners(Archive& archive, const std::string& code, const Scope& scope, uint32_t limit);
/// Events of an actor, or of two whoever acts, by month and type: period, type, events. `other` may be empty.
[[nodiscard]] Result<Listing> counts_by_month(Archive& archive, const std::string& code, const std::string& other, const Scope& scope);
/// Places with their events, most first: place, country, lat, lon, events, last, top_type (the most frequent).
[[nodiscard]] Result<Listing> places(Archive& archive, const Scope& scope, uint32_t limit);

}  // namespace dateline::archive
