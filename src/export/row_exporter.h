#pragma once

#include <string_view>
#include <utility>

#include "base/delimited.h"
#include "export/event_view.h"

namespace dateline::exporting {

/// An exporter of one row an event. `write(row, view)` fills the row; false leaves the event out.
template <class Write>
class RowExporter : public Exporter {
 public:
  RowExporter(const CodeTables& tables, Choice choice, DelimitedWriter::Style style, std::string_view header, Write write)
      : tables_(tables), choice_(std::move(choice)), style_(style), header_(header), write_(std::move(write)) {}

  void begin(std::string& out) override {
    if (!header_.empty()) DelimitedWriter(style_, out).header(header_);
  }
  void add(const Document& document, std::string& out) override {
    each_event(tables_, choice_, document, [&](const EventView& view) {
      const size_t before = out.size();
      DelimitedWriter row(style_, out);
      if (write_(row, view)) {
        row.end_row();
      } else {
        out.resize(before);
      }
    });
  }

 private:
  const CodeTables& tables_;
  Choice choice_;
  DelimitedWriter::Style style_;
  std::string_view header_;
  Write write_;
};

template <class Write>
std::unique_ptr<Exporter> row_exporter(const CodeTables& tables, const Choice& choice, DelimitedWriter::Style style,
                                       std::string_view header, Write write) {
  return std::make_unique<RowExporter<Write>>(tables, choice, style, header, std::move(write));
}

/// The same for formats in which every event has a day and has happened.
template <class Write>
std::unique_ptr<Exporter> happened_exporter(const CodeTables& tables, const Choice& choice, DelimitedWriter::Style style,
                                         std::string_view header, Write write) {
  Choice happened = choice;
  if (happened.statuses.empty()) {
    happened.statuses = {EventStatus::kOccurred, EventStatus::kOngoing, EventStatus::kClaimed, EventStatus::kHistorical};
  }
  return row_exporter(tables, happened, style, header, [write = std::move(write)](DelimitedWriter& row, const EventView& view) {
    return view.dated() && write(row, view);
  });
}

}  // namespace dateline::exporting
