#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dateline/limits.h"
#include "dateline/record.h"
#include "dateline/result.h"
#include "dateline/source.h"

namespace dateline {

/// The models, gazetteer and lexicons, loaded once: immutable, shared by all threads and readers.
class Engine {
 public:
  /// `home` is the folder that holds `models/` and `data/`. Errors name the file and what is wrong with it; nothing absent is
  /// passed over. Takes some tens of milliseconds.
  [[nodiscard]] static Result<std::shared_ptr<const Engine>> open(const std::string& home);
  /// The folder to use when none is given: `DATELINE_HOME`, else the nearest folder above the program that holds `models/`
  /// and `data/`, else `../share/dateline` beside it. Empty if there is none.
  [[nodiscard]] static std::string default_home();
  ~Engine();

  struct Parts;
  [[nodiscard]] const Parts& parts() const { return *parts_; }

 private:
  Engine();
  std::unique_ptr<const Parts> parts_;
};

/// Reads documents, one after another: page, language, facts, record. Keeps its buffers from one document to the next; one
/// object serves one thread at a time.
class Reader {
 public:
  explicit Reader(std::shared_ptr<const Engine> engine, const Limits& limits = {});
  ~Reader();
  Reader(Reader&&) noexcept;

  /// The record of one document. Fails only on limits and on pages without text; the same source gives the same record.
  [[nodiscard]] Result<Record> read(Source source);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The record as one line of JSON without a line end (`schema/record.schema.json`), appended to `out`.
void append_json(const Record& record, std::string& out);
/// The record that `append_json` wrote: the same JSON comes of it again. What the JSON does not hold (the source's bytes, rules)
/// is empty. `kMalformed` names the place of what is no record: a missing key, an unknown name, a span outside the text, an id
/// of no item.
[[nodiscard]] Result<Record> parse_json(std::string_view json);

}  // namespace dateline
