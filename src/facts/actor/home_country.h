#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "facts/actor/actor_lexicon.h"
#include "facts/actor/actor_tagger.h"
#include "facts/actor/mention_finder.h"
#include "facts/document_view.h"

namespace dateline::facts {

/// The country of people and institutions that the text tells of without one beside them ("the police", "officials").
class HomeCountry {
 public:
  /// All must outlive this object and may be filled later. `head_candidate`: for each word the candidate whose head it is, else
  /// `kNoItem`; `joined`: the mentions joined so far.
  HomeCountry(const DocumentView& view, const ActorLexicon& lexicon, const std::optional<Place>& opening,
              const std::vector<Candidate>& candidates, const std::vector<uint32_t>& head_candidate, const Actors& joined)
      : view_(view), lexicon_(lexicon), opening_(opening), candidates_(candidates), head_candidate_(head_candidate), joined_(joined) {}

  /// Weighs each country of the text, earlier sentences counting more. Called once the candidates are there.
  void count();
  /// Where the act happened that hit them; the host's for whom a visitor meets; the one named in their own sentence if
  /// there is just one, else the one that most of the text is about, if it clearly is about one, else that of the state body
  /// named last before them, else the one it was reported from. Never the country that they act on. Empty if none is. Cost: candidates.
  [[nodiscard]] std::string of(const ActorMention& m) const;

 private:
  uint32_t first_at(const std::string& country) const;
  bool is_part_of_compound(const ActorMention& m) const;
  bool is_acted_on(const std::string& country, const ActorMention& m) const;
  bool is_acted_on_by(const ActorMention& country, const ActorMention& m) const;
  std::string where_hit(const ActorMention& m) const;
  std::string host_of(const ActorMention& m) const;
  std::string state_beside(const ActorMention& m) const;
  std::string of_report() const;

  const DocumentView& view_;
  const ActorLexicon& lexicon_;
  const std::optional<Place>& opening_;
  const std::vector<Candidate>& candidates_;
  const std::vector<uint32_t>& head_candidate_;
  const Actors& joined_;
  std::map<std::string, double> focus_;
  std::map<std::string, uint32_t> named_at_;  // first word that names the country
};

}  // namespace dateline::facts
