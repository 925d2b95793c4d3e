#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "dateline/source.h"
#include "dateline/span.h"

namespace dateline {

/// Version of the record's JSON (`schema/record.schema.json`).
inline constexpr int kSchemaVersion = 1;

/// Index of an item in its list of the record; `kNoItem` for none. Printed as `e1`, `v1`, `s1`, `f1`, `d1`.
using ItemIndex = uint32_t;
inline constexpr ItemIndex kNoItem = UINT32_MAX;

enum class EntityKind : uint8_t { kPerson, kOrganization, kPlace, kGroup };
/// PLOVER 0.8 event types, and `kNone` for acts outside them that still belong to a record (an election held).
enum class EventType : uint8_t {
  kAgree, kConsult, kSupport, kConcede, kCooperate, kAid, kRetreat, kRequest, kAccuse, kReject,
  kThreaten, kProtest, kSanction, kMobilize, kCoerce, kAssault, kNone
};
enum class EventStatus : uint8_t {
  kOccurred, kOngoing, kScheduled, kProposed, kThreatened, kDenied, kNegated, kClaimed, kHypothetical,
  kHistorical
};
enum class StatementKind : uint8_t { kDirect, kIndirect, kMixed };
enum class Change : uint8_t { kExactly, kAbout, kBelow, kAbove, kUp, kDown };
enum class Bound : uint8_t { kNone, kMax, kMin };
enum class DisputeKind : uint8_t { kFigure, kDenial, kFact };
enum class ScheduleStatus : uint8_t { kScheduled, kProposed, kCancelled, kPostponed };

[[nodiscard]] std::string_view name(EntityKind kind);
[[nodiscard]] std::string_view name(EventType type);
[[nodiscard]] std::string_view name(EventStatus status);
[[nodiscard]] std::string_view name(StatementKind kind);
[[nodiscard]] std::string_view name(Change change);  ///< "=", "~", "<", ">", "up", "down"
[[nodiscard]] std::string_view name(Bound bound);
[[nodiscard]] std::string_view name(DisputeKind kind);
[[nodiscard]] std::string_view name(ScheduleStatus status);
[[nodiscard]] std::optional<EventType> event_type(std::string_view name);  ///< of "AGREE", ..., "NONE"
[[nodiscard]] std::optional<EventStatus> event_status(std::string_view name);  ///< of "occurred", ...

/// A place on the map. `precision` is the kind of thing that was found.
enum class PlacePrecision : uint8_t { kCountry, kAdmin1, kAdmin2, kCity, kFeature, kRegion };
[[nodiscard]] std::string_view name(PlacePrecision precision);
struct Place {
  std::string name;     ///< usual English name
  double lat = 0, lon = 0;  ///< degrees, WGS 84
  std::string country;  ///< ISO 3166 alpha-3, empty for seas and regions over several countries
  std::string admin1;   ///< name of the first-order division, empty if unknown
  uint32_t geonames = 0;  ///< GeoNames id, 0 if none
  PlacePrecision precision = PlacePrecision::kCity;
};

/// A calendar range resolved against the page's date. `from` and `to` are ISO dates cut to `precision`
/// (`2014-03-06`, `2014-03`, `2014`); `to` equals `from` for a single day, month or year. Empty: unknown.
struct DateRange {
  std::string from, to;
  Precision precision = Precision::kDay;

  [[nodiscard]] bool known() const { return !from.empty(); }
};

struct Entity {
  EntityKind kind = EntityKind::kPerson;
  std::string name;     ///< fullest form in the text
  std::string actor;    ///< CAMEO-style code: country, then roles ("RUSGOV"); empty if unknown
  std::string role;     ///< the role part alone ("GOV"), or words of a title
  std::string country;  ///< ISO 3166 alpha-3 or IGO, NGO, IMG, MNC
  std::vector<Span> mentions;
  std::optional<Place> place;
};

struct Casualties {
  std::string kind;  ///< killed, wounded, missing, arrested
  double low = 0, best = 0, high = 0;
};

struct Event {
  EventType type = EventType::kNone;
  std::string mode;
  std::vector<std::string> contexts;
  std::string cameo;
  std::vector<ItemIndex> source, target;             ///< entities
  std::vector<std::string> source_code, target_code;  ///< actor codes, `---` never appears: empty = unknown
  EventStatus status = EventStatus::kOccurred;
  DateRange time;
  Span time_span;
  std::optional<Place> place;
  Span place_span;
  std::vector<ItemIndex> said_by;  ///< statements that assert it; empty = the page itself
  std::vector<Casualties> casualties;
  uint32_t sentence = 0;  ///< index into `Record::sentences`
  Span sentence_span, trigger, source_span, target_span;
  double confidence = 0;  ///< [0, 1]
  std::string rule;       ///< lexicon entry that fired, for `dateline explain`; not part of the JSON
};

struct Statement {
  StatementKind kind = StatementKind::kIndirect;
  ItemIndex speaker = kNoItem;  ///< entity
  Span speaker_span, cue;     ///< empty if none
  std::vector<Span> content;
  std::string addressee, via;
  DateRange time;
  std::string rule;  ///< for `dateline explain`; not part of the JSON
};

struct Figure {
  std::optional<double> value, low, high;  ///< `value`, or `low` and `high` of a range
  std::string unit;  ///< "percent", ISO currency code, unit symbol ("km"); empty for a count
  Change change = Change::kExactly;
  Bound bound = Bound::kNone;
  bool approximate = false;
  std::string what;  ///< the words counted
  Span what_span;
  std::string place;      ///< name of the place it is scoped to
  std::string as_of;      ///< ISO date
  ItemIndex said_by = kNoItem;  ///< statement that claims it
  ItemIndex by = kNoItem;       ///< entity that claims it, where no statement does
  Span by_span;
  std::string via;
  Span span;
};

struct ItemRef {
  char kind = 'e';  ///< `e` entity, `v` event, `s` statement, `f` figure, `c` schedule item
  ItemIndex index = 0;
};

struct Dispute {
  DisputeKind kind = DisputeKind::kFigure;
  std::string about, why;
  std::vector<ItemRef> items;
};

struct ScheduleItem {
  DateRange date;
  std::string what;
  ItemIndex event = kNoItem;
  std::string place;
  ScheduleStatus status = ScheduleStatus::kScheduled;
  Span span;
};

struct Warning {
  std::string code, message;
  Span span;
};

/// Everything read from one document. Lists are in text order, so ids are stable for the same input.
struct Record {
  std::string id;
  Source source;  ///< `bytes` is emptied unless the reader was told to keep it
  Article article;
  std::vector<Span> sentences;
  std::vector<Entity> entities;
  std::vector<Event> events;
  std::vector<Statement> statements;
  std::vector<Figure> figures;
  std::vector<Dispute> disputes;
  std::vector<ScheduleItem> schedule;
  std::vector<Warning> warnings;
};

}  // namespace dateline
