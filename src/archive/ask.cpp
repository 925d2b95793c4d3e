#include "archive/ask.h"

namespace dateline::archive {

Cell cell_of(const SQLite::Column& column) {
  if (column.isNull()) return {CellKind::kNothing, {}};
  if (column.isInteger() || column.isFloat()) return {CellKind::kNumber, column.getString()};
  return {CellKind::kText, column.getString()};
}

Listing read_listing(Ask& ask, uint32_t limit) {
  Listing out;
  SQLite::Statement& q = ask.statement();
  for (int c = 0; c < q.getColumnCount(); ++c) out.columns.emplace_back(q.getColumnName(c));
  while (ask.next()) {
    if (out.rows.size() == limit) {
      out.next = out.rows.back().front().text;
      break;
    }
    auto& row = out.rows.emplace_back();
    for (int c = 0; c < q.getColumnCount(); ++c) row.push_back(cell_of(q.getColumn(c)));
  }
  return out;
}

}  // namespace dateline::archive
