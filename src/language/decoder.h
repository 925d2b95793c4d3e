#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/analysis.h"
#include "model_file.h"
#include "network.h"
#include "tree.h"
#include "word_features.h"

namespace dateline::language {

/// Fills tags, lemmas, trees and names of a document's sentences. Holds the scratch of all stages; one a thread.
class Decoder {
 public:
  /// `analysis` holds spans and sentences; its other columns have their full size, except that lemmas and names are
  /// appended.
  void run(const LoadedModel& model, std::string_view text, Analysis& analysis);

 private:
  void read(const LoadedModel& model, std::string_view text, const Sentence& sentence, uint32_t row,
            Analysis& analysis);
  void parse(const LoadedModel& model, const Sentence& sentence, uint32_t row, Analysis& analysis);
  void find_names(const LoadedModel& model, const Sentence& sentence, uint32_t row, Analysis& analysis);

  Encoder encoder_;
  TreeFinder tree_;
  std::vector<WordInfo> words_;      // of the sentences given to the encoder together
  std::vector<WordInfo> sentence_;
  std::vector<float> arcs_, relations_, scale_, bias_;
  std::vector<int16_t> keys_, queries_, row_, hidden_;
  std::vector<uint32_t> heads_;
  std::vector<uint8_t> back_, labels_;
};

}  // namespace dateline::language
