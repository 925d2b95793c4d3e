#include "site/view.h"

#include <fmt/format.h>

#include <algorithm>

#include "archive/listing_formats.h"
#include "base/strings.h"
#include "site/html.h"
#include "site/log.h"
#include "site/url.h"
#include "site/words.h"

namespace dateline::site {

std::string with_ending(const std::string& path, std::string_view ending) {
  const size_t mark = std::min(path.find('?'), path.size());
  std::string out = path.substr(0, mark);
  if (out == "/") out = "/index";
  out += ending;
  return out + path.substr(mark);
}

std::vector<std::pair<std::string, std::string>> endings(const View& v) {
  std::vector<std::pair<std::string, std::string>> out = {{"json", ".json"}};
  if (v.sections.empty()) return out;
  out.emplace_back("csv", ".csv");
  const auto& s = v.sections;
  if (std::any_of(s.begin(), s.end(), [](const Section& x) { return archive::column_of(x.rows, "lat") < x.rows.columns.size(); })) {
    out.emplace_back("geojson", ".geojson");
  }
  if (v.name != "map" && v.name != "actors" && v.name != "feedback" && v.name != "saved") {
    out.emplace_back("rss", ".rss");
    out.emplace_back("atom", ".atom");
    out.emplace_back("jsonfeed", ".feed.json");
  }
  if (std::any_of(s.begin(), s.end(), [](const Section& x) { return x.kind == "schedule"; })) out.emplace_back("ics", ".ics");
  if (v.is_item) out.emplace_back("bibtex", ".bib");
  return out;
}

Fields functions(const View& v) {
  Fields out;
  if (v.is_item || v.is_list) out.emplace_back("email", join("/email", {{"item", v.path}}));
  if (v.is_item) {
    out.emplace_back("feedback", join("/feedback/new", {{"item", v.path}}));
    out.emplace_back("feature", join("/featured/new", {{"item", v.path}}));
  }
  if (v.is_list) {
    out.emplace_back("subscribe", join("/subscribe", {{"list", v.path}}));
    if (v.name != "saved_search") out.emplace_back("save", join("/saved/new", {{"path", v.path}}));
  }
  if (v.name == "saved_search") out.emplace_back("change", join("/saved/change", {{"id", v.path.substr(v.path.rfind('/') + 1)}}));
  if (v.name == "article") out.emplace_back("changes", v.path + "/changes");
  return out;
}

namespace {

// "about 2,600 people", "10 to 12", "up 3 percent".
std::string written_amount(const archive::Listing& rows, const std::vector<archive::Cell>& row) {
  const auto get = [&](std::string_view name) { return archive::text_of(rows, row, name); };
  static constexpr std::pair<std::string_view, std::string_view> kHow[] = {{"~", "about "}, {"<", "less than "}, {">", "more than "}, {"up", "up "}, {"down", "down "}};
  std::string_view how = get("approximate") == "1" ? "about " : "";
  for (const auto& [change, words] : kHow) {
    if (get("change") == change) how = words;
  }
  if (!get("bound").empty()) how = get("bound") == "max" ? "at most " : "at least ";
  const std::string value = get("value").empty() ? fmt::format("{} to {}", written_number(get("low")), written_number(get("high"))) : written_number(get("value"));
  return fmt::format("{}{}{}{}", how, value, get("unit").empty() ? "" : " ", get("unit"));
}

}  // namespace

Summary summarize(const archive::Listing& rows, const std::vector<archive::Cell>& row, std::string_view kind) {
  const auto get = [&](std::string_view name) { return archive::text_of(rows, row, name); };
  const auto or_else = [](std::string_view text, std::string_view other) { return text.empty() ? other : text; };
  Summary out;
  if (kind == "articles" || kind == "stories") {
    out.title = or_else(get("headline"), "Without a headline");
    out.text = get("snippet");
    if (kind == "stories") {
      out.title = or_else(get("label"), "Story");
      const std::string by = get("publishers") == "0" ? std::string() : " of " + counted(get("publishers"), "publisher");
      out.text = fmt::format("{}{}, {}", counted(get("articles"), "article"), by, written_days(get("first").substr(0, 10), get("last").substr(0, 10)));
    }
  } else if (kind == "events" || kind == "merged_events") {
    out.title = event_sentence({get("type"), get("mode"), get("status"), get("source"), get("target"), get("place")});
    if (const std::string when = written_days(get("date_from"), get("date_to")); !when.empty()) out.title += ", " + when;
    out.text = get("words");
    if (!get("reports").empty()) out.text += fmt::format("{}({})", out.text.empty() ? "" : " ", counted(get("reports"), "report"));
  } else if (kind == "statements") {
    out.title = std::string(or_else(get("speaker"), "Somebody"));
    out.text = get("words");
  } else if (kind == "figures") {
    out.title = written_amount(rows, row);
    if (!get("what").empty()) out.title += fmt::format(" {}", get("what"));
    if (!get("claimed_by").empty()) out.title += fmt::format(", by {}", get("claimed_by"));
    if (!get("as_of").empty()) out.title += fmt::format(", {}", written_day(get("as_of")));
    out.text = get("words");
  } else if (kind == "disputes") {
    out.title = get("title");
    out.text = get("why");
  } else if (kind == "schedule") {
    out.title = fmt::format("{}: {}", written_days(get("date_from"), get("date_to")), get("what"));
    out.text = fmt::format("{}{}{}", get("status"), get("place").empty() ? "" : ", ", get("place"));
    if (!get("outcome").empty() && get("outcome") != "open") out.text += fmt::format(", {}", get("outcome"));
    if (!get("outcome_words").empty()) out.text += fmt::format(": {}", get("outcome_words"));
  } else if (kind == "featured") {
    out.title = get("title");
    out.text = get("line");
  } else if (kind == "feedback") {
    std::string kind_words(get("kind"));
    std::replace(kind_words.begin(), kind_words.end(), '_', ' ');
    out.title = fmt::format("{}: {}", kind_words, get("title"));
    out.text = fmt::format("{} [{}]", get("note"), get("decision"));
    if (!get("correction").empty()) out.text += fmt::format(" \u2192 {}", get("correction"));
  } else if (kind == "places") {
    out.title = fmt::format("{}: {}", or_else(get("place"), get("country_name")), counted(get("events"), "event"));
    out.text = "last " + written_day(get("last"));
  } else if (kind == "actors") {
    out.title = fmt::format("{} ({})", get("who"), get("code"));
    out.text = fmt::format("named most as \u201C{}\u201D", get("name"));
  } else if (kind == "partners") {
    out.title = fmt::format("{} ({})", get("who"), get("code"));
    out.text = fmt::format("acts {}, is acted upon {}, last {}", get("as_target"), get("as_source"), written_day(get("last")));
  } else if (kind == "counts") {
    out.title = fmt::format("{}, {}: {}", written_day(get("period")), to_lower(get("type")), get("events"));
  } else if (kind == "evidence") {
    out.title = get("part");
    out.text = get("words");
  } else if (kind == "revisions") {
    out.title = fmt::format("Version {}", get("number"));
    out.text = fmt::format("seen {}{}{}", written_moment(get("seen")), get("changed").empty() ? "" : ": ", get("changed"));
  } else {
    out.title = or_else(get("title"), get("id"));
    out.text = get("path");
  }
  return out;
}

std::string as_csv(const View& v) {
  if (v.sections.empty()) return {};
  if (v.name != "dispute") return archive::as_csv(v.sections.front().rows);
  // Of a dispute the accounts are wanted; they follow its own row.
  const auto accounts = std::find_if(v.sections.begin() + 1, v.sections.end(), [](const Section& s) { return !s.rows.rows.empty(); });
  return archive::as_csv((accounts == v.sections.end() ? v.sections.begin() : accounts)->rows);
}

std::string as_geojson(const View& v) {
  for (const Section& s : v.sections) {
    if (archive::column_of(s.rows, "lat") < s.rows.columns.size()) return archive::as_geojson(s.rows);
  }
  return archive::as_geojson({});
}

std::string as_json(const View& v, const Place& place, int64_t now) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("view", v.name).field("title", v.title).optional("description", v.description).field("path", v.path)
      .field("url", place.base + v.path).field("updated", utc(v.updated)).optional("what_changed", v.what_changed);
  json.key("links").begin_object();
  for (const auto& [name, ending] : endings(v)) json.field(name, with_ending(v.path, ending));
  if (v.name != "feedback") json.field("oembed", join("/oembed", {{"url", place.base + v.path}}));
  json.end_object();
  json.key("functions").begin_object();
  for (const auto& [name, path] : functions(v)) json.field(name, path);
  json.end_object();
  if (v.is_item) {
    const Citation c = cite(v, place, now);
    json.key("citation").begin_object().field("apa", c.apa).field("chicago", c.chicago).field("mla", c.mla).field("bibtex", c.bibtex).end_object();
  }
  if (!v.filter.empty()) {
    json.key("filter").begin_object();
    for (const auto& [name, value] : v.filter) json.field(name, value);
    json.end_object();
  }
  if (!v.facets.empty()) {
    json.key("facets").begin_array();
    for (const Facet& f : v.facets) {
      json.begin_object().field("field", f.field).optional("counted_since", f.since).key("values").begin_array();
      for (const auto& value : f.values) {
        const bool month = f.field == "month";
        const std::string field = f.field == "publisher" ? "source" : month ? "since" : f.field;
        Fields narrowed;
        for (const auto& entry : v.filter) {
          if (entry.first != field && entry.first != "after" && !(month && entry.first == "until")) narrowed.push_back(entry);
        }
        narrowed.emplace_back(field, value.value);
        if (month) narrowed.emplace_back("until", value.value);
        json.begin_object().field("value", value.value).optional("label", value.label).field("count", static_cast<uint64_t>(value.count))
            .field("href", join(v.path.substr(0, v.path.find('?')), narrowed)).end_object();
      }
      json.end_array().end_object();
    }
    json.end_array();
  }
  if (!v.counts.empty()) {
    json.key("counts").begin_object();
    for (const auto& [name, count] : v.counts) json.field(name, static_cast<uint64_t>(count));
    json.end_object();
  }
  size_t first = 0;
  if (v.has_item && !v.sections.empty() && !v.sections.front().rows.rows.empty()) {
    const archive::Listing& rows = v.sections.front().rows;
    json.key("item");
    archive::append_object(json, rows, rows.rows.front());
    first = 1;
  }
  json.key("sections").begin_object();
  for (size_t i = first; i < v.sections.size(); ++i) {
    const Section& s = v.sections[i];
    json.key(s.name).begin_object().field("kind", s.kind).field("title", s.title).key("items").begin_array();
    for (const auto& row : s.rows.rows) archive::append_object(json, s.rows, row);
    json.end_array().optional("next", s.rows.next).optional("looked_until", s.rows.since).optional("href", s.href).end_object();
  }
  json.end_object().end_object();
  // Stored JSON is put in as it is.
  out.pop_back();
  if (!v.record.empty()) out += ",\"record\":" + v.record;
  if (!v.diff.empty()) out += ",\"diff\":" + v.diff;
  return out + "}\n";
}

}  // namespace dateline::site
