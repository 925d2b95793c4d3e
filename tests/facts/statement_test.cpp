// Statements from trees written by hand: what the tagger must hold whatever the parser gives it.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "facts/statement/statement_tagger.h"
#include "plain_analysis.h"

namespace dateline::facts {
namespace {

struct Row {
  std::string_view form, lemma;
  Upos upos;
  int head;  ///< index of the row, -1 for the root
  Deprel relation;
};

std::string joined_forms(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& row : rows) text += (text.empty() ? "" : " ") + std::string(row.form);
  return text;
}

/// Contents of the statements of one sentence, in the order the tagger gives them.
std::vector<std::string> contents_of(const std::vector<Row>& rows) {
  PlainText plain(joined_forms(rows));
  plain.analysis.lemma_begin.clear();
  for (uint32_t i = 0; i < rows.size(); ++i) {
    plain.analysis.upos[i] = rows[i].upos;
    plain.analysis.head[i] = rows[i].head < 0 ? kNoWord : static_cast<uint32_t>(rows[i].head);
    plain.analysis.relation[i] = rows[i].relation;
    plain.analysis.lemma_begin.push_back(static_cast<uint32_t>(plain.analysis.lemma_text.size()));
    plain.analysis.lemma_text += rows[i].lemma;
  }
  plain.analysis.lemma_begin.push_back(static_cast<uint32_t>(plain.analysis.lemma_text.size()));
  static const auto tagger = StatementTagger::open(DATELINE_ROOT "/data");
  DocumentView view;
  view.set(plain.article, plain.analysis);
  Actors actors;
  actors.mention_of_word.assign(rows.size(), kNoItem);
  actors.mention_covering.assign(rows.size(), kNoItem);
  std::vector<Attribution> found;
  tagger->run(view, actors, found);
  std::vector<std::string> contents;
  for (const Attribution& a : found) contents.emplace_back(text_of(plain.article.text, a.statement.content[0]));
  return contents;
}

// Of two nearly equal contents the one with a speaker stays; it begins behind a third one that stood between them.
TEST(StatementTagger, TextOrderAfterTwins) {
  const std::vector<Row> rows = {
      {"So", "so", Upos::kAdv, 8, Deprel::kAdvmod},
      {"Bo", "Bo", Upos::kPropn, 2, Deprel::kNsubj},
      {"lost", "lose", Upos::kVerb, 3, Deprel::kCcomp},
      {"wrote", "write", Upos::kVerb, 8, Deprel::kDep},
      {"Ann", "Ann", Upos::kPropn, 3, Deprel::kNsubj},
      {"and", "and", Upos::kCconj, 8, Deprel::kCc},
      {"the", "the", Upos::kDet, 7, Deprel::kDet},
      {"king", "king", Upos::kNoun, 8, Deprel::kNsubj},
      {"added", "add", Upos::kVerb, -1, Deprel::kRoot},
      {"schoolchildren", "schoolchild", Upos::kNoun, 10, Deprel::kNsubj},
      {"straightened", "straighten", Upos::kVerb, 8, Deprel::kCcomp},
      {"telecommunications", "telecommunication", Upos::kNoun, 12, Deprel::kCompound},
      {"thoroughfares", "thoroughfare", Upos::kNoun, 10, Deprel::kObj},
      {"notwithstanding", "notwithstanding", Upos::kAdp, 17, Deprel::kCase},
      {"extraordinarily", "extraordinarily", Upos::kAdv, 15, Deprel::kAdvmod},
      {"uncomfortable", "uncomfortable", Upos::kAdj, 17, Deprel::kAmod},
      {"wintertime", "wintertime", Upos::kPropn, 17, Deprel::kCompound},
      {"temperatures", "temperature", Upos::kNoun, 10, Deprel::kObl},
      {"in", "in", Upos::kAdp, 21, Deprel::kCase},
      {"mountainous", "mountainous", Upos::kAdj, 21, Deprel::kAmod},
      {"agricultural", "agricultural", Upos::kAdj, 21, Deprel::kAmod},
      {"municipalities", "municipality", Upos::kNoun, 17, Deprel::kNmod},
      {"reported", "report", Upos::kVerb, 8, Deprel::kParataxis},
  };
  const auto contents = contents_of(rows);
  ASSERT_EQ(contents.size(), 2u);
  EXPECT_EQ(contents[0], "Bo lost");
  EXPECT_TRUE(contents[1].starts_with("schoolchildren straightened"));
}

}  // namespace
}  // namespace dateline::facts
