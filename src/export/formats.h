#pragma once

#include <memory>

#include "export/exporter.h"

namespace dateline::exporting {

/// Makers of the exporters, a file each. docs/exports.md says what each column holds and what is left empty.
std::unique_ptr<Exporter> gdelt_events(const CodeTables& tables, const Choice& choice);    ///< GDELT 2.0 events, 61 columns
std::unique_ptr<Exporter> gdelt_mentions(const CodeTables& tables, const Choice& choice);  ///< GDELT 2.0 mentions, 16 columns
std::unique_ptr<Exporter> icews(const CodeTables& tables, const Choice& choice);           ///< 20 columns, header
std::unique_ptr<Exporter> phoenix(const CodeTables& tables, const Choice& choice);         ///< 26 columns
std::unique_ptr<Exporter> polecat(const CodeTables& tables, const Choice& choice);         ///< 40 columns, header
std::unique_ptr<Exporter> acled(const CodeTables& tables, const Choice& choice);           ///< CSV, 31 columns, header
std::unique_ptr<Exporter> ucdp(const CodeTables& tables, const Choice& choice);            ///< CSV, 49 columns, header
std::unique_ptr<Exporter> csv(const CodeTables& tables, const Choice& choice);             ///< all that is known of an event
std::unique_ptr<Exporter> jsonl(const CodeTables& tables, const Choice& choice);           ///< the same, with spans
std::unique_ptr<Exporter> geojson(const CodeTables& tables, const Choice& choice);         ///< events with a place
std::unique_ptr<Exporter> ics(const CodeTables& tables, const Choice& choice);             ///< iCalendar of what is due
std::unique_ptr<Exporter> bibliography(const CodeTables& tables, const Choice& choice);    ///< BibTeX of the articles

}  // namespace dateline::exporting
