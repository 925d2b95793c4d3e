#include "page/visible_date.h"

#include <string>

#include "base/strings.h"

namespace dateline::page {
namespace {

constexpr size_t kMostBytes = 220;  // a block longer than this is text, not a date line
constexpr size_t kMostBlocks = 3000;

bool has(std::string_view text, std::string_view word) {
  return find_ignoring_case(text, word) != std::string_view::npos;
}
bool says_updated(std::string_view t) {
  return has(t, "updated") || has(t, "modified") || has(t, "aktualisiert") ||
         has(t, "mis \xC3\xA0 jour") || has(t, "actualizado") || has(t, "aggiornato") ||
         has(t, "bijgewerkt") || has(t, "oppdatert") || has(t, "uppdaterad") || has(t, "opdateret");
}
bool says_published(std::string_view t) {
  return has(t, "publi") || has(t, "posted") ||
         has(t,
             "ver\xC3\xB6"
             "ffentlicht") ||
         has(t, "erstellt") || has(t, "gepubliceerd") || has(t, "written on") || has(t, "created");
}

}  // namespace

void find_visible_dates(const Tree& tree, const Metadata& m, const Blocks& blocks,
                        std::string_view url, Article& article) {
  const NumericOrder order = numeric_order(article.language);
  const auto set = [](PageDate& date, const std::optional<Moment>& moment, DateFrom from) {
    if (!date.known() && moment && moment->precision != Precision::kMonth)
      date = page_date(*moment, from);
  };
  const auto in_url = moment_in_url(url);
  set(article.published, in_url, DateFrom::kUrl);
  if (article.published.known() && article.modified.known()) return;

  for (const bool marked : {true, false}) {
    for (const NodeId id : m.times) {
      if (article.published.known()) break;
      const std::string_view names = tree.attribute(id, Attr::kClass);
      const bool mark = tree.has_attribute(id, Attr::kPubdate) || has(names, "publish") ||
                        has(names, "entry-date");
      if (mark != marked) continue;
      if (says_updated(names) && !mark) continue;
      std::string text;
      std::string_view value = tree.attribute(id, Attr::kDatetime);
      auto moment = parse_moment(value, order);
      if (!moment) moment = find_moment(text = text_under(tree, id, 100), order);
      set(article.published, moment, DateFrom::kTime);
    }
  }
  std::optional<Moment> labelled, named, plain, opening;
  size_t plain_distance = 0;
  size_t headline = 0;
  bool headline_seen = false;
  const size_t count = std::min(blocks.list.size(), kMostBlocks);
  for (size_t i = 0; i < count; ++i) {
    const Block& b = blocks.list[i];
    if (b.heading == 1 && !headline_seen) {
      headline = i;
      headline_seen = true;
    }
  }
  for (size_t i = 0; i < count; ++i) {
    const Block& b = blocks.list[i];
    if (b.node == kNoNode) continue;
    const std::string_view text = blocks.text_of(b);
    if (b.bytes > kMostBytes) {  // "27.1.2022 - The council ..."
      if (!opening && b.bytes - b.linked > kMostBytes) {
        const auto moment = find_moment(text.substr(0, 60), order);
        if (moment && moment->precision != Precision::kMonth && moment->begin < 20)
          opening = moment;
      }
      continue;
    }
    const auto moment = find_moment(text, order);
    if (!moment || moment->precision == Precision::kMonth) continue;
    const bool updated = says_updated(text), published = says_published(text);
    if (updated && !published) {
      set(article.modified, moment, DateFrom::kText);
      continue;
    }
    if (updated && published) {  // "Published 3 May 2014, updated 4 May 2014"
      const auto later = find_moment(text.substr(moment->end), order);
      if (later) set(article.modified, later, DateFrom::kText);
    }
    if (published && !labelled && !has(text, "public")) labelled = moment;
    const uint16_t flags = blocks.hints[b.node].flags;
    if ((flags & kDateHint) && !named) named = moment;
    {
      const size_t distance = i > headline ? i - headline : (headline - i) * 2;
      if (!plain || distance < plain_distance) {
        plain = moment;
        plain_distance = distance;
      }
    }
  }
  set(article.published, labelled, DateFrom::kText);
  set(article.published, named, DateFrom::kText);
  set(article.published, find_moment(m.title, order), DateFrom::kText);
  set(article.published, plain, DateFrom::kText);
  set(article.published, opening, DateFrom::kText);
  if (!article.published.known() && article.modified.known()) article.published = article.modified;
  if (!article.published.known() && in_url) article.published = page_date(*in_url, DateFrom::kUrl);
}

}  // namespace dateline::page
