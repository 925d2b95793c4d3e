#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dateline/analysis.h"
#include "word_features.h"

namespace dateline::language {

/// Lemmas by rules learnt from treebanks, used in place in the mapped model file.
///
///   header   u32 slot_count, u32 rule_count, u32 text_bytes, u32 0
///   slots    slot_count x { u32 fingerprint, u32 rule + 1 }    open addressing, linear probing; 0 is free
///   rules    rule_count x { u32 text_begin, u8 text_length, u8 strip, u8 case, u8 0 }
///   text     text_bytes
///
/// A rule takes `strip` bytes off the end of the form, in the case it says, and appends its text. The
/// rule of a word is the first found under: the whole word with its tags, then its last 5, 4, ... 0 bytes with them.
class Lemmatizer {
 public:
  struct Slot {
    uint32_t fingerprint, rule;
  };
  struct Rule {
    uint32_t text_begin;
    uint8_t text_length, strip, as, zero;
  };
  enum class Case : uint8_t { kLower, kAsItIs, kCapitalized };  ///< kCapitalized: the first letter, the others as they are (ASCII)

  Lemmatizer() = default;
  [[nodiscard]] static std::optional<Lemmatizer> read(std::string_view section);

  /// Appends the lemma of `word` to `out`; never nothing.
  void append(std::string_view word, const WordInfo& info, Upos upos, uint8_t xpos,
              std::string& out) const;

  static void append_cased(std::string_view stem, Case as, std::string& out);

  /// Keys of the table: suffix length 0 to 5 (0 means the tags alone), 6 for the whole word.
  static constexpr uint32_t kWhole = 6;
  [[nodiscard]] static uint32_t key(const WordInfo& info, uint32_t length, Upos upos, uint8_t xpos);

 private:
  [[nodiscard]] const Rule* find(uint32_t fingerprint) const;

  std::span<const Slot> slots_;
  std::span<const Rule> rules_;
  std::string_view text_;
};

}  // namespace dateline::language
