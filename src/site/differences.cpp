#include "site/differences.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_writer.h"
#include "site/html.h"

namespace dateline::site {

using archive::Difference;

namespace {

std::string_view name_of(Edit edit) {
  switch (edit) {
    case Edit::kRemoved: return "removed";
    case Edit::kAdded: return "added";
    case Edit::kKept: break;
  }
  return "kept";
}

}  // namespace

std::string in_a_line(const std::vector<Difference>& differences) {
  std::vector<std::pair<std::string, int>> counts;
  for (const Difference& d : differences) {
    const std::string kind = d.part + " " + d.change;
    const auto known = std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.first == kind; });
    if (known == counts.end()) {
      counts.emplace_back(kind, 1);
    } else {
      ++known->second;
    }
  }
  std::string out;
  for (const auto& [kind, count] : counts) out += fmt::format("{}{}{}", out.empty() ? "" : ", ", kind, count > 1 ? fmt::format(" ({})", count) : "");
  return out;
}

std::string differences_json(const std::vector<Difference>& differences, int from, int to) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("from", from).field("to", to).key("differences").begin_array();
  for (const Difference& d : differences) {
    json.begin_object().field("part", d.part).field("change", d.change).optional("what", d.what).optional("before", d.before).optional("after", d.after);
    if (!d.marks.empty()) {
      json.key("marks").begin_array();
      for (const archive::Mark& mark : d.marks) json.begin_object().field("edit", name_of(mark.edit)).field("text", mark.text).end_object();
      json.end_array();
    }
    json.end_object();
  }
  json.end_array().end_object();
  return out;
}

std::string differences_html(const std::vector<Difference>& differences) {
  std::string out = "<ul class=\"differences\">\n";
  const auto tagged = [](std::string_view tag, std::string_view text) {
    return text.empty() ? std::string() : fmt::format("<{0}>{1}</{0}> ", tag, escape(text));
  };
  for (const Difference& d : differences) {
    out += fmt::format("<li><span class=\"quiet\">{} {}</span> {} ", escape(d.part), escape(d.change), escape(d.what));
    for (const archive::Mark& mark : d.marks) {
      out += mark.edit == Edit::kKept ? escape(mark.text) : tagged(mark.edit == Edit::kAdded ? "ins" : "del", mark.text);
    }
    if (d.marks.empty()) out += tagged("del", d.before) + tagged("ins", d.after);
    out += "</li>\n";
  }
  return out + "</ul>\n";
}

}  // namespace dateline::site
