#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dateline/analysis.h"
#include "model_file.h"
#include "parser_features.h"
#include "parser_state.h"
#include "word_features.h"

namespace dateline::language {

/// Tags the words of one sentence into `labels` (resized).
void tag_words(std::span<const WordInfo> words, Casing casing, const LinearTable& table,
               std::vector<uint32_t>& labels);

/// Fills tags, lemmas, tree and names of one sentence after the other. Holds the scratch of all stages; one a thread.
class Decoder {
 public:
  /// `analysis` holds spans and sentences; its other columns have their full size, except that lemmas and names are
  /// appended. Sentences must be given in order, each once.
  void run(const LoadedModel& model, std::string_view text, const Sentence& sentence,
           Analysis& analysis);

 private:
  void parse(const LoadedModel& model, const Sentence& sentence, Analysis& analysis);
  void find_names(const LoadedModel& model, const Sentence& sentence, Casing casing,
                  Analysis& analysis);

  std::vector<WordInfo> words_;
  std::vector<uint32_t> tags_;
  std::vector<ParserWord> parser_words_;
  ParserState state_;
  std::vector<int32_t> emission_, best_;
  std::vector<uint8_t> back_;
};

}  // namespace dateline::language
