#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dateline/analysis.h"
#include "dateline/article.h"
#include "dateline/limits.h"
#include "dateline/result.h"

namespace dateline::language {

/// A trained language model: mapped from its file, checked, immutable, shared by all threads.
class Model {
 public:
  /// Maps and checks `path` (magic, version, checksum): `kNotFound`, `kUnsupported`, `kMalformed`.
  [[nodiscard]] static Result<std::shared_ptr<const Model>> open(const std::string& path);
  virtual ~Model() = default;
  [[nodiscard]] virtual std::string_view description() const = 0;  ///< one line: what, trained on, when, version
};

/// Turns text into columns: words, sentences, tags, lemmas, trees, names. One object a thread (it owns its scratch);
/// the model is shared. Cost is linear in the text.
class Analyzer {
 public:
  explicit Analyzer(std::shared_ptr<const Model> model, const Limits& limits = {});
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;

  /// Analyses `article.text` paragraph by paragraph (a sentence never crosses a paragraph); overwrites `out`.
  [[nodiscard]] Result<void> run(const Article& article, Analysis& out);
  /// The same for one given text of one paragraph.
  [[nodiscard]] Result<void> run(std::string_view text, Analysis& out);
  /// Fills tags, lemmas, trees and names for words and sentences that `analysis` already holds (spans into `text`,
  /// `joined`, `sentence`, `sentences`): for gold-tokenised input.
  [[nodiscard]] Result<void> annotate(std::string_view text, Analysis& analysis);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dateline::language
