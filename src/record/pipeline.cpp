#include "record/pipeline.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace dateline {

Pipeline::Pipeline(std::shared_ptr<const Engine> shared, const Limits& given)
    : engine(std::move(shared)), limits(given), pages(given), analyzer(engine->parts().model, given) {}

namespace {

/// Cuts the text at the last paragraph that ends within the limit.
void cut_text(Article& article, size_t limit, std::vector<Warning>& warnings) {
  if (article.text.size() <= limit) return;
  while (!article.paragraphs.empty() && article.paragraphs.back().span.end > limit) article.paragraphs.pop_back();
  warnings.push_back({"text-cut",
                      fmt::format("only the first {} of {} bytes of text were analysed; raise --max-text",
                                  article.paragraphs.empty() ? 0 : article.paragraphs.back().span.end, article.text.size()),
                      {}});
}

}  // namespace

Result<void> Pipeline::run(const Source& source, bool why) {
  warnings.clear();
  rejections.clear();
  if (auto done = pages.run(source, article); !done) return done;
  if (source.broken_utf8) {
    warnings.push_back({"broken-bytes", "bytes that are not valid in " + source.charset + " were replaced by U+FFFD", {}});
  }
  cut_text(article, limits.text_bytes, warnings);
  if (auto done = analyzer.run(article, analysis); !done) return done;
  view.set(article, analysis);
  const auto& parts = engine->parts();
  parts.times.run(article, analysis, times);
  parts.places.run(article, analysis, places);
  parts.figures.run(article, analysis, times, quantities);
  parts.actors.run(view, places, actors);
  parts.statements.run(view, actors, attributions);
  parts.events.run({view, actors, times, places, attributions}, events, why ? &rejections : nullptr);
  return {};
}

}  // namespace dateline
