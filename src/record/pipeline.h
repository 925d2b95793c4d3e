#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "dateline/analysis.h"
#include "dateline/reader.h"
#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"
#include "facts/event/event_tagger.h"
#include "facts/figure/figure_tagger.h"
#include "facts/place/place_tagger.h"
#include "facts/statement/attitude_tagger.h"
#include "facts/statement/statement_tagger.h"
#include "facts/time/time_tagger.h"
#include "language/analyzer.h"
#include "page/reader.h"

namespace dateline {

/// The loaded parts behind `Engine`.
struct Engine::Parts {
  std::shared_ptr<const language::Model> model;
  std::shared_ptr<const facts::Gazetteer> gazetteer;
  std::shared_ptr<const page::Lexicon> page_words;
  facts::TimeTagger times;
  facts::PlaceTagger places;
  facts::FigureTagger figures;
  facts::ActorTagger actors;
  facts::StatementTagger statements;
  facts::AttitudeTagger attitudes;
  facts::EventTagger events;
};

/// One document on its way through the stages, with everything they found; reused for the next one. What a record leaves out
/// (bare quantities, rejected triggers) is here for `explain` and for measuring single stages.
struct Pipeline {
  Pipeline(std::shared_ptr<const Engine> engine, const Limits& limits);

  /// Runs all stages; `article` and everything behind it are overwritten. With `why`, rejected triggers are kept.
  [[nodiscard]] Result<void> run(const Source& source, bool why = false);

  std::shared_ptr<const Engine> engine;
  Limits limits;
  page::PageReader pages;
  language::Analyzer analyzer;

  Article article;
  Analysis analysis;
  facts::DocumentView view;
  std::vector<facts::TimeExpression> times;
  std::vector<facts::PlaceMention> places;
  std::optional<Place> opening;  ///< place of the opening line
  std::vector<facts::Quantity> quantities;
  facts::Actors actors;
  std::vector<facts::Attribution> attributions;
  std::vector<Event> events;
  std::vector<facts::EventRejection> rejections;
  std::vector<Warning> warnings;

 private:
  void find_facts(bool why);
};

}  // namespace dateline
