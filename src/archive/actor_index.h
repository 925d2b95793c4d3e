#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/state.h"

namespace dateline::archive {

/// The codes that an event of an actor is found by: codes are made of parts of three letters, and each beginning of whole parts
/// counts: RUSGOV gives RUS and RUSGOV. `codes` are joined by "; ". Ascending, each once.
[[nodiscard]] std::vector<std::string> actor_keys(std::string_view codes);

/// What an event's rows in `actor_item` are made of.
struct ActorEvent {
  int64_t id = 0;
  std::string_view source_code, target_code, from, to, type, country;
};
void index_event(Archive::State& state, SQLite::Database& db, const ActorEvent& event);
void index_statement(Archive::State& state, SQLite::Database& db, int64_t id, std::string_view speaker_code, std::string_view published);
/// Takes the rows of a document's events and statements out, while these are still there.
void unindex_document(Archive::State& state, SQLite::Database& db, int64_t document);
/// Makes the table anew.
void index_all(Archive::State& state, SQLite::Database& db);

/// True if `code` is one that events (list 0) or statements (1) are found by.
[[nodiscard]] bool is_actor_code(Archive::State& state, SQLite::Database& db, const std::string& code, int64_t list);

}  // namespace dateline::archive
