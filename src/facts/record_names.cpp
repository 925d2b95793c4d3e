#include <algorithm>
#include <array>

#include "dateline/record.h"

namespace dateline {
namespace {

template <class T, size_t N>
std::string_view pick(const std::array<std::string_view, N>& names, T value) {
  const auto i = static_cast<size_t>(value);
  return i < N ? names[i] : std::string_view{};
}

constexpr std::array<std::string_view, 17> kTypes = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE"};

constexpr std::array<std::string_view, 10> kStatuses = {"occurred", "ongoing",  "scheduled", "proposed",     "threatened",
                                                        "denied",   "negated",  "claimed",   "hypothetical", "historical"};

// The value whose name is `text`.
template <class T, size_t N>
std::optional<T> value_of(const std::array<std::string_view, N>& names, std::string_view text) {
  const auto at = std::find(names.begin(), names.end(), text);
  return at == names.end() ? std::nullopt : std::optional(static_cast<T>(at - names.begin()));
}

}  // namespace

std::string_view name(EntityKind kind) {
  return pick(std::array<std::string_view, 4>{"person", "organization", "place", "group"}, kind);
}
std::string_view name(EventType type) { return pick(kTypes, type); }
std::string_view name(EventStatus status) { return pick(kStatuses, status); }
std::string_view name(StatementKind kind) {
  return pick(std::array<std::string_view, 3>{"direct", "indirect", "mixed"}, kind);
}
std::string_view name(Change change) {
  return pick(std::array<std::string_view, 6>{"=", "~", "<", ">", "up", "down"}, change);
}
std::string_view name(Bound bound) { return pick(std::array<std::string_view, 3>{"", "max", "min"}, bound); }
std::string_view name(DisputeKind kind) {
  return pick(std::array<std::string_view, 3>{"figure", "denial", "fact"}, kind);
}
std::string_view name(ScheduleStatus status) {
  return pick(std::array<std::string_view, 4>{"scheduled", "proposed", "cancelled", "postponed"}, status);
}
std::string_view name(PlacePrecision precision) {
  return pick(std::array<std::string_view, 6>{"country", "admin1", "admin2", "city", "feature", "region"}, precision);
}

std::optional<EventType> event_type(std::string_view text) { return value_of<EventType>(kTypes, text); }
std::optional<EventStatus> event_status(std::string_view text) { return value_of<EventStatus>(kStatuses, text); }

}  // namespace dateline
