#include "record/pipeline.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"
#include "facts/figure/measured_thing.h"
#include "intake/url.h"
#include "page/text_language.h"

namespace dateline {

Pipeline::Pipeline(std::shared_ptr<const Engine> shared, const Limits& given)
    : engine(std::move(shared)), limits(given), pages(engine->parts().page_words, given), analyzer(engine->parts().model, given) {}

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

/// Addresses of the page as absolute ones, where its own is known.
void resolve_addresses(const std::string& url, Article& article) {
  const std::string& base = url.empty() ? article.canonical : url;
  if (base.empty()) return;
  const auto resolve = [&](std::string& address) {
    if (!address.empty() && !address.starts_with("http")) address = intake::resolve_url(base, address);
  };
  resolve(article.next);
  for (Image& image : article.images) resolve(image.url);
  std::erase_if(article.images, [](const Image& i) { return i.url.empty() && i.caption.empty() && i.credit.empty(); });
}

}  // namespace

Result<void> Pipeline::run(const Source& source, bool why) {
  warnings.clear();
  rejections.clear();
  if (auto done = pages.run(source, article); !done) return done;
  resolve_addresses(source.url, article);
  if (source.broken_utf8) {
    warnings.push_back({"broken-bytes", "bytes that are not valid in " + source.charset + " were replaced by U+FFFD", {}});
  }
  if (source.digest_differs) {
    warnings.push_back({"digest-differs", "the bytes are not those that the archive file states a digest of", {}});
  }
  cut_text(article, limits.text_bytes, warnings);
  if (!article.language.empty() && !page::is_english(article.language)) {
    warnings.push_back({"other-language", "the text is in another language (" + article.language + "); facts are read from English only", {}});
    analysis.clear();
    find_facts(why);
    return {};
  }
  // "KIEV, March 7 (Reuters) -" is no part of the first sentence.
  uint32_t* cut = nullptr;
  uint32_t cut_from = 0;
  for (auto& p : article.paragraphs) {
    if (!article.placeline.known() || !p.span.contains(article.placeline.span)) continue;
    cut = &p.span.begin;
    cut_from = p.span.begin;
    p.span.begin = std::min(article.placeline.span.end, p.span.end);
    while (p.span.begin < p.span.end && is_space(article.text[p.span.begin])) ++p.span.begin;
    break;
  }
  const auto analysed = analyzer.run(article, analysis);
  if (cut != nullptr) *cut = cut_from;
  if (!analysed) return analysed;
  find_facts(why);
  return {};
}

void Pipeline::find_facts(bool why) {
  view.set(article, analysis);
  const auto& parts = engine->parts();
  parts.times.run(article, analysis, times);
  parts.places.run(article, analysis, places, opening);
  parts.figures.run(article, analysis, times, quantities);
  parts.actors.run(view, places, opening, actors);
  facts::settle_measured_things(view, actors, quantities);
  parts.statements.run(view, actors, attributions);
  parts.events.run({view, actors, times, places, opening, attributions, quantities}, events, why ? &rejections : nullptr);
}

}  // namespace dateline
