#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/record.h"
#include "export/code_tables.h"

namespace dateline::exporting {

/// A stored document to be exported.
struct Document {
  std::string key;    ///< its name in the archive
  int64_t seen = 0;   ///< when it was stored, seconds since 1970
  Record record;
};

/// Which events go out.
struct Choice {
  /// Empty: all in formats that tell the status; in the others what is said to have happened (occurred, ongoing, claimed,
  /// historical).
  std::vector<EventStatus> statuses;
  double confidence = 0;  ///< at least

  [[nodiscard]] bool takes(const Event& event) const;
};

/// Writes documents in one format (docs/exports.md). One row an event, in the order of the record, but for what is due (`ics`) and
/// articles (`bibtex`). Events that a format has no code for are left out.
class Exporter {
 public:
  virtual ~Exporter() = default;
  virtual void begin(std::string& out) { (void)out; }
  virtual void add(const Document& document, std::string& out) = 0;
  virtual void end(std::string& out) { (void)out; }
};

/// Names of the formats, in the order of the docs.
[[nodiscard]] const std::vector<std::string_view>& formats();
/// The exporter of that name; nothing for an unknown name. `tables` must outlive it.
[[nodiscard]] std::unique_ptr<Exporter> exporter(std::string_view format, const CodeTables& tables, const Choice& choice);

}  // namespace dateline::exporting
