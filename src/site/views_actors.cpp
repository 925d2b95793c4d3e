#include <fmt/format.h>

#include <algorithm>

#include "archive/listing_formats.h"
#include "archive/overview.h"
#include "base/strings.h"
#include "site/url.h"
#include "site/views.h"
#include "site/words.h"

// Pages about actors, pairs of actors and places: sums over many events.
namespace dateline::site {
namespace {

using archive::Filter;
using archive::List;
using archive::Scope;

Scope read_scope(const Asked& asked, View& v) {
  Scope out;
  const std::pair<const char*, std::string*> fields[] = {{"since", &out.since}, {"until", &out.until}, {"type", &out.type}, {"country", &out.country}};
  for (const auto& [name, into] : fields) {
    *into = trim(Request::value(asked.query, name));
    if (!into->empty()) v.filter.emplace_back(name, *into);
  }
  return out;
}

bool is_code(std::string_view text) {
  return text.size() >= 3 && text.size() <= 24 && std::all_of(text.begin(), text.end(), [](char c) { return is_upper(c) || is_digit(c); });
}

Result<void> add(View& v, Result<Section> section) {
  if (!section) return tl::unexpected(section.error());
  v.sections.push_back(std::move(*section));
  return {};
}

Filter filter_of(const Asked& asked, const Scope& s, const std::string& code) {
  Filter f;
  f.actor = code;
  f.since = s.since;
  f.until = s.until;
  f.type = s.type;
  f.country = s.country;
  f.after = Request::value(asked.query, "after");
  f.changed_since = asked.changed_since;
  return f;
}

}  // namespace

Result<View> actors_view(archive::Archive& archive, const Asked& asked) {
  View v;
  v.name = "actors";
  v.title = "Actors";
  v.description = "Those that articles name most.";
  v.costly = true;
  std::string words(trim(Request::value(asked.query, "q"))), country(trim(Request::value(asked.query, "country")));
  v.filter = {{"q", words}, {"country", country}};
  std::erase_if(v.filter, [](const auto& f) { return f.second.empty(); });
  v.path = join("/actors", v.filter);
  auto rows = archive::actors(archive, words, country, 200);
  if (!rows) return tl::unexpected(rows.error());
  if (const auto done = add(v, section_of(archive, std::move(*rows), "items", "actors", v.title)); !done) return tl::unexpected(done.error());
  return v;
}

Result<View> actor_view(archive::Archive& archive, const Asked& asked, const std::string& code) {
  if (!is_code(code)) return fail(ErrorCode::kNotFound, code + ": is no actor code; codes are like RUS or RUSGOV");
  View v;
  v.name = "actor";
  v.is_list = true;
  v.costly = true;
  const Scope scope = read_scope(asked, v);
  v.path = join("/actors/" + encode(code), v.filter);
  Filter f = filter_of(asked, scope, code);
  if (const auto done = add(v, list_section(archive, List::kEvents, f, "events", "Events")); !done) return tl::unexpected(done.error());
  v.title = fmt::format("{} ({})", actor_words(code), code);
  v.description = "Events on either side, statements, and with whom.";
  f.limit = 20;
  f.type.clear();
  f.after.clear();
  auto partners = archive::partners(archive, code, scope, 40);
  if (!partners) return tl::unexpected(partners.error());
  auto counts = archive::counts_by_month(archive, code, {}, scope);
  if (!counts) return tl::unexpected(counts.error());
  auto with = section_of(archive, std::move(*partners), "partners", "partners", "With whom");
  if (!with) return tl::unexpected(with.error());
  for (auto& row : with->rows.rows) {  // the dyad's page; several codes of one side are joined by "; "
    const std::string other(archive::text_of(with->rows, row, "code"));
    row[archive::column_of(with->rows, "id")].text = other;
    row[archive::column_of(with->rows, "href")].text = fmt::format("/dyads/{}/{}", encode(code), encode(other.substr(0, other.find(';'))));
  }
  const auto done = add(v, list_section(archive, List::kStatements, f, "statements", "Statements"))
                        .and_then([&] { return add(v, std::move(with)); })
                        .and_then([&] { return add(v, section_of(archive, std::move(*counts), "counts", "counts", "By month")); });
  if (!done) return tl::unexpected(done.error());
  return v;
}

Result<View> dyad_view(archive::Archive& archive, const Asked& asked, const std::string& a, const std::string& b) {
  if (!is_code(a) || !is_code(b)) return fail(ErrorCode::kNotFound, fmt::format("{}, {}: are no two actor codes", a, b));
  View v;
  v.name = "dyad";
  v.is_list = true;
  v.costly = true;
  const Scope scope = read_scope(asked, v);
  v.path = join(fmt::format("/dyads/{}/{}", encode(a), encode(b)), v.filter);
  v.title = fmt::format("{} and {}", actor_words(a), actor_words(b));
  v.description = "Events between the two, whoever acts.";
  Filter f = filter_of(asked, scope, a);
  f.partner = b;
  auto counts = archive::counts_by_month(archive, a, b, scope);
  if (!counts) return tl::unexpected(counts.error());
  const auto done = add(v, list_section(archive, List::kEvents, f, "events", "Events")).and_then([&] {
    return add(v, section_of(archive, std::move(*counts), "counts", "counts", "By month"));
  });
  if (!done) return tl::unexpected(done.error());
  return v;
}

Result<View> map_view(archive::Archive& archive, const Asked& asked) {
  View v;
  v.name = "map";
  v.title = "Map";
  v.description = "Places with the number of their events.";
  v.costly = true;
  const Scope scope = read_scope(asked, v);
  v.path = join("/map", v.filter);
  auto rows = archive::places(archive, scope, 3000);
  if (!rows) return tl::unexpected(rows.error());
  if (const auto done = add(v, section_of(archive, std::move(*rows), "items", "places", v.title)); !done) return tl::unexpected(done.error());
  return v;
}

}  // namespace dateline::site
