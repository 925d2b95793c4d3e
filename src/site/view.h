#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "archive/query.h"
#include "site/http.h"

namespace dateline::site {

/// A list on a page. Its rows end with the columns `id`, `href` and, for items of one article, `article` (links.h).
struct Section {
  std::string name;   ///< key in the JSON, id in the HTML
  std::string kind;   ///< of its rows: "events", "articles", ...
  std::string title;
  archive::Listing rows;
  std::string href;   ///< page that shows all of it; empty if this one does
};

struct Facet {
  std::string field;
  struct Value {
    std::string value;
    std::string label;  ///< what readers call it, if not that
    int64_t count = 0;
  };
  std::vector<Value> values;
  std::string since = {};  ///< only items of this date and later were counted; empty: all
};

/// What a page shows, in no form yet: HTML, JSON, tables, feeds and calendars are all made of this.
struct View {
  std::string name;         ///< "article", "events", ...
  std::string title, description;
  std::string path;         ///< canonical, with its query, percent-encoded
  int64_t updated = 0;      ///< when what it shows changed last, seconds since 1970
  std::string what_changed; ///< one line
  Fields filter;            ///< as given
  std::vector<Section> sections;  ///< the first is the main list
  std::vector<Facet> facets;
  std::string record;       ///< JSON of an article's record, else empty
  std::string text;         ///< HTML of an article's text with its marks, else empty
  std::string diff;         ///< JSON of what changed, else empty
  std::vector<std::pair<std::string, int64_t>> counts;
  bool has_item = false;    ///< the first section's first row is the page's subject, not one of a list
  bool is_item = false;     ///< can be cited, given feedback on, featured
  bool is_list = false;     ///< can be saved and subscribed to
  std::string publisher, published, url;  ///< of the source, for citations
  bool costly = false;      ///< summed over much: may be shown for minutes after a change

  [[nodiscard]] const Section* find(std::string_view section) const {
    for (const Section& s : sections) {
      if (s.name == section) return &s;
    }
    return nullptr;
  }
};

/// What all forms of a page need to know of the site.
struct Place {
  std::string base;          ///< "https://host", without a slash at the end
  std::string site_name = "dateline";
  std::vector<std::string> scripts, styles;  ///< paths
};

/// Path of another form of a page: "/events?type=AID" as ".csv" is "/events.csv?type=AID"; of the front page "/index.csv".
[[nodiscard]] std::string with_ending(const std::string& path, std::string_view ending);

struct Citation {
  std::string apa, chicago, mla, bibtex;
};
[[nodiscard]] Citation cite(const View& view, const Place& place, int64_t now);

[[nodiscard]] std::string as_json(const View& view, const Place& place, int64_t now);
[[nodiscard]] std::string as_html(const View& view, const Place& place);
[[nodiscard]] std::string as_csv(const View& view);
[[nodiscard]] std::string as_geojson(const View& view);
[[nodiscard]] std::string as_rss(const View& view, const Place& place);
[[nodiscard]] std::string as_atom(const View& view, const Place& place);
[[nodiscard]] std::string as_json_feed(const View& view, const Place& place);
[[nodiscard]] std::string as_calendar(const View& view, const Place& place, int64_t now);
/// The address of the page's item on its own site, if the archive knows a safe one (http or https).
[[nodiscard]] std::string source_link(const View& view);
/// A whole page around some content: head with title and style, the site's own head and foot.
[[nodiscard]] std::string shell(const Place& place, std::string_view title, std::string_view head, std::string_view body_attributes,
                                std::string_view content);
/// oEmbed 1.0, of type rich: a quotation with a link.
[[nodiscard]] std::string as_oembed(const View& view, const Place& place, bool xml);

/// Title and one or two sentences of a row, as feeds, mails and the plain pages show it.
struct Summary {
  std::string title, text;
};
[[nodiscard]] Summary summarize(const archive::Listing& rows, const std::vector<archive::Cell>& row, std::string_view kind);

/// The endings that a view has, in the order of `links` of the JSON: {"csv", ".csv"}.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> endings(const View& view);

/// Paths of the forms of the page's own functions: {"email", "/email?item=..."}.
[[nodiscard]] Fields functions(const View& view);

}  // namespace dateline::site
