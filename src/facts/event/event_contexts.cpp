#include "facts/event/event_contexts.h"

#include <algorithm>

#include "base/strings.h"
#include "base/table_file.h"
#include "facts/clause.h"

namespace dateline::facts {
namespace {

/// Role codes of an actor code, three letters each, without the country.
bool has_role(const std::vector<std::string>& codes, std::string_view role) {
  for (const auto& code : codes) {
    for (size_t i = code.size() % 3 == 0 && code.size() > 3 ? 3 : 0; i + 3 <= code.size(); i += 3) {
      if (std::string_view(code).substr(i, 3) == role) return true;
    }
  }
  return false;
}

/// True if the sides are coded and some pair of them is of two countries.
bool is_foreign(const Event& e) {
  for (const auto& a : e.source_code) {
    for (const auto& b : e.target_code) {
      if (a.size() >= 3 && b.size() >= 3 && a.substr(0, 3) != b.substr(0, 3)) return true;
    }
  }
  return false;
}

}  // namespace

Result<EventContexts> EventContexts::open(const std::string& data_folder) {
  auto table = TableFile::read(data_folder + "/events/contexts.tsv", 3);
  if (!table) return tl::unexpected<Error>(table.error());
  EventContexts out;
  for (const auto& row : table->rows()) {
    if (out.names_.empty() || out.names_.back() != row.cells[0]) out.names_.emplace_back(row.cells[0]);
    const auto context = static_cast<uint32_t>(out.names_.size() - 1);
    const std::string_view where = row.cells[1];
    if (where == "alone") {
      out.alone_.push_back(context);
      continue;
    }
    Rule rule{context, {}};
    for (const auto piece : split(row.cells[2], '|')) {
      const std::string_view item = trim(piece);
      if (item.empty()) return table->bad_row(row, "an empty item in the list");
      if (where == "words") {
        out.words_.add(item, context);
      } else if (where == "foreign") {
        const auto type = event_type(item);
        if (!type) return table->bad_row(row, "unknown event type");
        out.foreign_.emplace_back(context, *type);
      } else {
        rule.list.emplace_back(item);
      }
    }
    if (where == "roles") out.roles_.push_back(std::move(rule));
    else if (where == "modes") out.modes_.push_back(std::move(rule));
    else if (where != "words" && where != "foreign") return table->bad_row(row, "where is words, roles, modes, foreign or alone");
  }
  return out;
}

void EventContexts::fill(const DocumentView& view, uint32_t word, Event& e) const {
  std::vector<bool> found(names_.size(), false);
  for (const auto& [context, type] : foreign_) {
    if (e.type == type && is_foreign(e)) found[context] = true;
  }
  for (const auto& rule : roles_) {
    for (const auto& role : rule.list) {
      if (has_role(e.source_code, role) || has_role(e.target_code, role)) found[rule.context] = true;
    }
  }
  for (const auto& rule : modes_) {
    if (std::find(rule.list.begin(), rule.list.end(), e.mode) != rule.list.end()) found[rule.context] = true;
  }
  uint32_t top = word;
  if (view.upos(word) != Upos::kVerb) {
    if (const uint32_t clause = clause_above(view, word); clause != kNoWord) top = clause;
  }
  const uint32_t last = view.last(top) + 1;
  for (uint32_t i = view.first(top); i < last; ++i) {
    if (!in_clause(view, i, top)) continue;
    const auto match = words_.longest_by_lemma(view, i, last);
    if (match.entry == PhraseTable::kNoValue) continue;
    for (const uint32_t context : words_.values(match.entry)) found[context] = true;
    i = match.end - 1;
  }
  const auto count = std::count(found.begin(), found.end(), true);
  for (const uint32_t context : alone_) {
    if (count > 1) found[context] = false;
  }
  e.contexts.clear();
  for (size_t i = 0; i < names_.size(); ++i) {
    if (found[i]) e.contexts.push_back(names_[i]);
  }
}

}  // namespace dateline::facts
