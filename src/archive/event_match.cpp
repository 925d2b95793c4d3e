#include "archive/event_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/strings.h"

namespace dateline::archive {
namespace {

enum class Fit : uint8_t { kContradiction, kUnknown, kCompatible, kSame };

int score_of(Fit fit) { return fit == Fit::kSame ? 2 : fit == Fit::kCompatible ? 1 : 0; }

/// Calls `use` with each part of a list joined by "; ".
template <class Use>
void each_part(std::string_view list, Use&& use) {
  while (!list.empty()) {
    const size_t end = std::min(list.find(';'), list.size());
    if (const std::string_view part = trim(list.substr(0, end)); !part.empty()) use(part);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

bool has_part(std::string_view list) {
  return std::any_of(list.begin(), list.end(), [](char c) { return c != ';' && !is_space(c); });
}

/// One side of an event under two names or codes. Codes are a country of three letters, then roles: RUS holds RUSGOV.
Fit side(std::string_view names, std::string_view codes, std::string_view other_names, std::string_view other_codes) {
  const bool x = has_part(codes), y = has_part(other_codes);
  if ((!x && !has_part(names)) || (!y && !has_part(other_names))) return Fit::kUnknown;
  Fit best = Fit::kContradiction;
  each_part(names, [&](std::string_view one) {
    each_part(other_names, [&](std::string_view other) {
      if (equals_ignoring_case(one, other)) best = Fit::kSame;
    });
  });
  bool codes_meet = !x || !y;
  each_part(codes, [&](std::string_view one) {
    each_part(other_codes, [&](std::string_view other) {
      if (one == other && one.size() >= 6) best = Fit::kSame;
      const bool holds = one.starts_with(other) || other.starts_with(one);
      const bool government = one.substr(0, 3) == other.substr(0, 3) && one.size() <= 6 && other.size() <= 6 &&
                              (one.size() == 3 || one.ends_with("GOV")) && (other.size() == 3 || other.ends_with("GOV"));
      if (holds || government) codes_meet = true;
      if ((holds || government) && best == Fit::kContradiction) best = Fit::kCompatible;
    });
  });
  // Police of two countries have one name.
  return codes_meet ? best : Fit::kContradiction;
}

Fit dates(const EventFacts& a, const EventFacts& b) {
  if (a.from.empty() || b.from.empty()) return Fit::kUnknown;
  if (a.from == b.from && a.to == b.to && a.from.size() >= 10) return Fit::kSame;
  // A month holds its days: "2014-03" <= "2014-03-06" <= "2014-03\x7F".
  return a.from <= b.to + '\x7F' && b.from <= a.to + '\x7F' ? Fit::kCompatible : Fit::kContradiction;
}

/// Statuses of things that are said to be so, and of a plan that became so; the rest stay with their own kind.
bool compatible_status(std::string_view a, std::string_view b) {
  static constexpr std::string_view kReal[] = {"occurred", "ongoing", "claimed", "denied", "negated", "historical", "scheduled"};
  const auto real = [&](std::string_view status) { return std::find(std::begin(kReal), std::end(kReal), status) != std::end(kReal); };
  return a == b || (real(a) && real(b));
}

constexpr double kNearKm = 40;

double distance_km(double lat, double lon, double other_lat, double other_lon) {
  constexpr double kDegree = 3.14159265358979 / 180, kRadius = 6371;
  const double a = std::pow(std::sin((other_lat - lat) * kDegree / 2), 2) +
                   std::cos(lat * kDegree) * std::cos(other_lat * kDegree) * std::pow(std::sin((other_lon - lon) * kDegree / 2), 2);
  return 2 * kRadius * std::asin(std::min(1.0, std::sqrt(a)));
}

Fit places(const EventFacts& a, const EventFacts& b) {
  if (a.place.empty() || b.place.empty()) return Fit::kUnknown;
  if (equals_ignoring_case(a.place, b.place) && a.country == b.country) return Fit::kSame;
  if (!a.country.empty() && !b.country.empty() && a.country != b.country) return Fit::kContradiction;
  // One holds the other: a country or a province without anything smaller told.
  if (a.country == b.country && (a.admin1.empty() || b.admin1.empty() || equals_ignoring_case(a.place, b.admin1) || equals_ignoring_case(b.place, a.admin1))) {
    return Fit::kCompatible;
  }
  if (a.lat && a.lon && b.lat && b.lon && distance_km(*a.lat, *a.lon, *b.lat, *b.lon) <= kNearKm) return Fit::kCompatible;
  return Fit::kContradiction;
}

const char* word(Fit fit, const char* same, const char* compatible) {
  return fit == Fit::kSame ? same : fit == Fit::kCompatible ? compatible : nullptr;
}

/// The value that most reports have; of equals the one that is longer, then the one that came first. Empty ones do not count.
std::string most_common(const std::vector<EventReport>& reports, std::string EventFacts::*field) {
  std::map<std::string, size_t> counts;
  for (const EventReport& r : reports) ++counts[r.facts.*field];
  std::string best;
  size_t most = 0;
  for (const EventReport& r : reports) {
    const std::string& value = r.facts.*field;
    if (value.empty()) continue;
    const size_t n = counts[value];
    if (n > most || (n == most && value.size() > best.size())) best = value, most = n;
  }
  return best;
}

bool says_not(const std::string& status) { return status == "denied" || status == "negated"; }

/// The majority's, of copies one vote; a plan gives way to a later report that it came about.
std::string status_of(const std::vector<EventReport>& reports) {
  std::map<std::string, std::set<int64_t>> votes;
  for (const EventReport& r : reports) votes[r.facts.status].insert(r.family != 0 ? r.family : -r.document);
  const bool all_deny = std::all_of(reports.begin(), reports.end(), [](const EventReport& r) { return says_not(r.facts.status); });
  std::string best;
  size_t most = 0;
  for (const EventReport& r : reports) {  // in order of publication: of equals the latest
    if (says_not(r.facts.status) && !all_deny) continue;
    const size_t n = votes[r.facts.status].size();
    if (n >= most) best = r.facts.status, most = n;
  }
  if (best == "scheduled") {
    std::string planned;
    for (const EventReport& r : reports) {
      if (r.facts.status == "scheduled") planned = std::max(planned, r.published);
    }
    for (const EventReport& r : reports) {
      if ((r.facts.status == "occurred" || r.facts.status == "ongoing") && r.published > planned) best = r.facts.status;
    }
  }
  return best;
}

void widen(std::optional<double>& low, std::optional<double>& high, const std::optional<double>& other_low, const std::optional<double>& other_high) {
  if (other_low && (!low || *other_low < *low)) low = other_low;
  if (other_high && (!high || *other_high > *high)) high = other_high;
}

/// How much is told: more letters of code, then of name.
size_t specific(const std::string& names, const std::string& codes) { return codes.size() * 1000 + std::min<size_t>(names.size(), 999); }

}  // namespace

EventMatch match(const EventFacts& event, const EventFacts& report, const Knowledge& knowledge) {
  const bool same_type = event.type == report.type;
  if (!same_type && !knowledge.compatible_types(event.type, report.type)) return {};
  if (!compatible_status(event.status, report.status)) return {};
  const Fit date = dates(event, report), place = places(event, report);
  if (date == Fit::kContradiction || place == Fit::kContradiction) return {};
  Fit source = side(event.source, event.source_code, report.source, report.source_code);
  Fit target = side(event.target, event.target_code, report.target, report.target_code);
  bool turned = false;
  if ((source == Fit::kContradiction || target == Fit::kContradiction) && knowledge.mutual_type(report.type)) {
    source = side(event.source, event.source_code, report.target, report.target_code);
    target = side(event.target, event.target_code, report.source, report.source_code);
    turned = true;
  }
  if (source == Fit::kContradiction || target == Fit::kContradiction) return {};
  // Of two types, and without a date, everything else must agree.
  if (!same_type && (date != Fit::kSame || score_of(source) == 0 || score_of(target) == 0 || score_of(place) == 0)) return {};
  if (date == Fit::kUnknown && (score_of(source) == 0 || score_of(target) == 0)) return {};
  EventMatch out;
  out.score = (same_type ? 2 : 1) + score_of(date) + score_of(source) + score_of(target) + score_of(place);
  if (!event.mode.empty() && !report.mode.empty() && event.mode != report.mode) --out.score;
  if (out.score < kLeastScore) return {};
  const auto add = [&](const char* text) {
    if (text == nullptr) return;
    if (!out.reason.empty()) out.reason += ", ";
    out.reason += text;
  };
  add(word(date, "same day", "dates that meet"));
  add(word(source, turned ? "its target the source" : "same source", turned ? "its target near the source" : "source not as closely named"));
  add(word(target, turned ? "its source the target" : "same target", turned ? "its source near the target" : "target not as closely named"));
  add(word(place, "same place", "place that fits"));
  if (!same_type) add("type that goes with it");
  return out;
}

std::string anchor_of(const EventFacts& f) {
  if (f.from.size() < 10 || f.from != f.to || f.source.empty() || f.target.empty() || f.place.empty()) return {};
  if (f.status == "proposed" || f.status == "threatened" || f.status == "hypothetical") return {};
  return to_lower(fmt::format("{}|{}|{}|{}|{}|{}|{}", f.from, f.type, f.mode, f.source, f.target, f.place, f.country));
}

MergedFacts merge(const std::vector<EventReport>& reports) {
  MergedFacts out;
  EventFacts& f = out.facts;
  f.type = most_common(reports, &EventFacts::type);
  f.mode = most_common(reports, &EventFacts::mode);
  f.status = status_of(reports);
  std::set<int64_t> documents;
  std::vector<std::string> deniers;
  const EventReport* surest = &reports.front();
  for (const EventReport& r : reports) {
    const EventFacts& g = r.facts;
    // Told the other way round.
    const bool turned = side(f.source, f.source_code, g.source, g.source_code) == Fit::kContradiction ||
                        side(f.target, f.target_code, g.target, g.target_code) == Fit::kContradiction;
    const std::string &source = turned ? g.target : g.source, &source_code = turned ? g.target_code : g.source_code;
    const std::string &target = turned ? g.source : g.target, &target_code = turned ? g.source_code : g.target_code;
    documents.insert(r.document);
    if (g.type == f.type && g.cameo.size() > f.cameo.size()) f.cameo = g.cameo;
    const bool narrower = f.from.empty() ? !g.from.empty() : g.from.size() > f.from.size() || (g.from.size() == f.from.size() && g.from == g.to && f.from != f.to);
    if (narrower) f.from = g.from, f.to = g.to;
    if (specific(source, source_code) > specific(f.source, f.source_code)) f.source = source, f.source_code = source_code;
    if (specific(target, target_code) > specific(f.target, f.target_code)) f.target = target, f.target_code = target_code;
    const bool closer = f.place.empty() ? !g.place.empty() : f.admin1.empty() && !g.admin1.empty();
    if (closer) f.place = g.place, f.country = g.country, f.admin1 = g.admin1, f.lat = g.lat, f.lon = g.lon;
    if (says_not(g.status)) {
      std::string who = !r.said_by.empty() ? r.said_by : r.publisher;
      if (!who.empty() && std::find(deniers.begin(), deniers.end(), who) == deniers.end()) deniers.push_back(std::move(who));
    }
    widen(out.killed_low, out.killed_high, r.killed_low, r.killed_high);
    widen(out.wounded_low, out.wounded_high, r.wounded_low, r.wounded_high);
    if (r.confidence > surest->confidence) surest = &r;
    if (!r.published.empty() && (out.first_reported.empty() || r.published < out.first_reported)) out.first_reported = r.published;
    if (r.published > out.last_reported) out.last_reported = r.published;
  }
  out.denied_by = fmt::format("{}", fmt::join(deniers, "; "));
  out.articles = documents.size();
  out.confidence = surest->confidence;
  out.words = surest->words;
  return out;
}

}  // namespace dateline::archive
