#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer.h"
#include "base/file.h"
#include "lemmatizer.h"
#include "linear_table.h"
#include "name_features.h"
#include "parser_state.h"
#include "word_clusters.h"

namespace dateline::language {

/// Sections of a model file; `docs/language_model.md` has the bytes.
enum class Section : uint32_t {
  kDescription = 1,
  kTags = 2,         ///< pairs { u8 upos, u8 xpos }
  kTransitions = 3,  ///< pairs { u8 move, u8 relation }
  kNameTransitions = 4,
  kClusters = 5,
  kSentences = 6,
  kTagger = 7,
  kParser = 8,
  kNames = 9,
  kLemmas = 10,
};
inline constexpr uint32_t kSectionLimit = 16;
inline constexpr std::string_view kModelMagic = "DTLLANG\n";
inline constexpr uint32_t kModelVersion = 1;

struct TagPair {
  uint8_t upos, xpos;
};
struct Transition {
  uint8_t move, relation;
};

/// A mapped model with its sections checked and ready to use. Views point into the mapped file.
class LoadedModel final : public Model {
 public:
  /// Checks and takes `file`; the file stays mapped as long as the model lives.
  [[nodiscard]] static Result<std::shared_ptr<const LoadedModel>> load(MappedFile file,
                                                                       const std::string& path);
  [[nodiscard]] std::string_view description() const override { return description_; }

  std::span<const TagPair> tags;
  std::span<const Transition> transitions;
  std::array<int32_t, (kNameLabels + 1) * (kNameLabels + 1)> name_transitions{};
  WordClusters clusters;
  LinearTable sentences, tagger, parser, names;
  Lemmatizer lemmas;

 private:
  MappedFile file_;
  std::string_view description_;
};

/// Writes a model file from the bytes of its sections (index: section number, empty ones are left out).
[[nodiscard]] std::string pack_model(const std::array<std::string, kSectionLimit>& sections);

}  // namespace dateline::language
