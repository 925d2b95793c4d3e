#pragma once

#include <string>
#include <string_view>

#include "base/civil_date.h"
#include "export/exporter.h"

namespace dateline::exporting {

/// One side of an event: the first entity and its code; the others by name.
struct Party {
  std::string name, code, others;  ///< `others` joined by "; "
  ActorParts parts;
  const Entity* entity = nullptr;

  /// First role that the tables know, empty if none.
  [[nodiscard]] std::string role() const { return parts.roles.empty() ? std::string() : parts.roles.front(); }
};

/// An event with what the formats ask of it.
struct EventView {
  const Document& document;
  const Event& event;
  ItemIndex index;      ///< in the record
  uint64_t number;      ///< of this event everywhere; from the document's key and the index, below 2^53
  CivilDate date;       ///< first day; of publication if the event has none
  CivilDate last;       ///< last day
  Party source, target;
  bool civilian_target;
  std::string_view sentence, trigger;
  uint32_t sentence_number;  ///< from 1
  std::string url;         ///< empty if unknown
  std::string identifier;  ///< the URL, else the document's key
  std::string publisher;   ///< its name, else the host of the URL

  EventView(const CodeTables& tables, const Document& from, ItemIndex at);
  /// False if neither the event nor the document has a date of a day, month or year.
  [[nodiscard]] bool dated() const { return is_valid(date); }
  /// Best count of casualties of a kind ("killed"); null if none.
  [[nodiscard]] const Casualties* casualties(std::string_view kind) const;
};

/// Calls `use(view)` for the events of a document that `choice` takes.
template <class Use>
void each_event(const CodeTables& tables, const Choice& choice, const Document& document, Use&& use) {
  for (ItemIndex i = 0; i < document.record.events.size(); ++i) {
    if (!choice.takes(document.record.events[i])) continue;
    use(EventView(tables, document, i));
  }
}

/// Canonical URL of a record's page, else the one it was read from; empty if unknown.
[[nodiscard]] std::string url_of(const Record& record);

/// "20140307", "20140307132500" in UTC, a number in its shortest form, coordinates in degrees.
[[nodiscard]] std::string compact(CivilDate date);
[[nodiscard]] std::string compact_time(int64_t seconds);
[[nodiscard]] std::string number_text(double value);

}  // namespace dateline::exporting
