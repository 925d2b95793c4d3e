#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dateline/record.h"
#include "dateline/result.h"
#include "facts/actor/actor_lexicon.h"
#include "facts/document_view.h"
#include "facts/place/place_tagger.h"

namespace dateline::facts {

/// One place in the text where an entity is named, described or stood for by a pronoun.
struct ActorMention {
  enum class Form : uint8_t { kName, kRole, kPronoun, kAdjective };
  uint32_t begin = 0, end = 0;  ///< words
  uint32_t head = 0;            ///< the word the rest of the phrase hangs on
  uint32_t sentence = 0;
  Form form = Form::kName;
  ItemIndex entity = kNoItem;
  std::string country;  ///< code of three letters, empty if unknown
  std::string roles;    ///< role codes ("GOV"), empty if none
  char gender = 'u';    ///< m, f, u
  bool person = false, plural = false;
  bool place = false;   ///< names a country, region or town
  bool weak = false;    ///< people in general; an actor only with a nationality
  bool thing = false;   ///< a weapon or vehicle
  bool guessed = false; ///< its country is not told beside it
};

/// The entities of a document and where they are mentioned.
struct Actors {
  std::vector<Entity> entities;
  std::vector<ActorMention> mentions;      ///< by first word; not overlapping except a title with its name
  std::vector<uint32_t> mention_of_word;   ///< index of the mention whose head the word is, else `kNoItem`
  std::vector<uint32_t> mention_covering;  ///< index of the mention whose words hold the word, else `kNoItem`

  [[nodiscard]] const ActorMention* at_head(uint32_t word) const {
    const uint32_t i = mention_of_word[word];
    return i == kNoItem ? nullptr : &mentions[i];
  }
  [[nodiscard]] const ActorMention* covering(uint32_t word) const {
    const uint32_t i = mention_covering[word];
    return i == kNoItem ? nullptr : &mentions[i];
  }
};

/// Finds who is named and gives each a code by composition: nationality or place plus role noun ("Ukrainian border guard
/// official" = UKR + COP), titles and appositions remembered through the article, well-known names by the date of the page.
/// A better one must keep: entities in order of first mention, every mention's words in the text, an unknown part of a
/// code left out and not guessed. Immutable; thread-safe.
class ActorTagger {
 public:
  [[nodiscard]] static Result<ActorTagger> open(const std::string& data_folder);
  /// Overwrites `out`. `places`: the place mentions of the same document; `opening`: the place of its opening line.
  void run(const DocumentView& view, const std::vector<PlaceMention>& places, const std::optional<Place>& opening, Actors& out) const;
  [[nodiscard]] const ActorLexicon& lexicon() const { return *lexicon_; }

 private:
  std::shared_ptr<const ActorLexicon> lexicon_;
};

}  // namespace dateline::facts
