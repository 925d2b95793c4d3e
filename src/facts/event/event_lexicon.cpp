#include "facts/event/event_lexicon.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/strings.h"
#include "base/table_file.h"
#include "facts/document_view.h"

namespace dateline::facts {
namespace {

using Classes = std::unordered_map<std::string, std::vector<uint64_t>>;

/// Word hashes of `a|b|@class`; false if a class is unknown.
bool parse_lemmas(std::string_view text, const Classes& classes, std::vector<uint64_t>& out) {
  for (const auto word : split(text, '|')) {
    if (word.starts_with('@')) {
      const auto it = classes.find(std::string(word.substr(1)));
      if (it == classes.end()) return false;
      out.insert(out.end(), it->second.begin(), it->second.end());
    } else if (!word.empty()) {
      out.push_back(word_hash(word));
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return true;
}

bool parse_need(std::string_view text, const Classes& classes, Need& need) {
  if (text.starts_with('!')) {
    need.negated = true;
    text.remove_prefix(1);
  }
  const size_t colon = text.find(':');
  const std::string_view kind = text.substr(0, colon);
  const std::string_view rest = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
  if (kind == "prt") need.kind = Need::Kind::kParticle;
  else if (kind == "obj") need.kind = Need::Kind::kObject;
  else if (kind == "subj") need.kind = Need::Kind::kSubject;
  else if (kind == "mod") need.kind = Need::Kind::kModifier;
  else if (kind == "xcomp") need.kind = Need::Kind::kXcomp;
  else if (kind == "ccomp") need.kind = Need::Kind::kCcomp;
  else if (kind == "iobj") need.kind = Need::Kind::kIndirect;
  else if (colon == std::string_view::npos) {  // a bare preposition
    need.kind = Need::Kind::kPreposition;
    need.preposition = word_hash(kind);
    return true;
  } else if (kind == "prep") {
    need.kind = Need::Kind::kPreposition;
    const size_t equals = rest.find('=');
    need.preposition = word_hash(rest.substr(0, equals));
    return equals == std::string_view::npos || parse_lemmas(rest.substr(equals + 1), classes, need.lemmas);
  } else {
    return false;
  }
  return parse_lemmas(rest, classes, need.lemmas);
}

bool parse_needs(std::string_view text, const Classes& classes, std::vector<Need>& out) {
  if (text.empty()) return true;
  for (const auto piece : split(text, ';')) {
    if (!parse_need(trim(piece), classes, out.emplace_back())) return false;
  }
  return true;
}

bool parse_slots(std::string_view text, std::vector<Slot>& out) {
  static constexpr std::array<std::pair<std::string_view, Slot::Kind>, 9> kKinds = {{
      {"subj", Slot::Kind::kSubject}, {"obj", Slot::Kind::kObject}, {"iobj", Slot::Kind::kIndirect},
      {"poss", Slot::Kind::kPossessor}, {"mod", Slot::Kind::kModifier}, {"xobj", Slot::Kind::kXcompObject},
      {"csubj", Slot::Kind::kClauseSubject}, {"objmod", Slot::Kind::kObjectModifier},
      {"objposs", Slot::Kind::kObjectPossessor}}};
  if (text.empty()) return true;
  for (const auto piece : split(text, ',')) {
    const std::string_view word = trim(piece);
    Slot slot{Slot::Kind::kPreposition, word_hash(word)};
    for (const auto& [name, kind] : kKinds) {
      if (word == name) slot = {kind, 0};
    }
    out.push_back(slot);
  }
  return true;
}

bool parse_flags(std::string_view text, uint32_t& flags) {
  static constexpr std::array<std::pair<std::string_view, Predicate::Flag>, 15> kFlags = {{
      {"recip", Predicate::kRecip}, {"speech", Predicate::kSpeech}, {"plan", Predicate::kPlan},
      {"demand", Predicate::kDemand}, {"threat", Predicate::kThreat}, {"deny", Predicate::kDeny},
      {"refuse", Predicate::kRefuse}, {"fail", Predicate::kFail}, {"stop", Predicate::kStop},
      {"weak", Predicate::kWeak}, {"both", Predicate::kBoth}, {"harm", Predicate::kHarm}, {"alone", Predicate::kAlone},
      {"nonhuman_ok", Predicate::kNonhumanOk}, {"verbal", Predicate::kVerbal}}};
  if (text.empty()) return true;
  for (const auto piece : split(text, ',')) {
    bool known = false;
    for (const auto& [name, flag] : kFlags) {
      if (trim(piece) != name) continue;
      flags |= flag;
      known = true;
    }
    if (!known) return false;
  }
  return true;
}

/// One line of topics.tsv; what a cell lacks is empty.
struct Topic {
  std::string_view name, words, ask, ask_mode, agree, refuse, refuse_mode;
};

/// The class of topics.tsv that a row's conditions name, with its @; empty if none.
std::string_view topic_named(std::string_view needs, const std::vector<Topic>& topics) {
  for (const auto& topic : topics) {
    for (size_t at = needs.find('@'); at != std::string_view::npos; at = needs.find('@', at + 1)) {
      const std::string_view name = needs.substr(at, needs.find_first_of("|;", at) - at);
      if (name.substr(1) == topic.name) return name;
    }
  }
  return {};
}

}  // namespace

Result<EventLexicon> EventLexicon::open(const std::string& data_folder) {
  Classes classes;
  auto class_table = TableFile::read(data_folder + "/events/classes.tsv", 2);
  if (!class_table) return tl::unexpected<Error>(class_table.error());
  for (const auto& row : class_table->rows()) {
    auto& lemmas = classes[std::string(row.cells[0])];
    if (!parse_lemmas(row.cells[1], classes, lemmas)) return class_table->bad_row(row, "unknown class");
  }
  auto topic_table = TableFile::read(data_folder + "/events/topics.tsv", 7);
  if (!topic_table) return tl::unexpected<Error>(topic_table.error());
  std::vector<Topic> topics;
  for (const auto& row : topic_table->rows()) {
    const auto& c = row.cells;
    topics.push_back({c[0], c[1], c[2], c[3], c[4], c[5], c[6]});
  }
  auto table = TableFile::read(data_folder + "/events/predicates.tsv", 9);
  if (!table) return tl::unexpected<Error>(table.error());
  EventLexicon lexicon;
  lexicon.performs_ = classes["performs"];
  lexicon.suffers_ = classes["suffers"];
  for (const auto& row : table->rows()) {
    Predicate p;
    p.lemma = row.cells[0];
    p.line = row.line;
    p.pos = row.cells[1].empty() ? '?' : row.cells[1][0];
    const auto type = event_type(row.cells[3]);
    if (!type) return table->bad_row(row, "unknown event type");
    p.type = *type;
    p.mode = row.cells[4];
    p.cameo = row.cells[5];
    parse_slots(row.cells[6], p.source);
    parse_slots(row.cells[7], p.target);
    if (!parse_flags(row.cells[8], p.flags)) return table->bad_row(row, "unknown flag");
    auto& senses = (p.pos == 'V' ? lexicon.verbs_ : p.pos == 'N' ? lexicon.nouns_ : lexicon.adjectives_)[word_hash(p.lemma)];
    const std::string_view needs = row.cells[2];
    const std::string_view name = topic_named(needs, topics);
    if (name.empty()) {
      if (!parse_needs(needs, classes, p.needs)) return table->bad_row(row, "a condition is not understood");
      senses.push_back(std::move(p));
      continue;
    }
    const size_t at = static_cast<size_t>(name.data() - needs.data());
    for (const auto& topic : topics) {
      const bool refused = p.type == EventType::kReject;
      const std::string_view code = refused ? topic.refuse : p.type == EventType::kAgree ? topic.agree : topic.ask;
      if (topic.name != name.substr(1) || code.empty()) continue;
      Predicate sense = p;
      sense.cameo += code;
      sense.mode = refused ? topic.refuse_mode : p.type == EventType::kRequest ? topic.ask_mode : std::string_view{};
      const std::string told = std::string(needs.substr(0, at)).append(topic.words).append(needs.substr(at + name.size()));
      if (!parse_needs(told, classes, sense.needs)) return table->bad_row(row, "a condition is not understood");
      senses.push_back(std::move(sense));
    }
  }
  for (auto* map : {&lexicon.verbs_, &lexicon.nouns_, &lexicon.adjectives_}) {
    for (auto& [hash, senses] : *map) {
      lexicon.size_ += senses.size();
      std::stable_sort(senses.begin(), senses.end(), [](const Predicate& a, const Predicate& b) {
        return a.needs.size() > b.needs.size();
      });
    }
  }
  return lexicon;
}

const std::vector<Predicate>* EventLexicon::find(uint64_t lemma_hash, char pos) const {
  const auto& map = pos == 'V' ? verbs_ : pos == 'N' ? nouns_ : adjectives_;
  const auto it = map.find(lemma_hash);
  return it == map.end() ? nullptr : &it->second;
}

}  // namespace dateline::facts
