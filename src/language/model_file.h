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
#include "network.h"
#include "word_clusters.h"

namespace dateline::language {

/// Sections of a model file; `docs/language_model.md` has the bytes.
enum class Section : uint32_t {
  kDescription = 1,
  kTags = 2,       ///< a line for each: UPOS, space, Penn tag
  kRelations = 3,  ///< a line for each
  kClusters = 4,
  kSentences = 5,
  kLemmas = 6,
  kWords = 7,      ///< rows of the network's words
  kPieces = 8,     ///< rows of beginnings, endings and shapes
  kNetwork = 9,
};
inline constexpr uint32_t kSectionLimit = 16;
inline constexpr std::string_view kModelMagic = "DTLLANG\n";
inline constexpr uint32_t kModelVersion = 3;

struct TagPair {
  Upos upos = Upos::kX;
  uint8_t xpos = 0;
};

/// A mapped model with its sections checked and ready to use. Views point into the mapped file.
class LoadedModel final : public Model {
 public:
  /// Checks and takes `file`; the file stays mapped as long as the model lives.
  [[nodiscard]] static Result<std::shared_ptr<const LoadedModel>> load(MappedFile file,
                                                                       const std::string& path);
  [[nodiscard]] std::string_view description() const override { return description_; }

  std::vector<TagPair> tags;
  std::vector<Deprel> relations;
  uint32_t root_relation = 0;  ///< index of "root" in `relations`
  WordClusters clusters;
  LinearTable sentences;
  Lemmatizer lemmas;
  Network network;

 private:
  MappedFile file_;
  std::string_view description_;
};

/// Writes a model file from the bytes of its sections (index: section number, empty ones are left out).
[[nodiscard]] std::string pack_model(const std::array<std::string, kSectionLimit>& sections);

}  // namespace dateline::language
