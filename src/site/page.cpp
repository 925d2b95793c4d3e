#include <fmt/format.h>

#include <array>

#include "archive/listing_formats.h"
#include "site/html.h"
#include "site/log.h"
#include "site/url.h"
#include "site/view.h"
#include "site/words.h"

// The HTML of a page: it reads without script; the web part's script may put its own in the place of #main.
namespace dateline::site {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 9> kMenu = {{{"/articles", "Articles"}, {"/events", "Events"}, {"/stories", "Stories"},
    {"/disputes", "Disputes"}, {"/schedule", "Due"}, {"/actors", "Actors"}, {"/map", "Map"}, {"/statements", "Statements"}, {"/figures", "Figures"}}};

std::string meta(std::string_view key, std::string_view name, std::string_view content) {
  return content.empty() ? "" : fmt::format("<meta {}=\"{}\" content=\"{}\">\n", key, name, escape(content));
}

std::string alternate(std::string_view type, std::string_view title, std::string_view href) {
  return fmt::format("<link rel=\"alternate\" type=\"{}\" title=\"{}\" href=\"{}\">\n", type, escape(title), escape(href));
}

std::string head_of(const View& v, const Place& place) {
  const std::string link = place.base + v.path;
  std::string out = fmt::format("<link rel=\"canonical\" href=\"{}\">\n", escape(link));
  out += meta("name", "description", v.description);
  out += meta("property", "og:type", v.name == "article" ? "article" : "website") + meta("property", "og:site_name", place.site_name) +
         meta("property", "og:title", v.title) + meta("property", "og:description", v.description) + meta("property", "og:url", link);
  if (v.name == "article") out += meta("property", "article:published_time", v.published) + meta("property", "article:modified_time", utc(v.updated));
  static constexpr std::array<std::array<std::string_view, 3>, 7> kTypes = {{{"json", "application/json", "Data"}, {"rss", "application/rss+xml", "RSS"},
      {"atom", "application/atom+xml", "Atom"}, {"jsonfeed", "application/feed+json", "JSON Feed"}, {"ics", "text/calendar", "Calendar"},
      {"csv", "text/csv", "Table"}, {"geojson", "application/geo+json", "Map data"}}};
  for (const auto& [name, ending] : endings(v)) {
    for (const auto& type : kTypes) {
      if (type[0] == name) out += alternate(type[1], type[2], with_ending(v.path, ending));
    }
  }
  if (v.name == "feedback") return out;
  const std::string embed = join("/oembed", {{"url", link}, {"format", "json"}});
  out += fmt::format("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}\">\n", escape(place.base + embed));
  return out;
}

std::string row_of(const Section& s, const std::vector<archive::Cell>& row) {
  const auto get = [&](std::string_view name) { return archive::text_of(s.rows, row, name); };
  const Summary summary = summarize(s.rows, row, s.kind);
  const std::string_view href = get("href");
  std::string out = fmt::format("<li data-id=\"{}\">", escape(get("id")));
  out += href.empty() ? escape(summary.title) : fmt::format("<a href=\"{}\">{}</a>", escape(href), escape(summary.title));
  std::string whence(get("publisher"));
  if (!get("published").empty()) whence += (whence.empty() ? "" : ", ") + written_day(get("published"));
  if (!whence.empty()) out += fmt::format(" <span class=\"quiet\">{}</span>", escape(whence));
  if (!summary.text.empty()) out += fmt::format("<br>{}", escape(shorten(summary.text, 600)));
  return out + "</li>\n";
}

std::string section_of(const View& v, const Section& s) {
  if (s.rows.rows.empty() && v.sections.size() > 1) return {};
  std::string out = fmt::format("<section id=\"{}\" data-kind=\"{}\">\n", escape(s.name), escape(s.kind));
  if (v.sections.size() > 1 || s.title != v.title) out += fmt::format("<h2>{}</h2>\n", escape(s.title));
  if (s.rows.rows.empty()) out += "<p class=\"quiet\">Nothing found.</p>\n";
  out += "<ol class=\"rows\">\n";
  for (const auto& row : s.rows.rows) out += row_of(s, row);
  out += "</ol>\n";
  if (!s.href.empty()) {
    out += fmt::format("<p><a href=\"{}\">All</a></p>\n", escape(s.href));
  } else if (!s.rows.next.empty()) {
    Fields next = v.filter;
    std::erase_if(next, [](const auto& f) { return f.first == "after"; });
    next.emplace_back("after", s.rows.next);
    if (!s.rows.since.empty()) {
      out += fmt::format("<p class=\"quiet\">Looked {} to {}; what lies beyond was not looked at yet.</p>\n", v.name == "schedule" ? "up" : "back",
                         escape(written_day(s.rows.since)));
    }
    out += fmt::format("<p><a rel=\"next\" href=\"{}\">More</a></p>\n", escape(join(v.path.substr(0, v.path.find('?')), next)));
  }
  return out + "</section>\n";
}

std::string label_of(std::string_view function) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kLabels = {{{"email", "Email this"}, {"feedback", "Send feedback"},
      {"feature", "Feature"}, {"subscribe", "Mailing list"}, {"save", "Save this search"}, {"change", "Rename or remove"}, {"changes", "What changed"}}};
  for (const auto& [name, label] : kLabels) {
    if (name == function) return std::string(label);
  }
  return std::string(function);
}

}  // namespace

std::string source_link(const View& v) {
  return v.url.starts_with("https://") || v.url.starts_with("http://") ? v.url : std::string();
}

std::string shell(const Place& place, std::string_view title, std::string_view head, std::string_view body_attributes, std::string_view content) {
  std::string out = fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{} | {}</title>\n"
                                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n", escape(title), escape(place.site_name));
  out += head;
  for (const std::string& style : place.styles) out += fmt::format("<link rel=\"stylesheet\" href=\"{}\">\n", escape(style));
  for (const std::string& script : place.scripts) out += fmt::format("<script type=\"module\" src=\"{}\"></script>\n", escape(script));
  out += fmt::format("</head>\n<body{}>\n<header><a class=\"name\" href=\"/\">{}</a><nav>", body_attributes, escape(place.site_name));
  for (const auto& [path, name] : kMenu) out += fmt::format("<a href=\"{}\">{}</a>", path, name);
  out += "</nav><form action=\"/search\" role=\"search\"><input type=\"search\" name=\"q\" aria-label=\"Search\"> <button>Search</button></form></header>\n";
  out += "<main id=\"main\">\n";
  out += content;
  out += "</main>\n<footer><p class=\"quiet\">Read by dateline from the pages named; every item shows the words it rests on. "
         "<a href=\"/openapi.json\">API</a></p></footer>\n</body>\n</html>\n";
  return out;
}

std::string as_html(const View& v, const Place& place) {
  std::string content = fmt::format("<h1>{}</h1>\n", escape(v.title));
  if (!v.description.empty() && v.description != v.title) content += fmt::format("<p class=\"description\">{}</p>\n", escape(v.description));
  content += "<p class=\"meta\">";
  if (!v.publisher.empty()) content += escape(v.publisher) + " \u00B7 ";
  if (!v.published.empty()) content += fmt::format("published <time datetime=\"{}\">{}</time> \u00B7 ", escape(v.published), escape(written_moment(v.published)));
  content += fmt::format("last updated <time datetime=\"{}\">{}</time>", utc(v.updated), written_moment(utc(v.updated)));
  if (!v.what_changed.empty()) content += fmt::format(" \u00B7 {}", escape(v.what_changed));
  if (const std::string source = source_link(v); !source.empty()) {
    content += fmt::format(" \u00B7 <a rel=\"external noopener noreferrer\" href=\"{}\">the page itself</a>", escape(source));
  }
  content += "</p>\n<ul class=\"functions\">";
  for (const auto& [name, path] : functions(v)) content += fmt::format("<li><a href=\"{}\">{}</a></li>", escape(path), label_of(name));
  content += "</ul>\n";
  if (!v.text.empty()) content += "<article class=\"text\">\n" + v.text + "</article>\n";
  for (const Section& s : v.sections) content += section_of(v, s);
  content += "<ul class=\"links\">";
  for (const auto& [name, ending] : endings(v)) {
    content += fmt::format("<li><a href=\"{}\">{}</a></li>", escape(with_ending(v.path, ending)), escape(name));
  }
  content += "</ul>\n";
  const std::string attributes = fmt::format(" data-view=\"{}\" data-json=\"{}\"", escape(v.name), escape(with_ending(v.path, ".json")));
  return shell(place, v.title, head_of(v, place), attributes, content);
}

}  // namespace dateline::site
