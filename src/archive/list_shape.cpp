#include "archive/list_shape.h"

#include <fmt/format.h>

#include "base/strings.h"

namespace dateline::archive {

// A CROSS JOIN keeps SQLite to the order written: articles by date, so that a page of a list reads no more than it shows.
const ListShape& shape_of(List what) {
  static const ListShape articles = {
      .columns = "a.published, a.publisher, a.headline, a.type, a.words, a.language, a.story, a.family, a.url, d.key AS document",
      .from = "article a JOIN document d ON d.id = a.document",
      .date = "a.published", .id = "a.document", .type = "a.type"};
  static const ListShape events = {
      .columns = "i.date_from, i.date_to, i.type, i.mode, i.cameo, i.status, i.source, i.source_code, i.target, i.target_code, i.place, i.country, "
                 "i.admin1, i.lat, i.lon, i.confidence, i.said_by, i.killed_low, i.killed_best, i.killed_high, i.wounded_low, i.wounded_best, "
                 "i.wounded_high, i.words, a.publisher, a.published, a.url, d.key AS document, i.item, a.story, i.merged, i.reason",
      .from = "event i JOIN document d ON d.id = i.document JOIN article a ON a.document = i.document",
      .date = "i.date_from", .id = "i.id", .until = "i.date_to", .type = "i.type", .status = "i.status", .country = "i.country", .place = "i.place",
      .admin = "i.admin1", .confidence = "i.confidence", .first_actor = "i.source", .first_code = "i.source_code", .second_actor = "i.target",
      .second_code = "i.target_code", .on_map = true};
  static const ListShape statements = {
      .columns = "a.published, i.speaker, i.speaker_code, i.kind, i.via, i.words, a.publisher, a.url, d.key AS document, i.item, a.story",
      .from = "article a CROSS JOIN statement i ON i.document = a.document JOIN document d ON d.id = a.document",
      .date = "a.published", .id = "i.id", .type = "i.kind", .speaker = "i.speaker", .first_actor = "i.speaker", .first_code = "i.speaker_code"};
  static const ListShape figures = {
      .columns = "a.published, i.value, i.low, i.high, i.unit, i.change, i.bound, i.approximate, i.what, i.place, i.as_of, i.claimed_by, i.words, "
                 "a.publisher, a.url, d.key AS document, i.item, a.story",
      .from = "article a CROSS JOIN figure i ON i.document = a.document JOIN document d ON d.id = a.document",
      .date = "a.published", .id = "i.id", .place = "i.place", .speaker = "i.claimed_by"};
  static const ListShape disputes = {
      .columns = "i.date AS published, i.scope, i.kind, i.about, i.why, CASE i.scope WHEN 'article' THEN i.items ELSE (SELECT group_concat(k.key || '#' "
                 "|| x.item, ' ') FROM dispute_item x JOIN document k ON k.id = x.document WHERE x.dispute = i.id) END AS items, a.publisher, a.url, "
                 "d.key AS document, i.item, max(i.story, ifnull(a.story, 0)) AS story",
      .from = "dispute i LEFT JOIN document d ON d.id = i.document LEFT JOIN article a ON a.document = i.document",
      .date = "i.date", .id = "i.id", .of_articles = false, .type = "i.kind", .status = "i.scope", .story = "max(i.story, ifnull(a.story, 0))",
      .some_article = "(SELECT i.document UNION ALL SELECT x.document FROM dispute_item x WHERE x.dispute = i.id)",
      .in_document = "i.id IN (SELECT y.id FROM dispute y WHERE y.document = {0} UNION ALL SELECT x.dispute FROM dispute_item x WHERE x.document = {0})",
      .in_story = "i.id IN (SELECT y.id FROM dispute y WHERE y.scope = 'story' AND y.story = {0} UNION ALL SELECT y.id FROM article b JOIN dispute y "
                  "ON y.document = b.document WHERE b.story = {0})"};
  static const ListShape schedule = {
      .columns = "i.date_from, i.date_to, i.what, i.place, i.status, u.outcome, u.outcome_words, a.publisher, a.published, a.url, "
                 "d.key AS document, i.item, a.story, i.due",
      .from = "schedule i JOIN document d ON d.id = i.document JOIN article a ON a.document = i.document LEFT JOIN due u ON u.id = i.due",
      .date = "i.date_from", .id = "i.id", .ascending = true, .until = "i.date_to", .status = "i.status", .place = "i.place"};
  static const ListShape stories = {
      .columns = "i.last, i.first, i.id AS story, i.articles, i.texts, i.publishers, i.countries, i.label",
      .from = "story i", .date = "i.last", .id = "i.id", .of_articles = false, .revision = "0", .country = "i.countries", .story = "i.id",
      .some_article = "(SELECT s.document FROM article s WHERE s.story = i.id)",
      .in_document = "i.id = (SELECT s.story FROM article s WHERE s.document = {0})"};
  static const ListShape merged = {
      .columns = "i.date_from, i.date_to, i.id AS merged, i.type, i.mode, i.cameo, i.status, i.denied_by, i.source, i.source_code, i.target, "
                 "i.target_code, i.place, i.country, i.admin1, i.lat, i.lon, i.killed_low, i.killed_high, i.wounded_low, i.wounded_high, i.reports, "
                 "i.articles, i.first_reported, i.last_reported, i.confidence, i.story, i.words",
      .from = "merged i", .date = "i.date_from", .id = "i.id", .of_articles = false, .revision = "0", .until = "i.date_to", .type = "i.type",
      .status = "i.status", .country = "i.country", .place = "i.place", .admin = "i.admin1", .confidence = "i.confidence",
      .first_actor = "i.source", .first_code = "i.source_code", .second_actor = "i.target", .second_code = "i.target_code", .story = "i.story",
      .on_map = true, .some_article = "(SELECT e.document FROM event e WHERE e.merged = i.id)",
      .in_document = "i.id IN (SELECT e.merged FROM event e WHERE e.document = {0})"};
  static const ListShape due = {
      .columns = "i.date_from, i.date_to, i.what, i.place, i.status, CASE WHEN i.outcome <> '' THEN i.outcome WHEN i.date_to < ?1 AND "
                 "substr(?1, 1, length(i.date_to)) <> i.date_to THEN 'overdue' ELSE 'open' END AS outcome, i.outcome_date, i.outcome_words, "
                 "(SELECT k.key FROM document k WHERE k.id = i.outcome_document) AS outcome_document, i.reports, i.story, i.id AS due",
      .from = "due i", .date = "i.date_from", .id = "i.id", .ascending = true, .of_articles = false, .revision = "0", .until = "i.date_to",
      .status = "i.status", .place = "i.place", .story = "i.story", .some_article = "(SELECT s.document FROM schedule s WHERE s.due = i.id)",
      .in_document = "i.id IN (SELECT s.due FROM schedule s WHERE s.document = {0})"};
  switch (what) {
    case List::kEvents: return events;
    case List::kStatements: return statements;
    case List::kFigures: return figures;
    case List::kDisputes: return disputes;
    case List::kSchedule: return schedule;
    case List::kStories: return stories;
    case List::kMerged: return merged;
    case List::kDue: return due;
    case List::kArticles:
    case List::kFound: break;
  }
  return articles;
}

const ListShape& shape_by_actor(List what) {
  const auto by_actor = [](List list, const char* from) {
    ListShape s = shape_of(list);
    s.from = from;
    s.date = "x.date";
    s.id = "x.item";
    return s;
  };
  static const ListShape events = by_actor(
      List::kEvents, "actor_item x CROSS JOIN event i ON i.id = x.item JOIN document d ON d.id = i.document JOIN article a ON a.document = i.document");
  static const ListShape statements = by_actor(
      List::kStatements, "actor_item x CROSS JOIN statement i ON i.id = x.item JOIN document d ON d.id = i.document JOIN article a ON a.document = i.document");
  return what == List::kEvents ? events : what == List::kStatements ? statements : shape_of(what);
}

void Question::where(std::string_view condition) {
  conditions_ += conditions_.empty() ? " WHERE " : " AND ";
  conditions_ += condition;
}

void Question::equals(const char* column, const std::string& value) {
  if (value.empty() || *column == '\0') return;
  where(fmt::format("{} = ?{} COLLATE NOCASE", column, bind(value)));
}

void Question::code(const char* column, const std::string& value) {
  if (value.empty() || *column == '\0') return;
  std::string capitals = value;
  for (char& c : capitals) c = is_lower(c) ? static_cast<char>(c - 32) : c;
  where(fmt::format("{} = ?{}", column, bind(std::move(capitals))));
}

void Question::begins(const char* column, const std::string& value) {
  if (value.empty() || *column == '\0') return;
  where(fmt::format("{} LIKE ?{} ESCAPE '\\'", column, bind(literal_pattern(value) + "%")));
}

size_t Question::bind(std::string value) {
  values_.push_back(std::move(value));
  return values_.size();
}

void Question::bind_to(SQLite::Statement& statement) const {
  for (size_t i = 0; i < values_.size(); ++i) statement.bind(static_cast<int>(i + 1), values_[i]);
}

void Question::of_article(const std::string& condition) {
  where(shape_.of_articles ? condition
                           : fmt::format("EXISTS (SELECT 1 FROM article a JOIN document d ON d.id = a.document WHERE a.document IN {} AND {})",
                                         shape_.some_article, condition));
}

std::string literal_pattern(const std::string& value) {
  std::string out;
  for (const char c : value) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

Result<void> narrow(Question& q, List what, const Filter& f) {
  const ListShape& shape = q.shape();
  // "2014-03" lies within since 2014-03-05: dates of lesser precision count where they overlap.
  if (!f.since.empty()) q.where(fmt::format("{} >= ?{}", *shape.until != '\0' ? shape.until : shape.date, q.bind(f.since)));
  if (!f.until.empty()) q.where(fmt::format("{} <= ?{}", shape.date, q.bind(f.until + "\x7F")));
  if (shape.on_map) {
    q.code(shape.type, f.type);
  } else {
    q.equals(shape.type, f.type);
  }
  q.equals(shape.status, f.status);
  if (what == List::kStories && !f.country.empty()) {
    q.where(fmt::format("'; ' || {} || ';' LIKE ?{} ESCAPE '\\'", shape.country, q.bind("%; " + literal_pattern(f.country) + ";%")));
  } else {
    q.code(shape.country, f.country);
  }
  q.equals(shape.admin, f.admin);
  q.begins(shape.place, f.place);
  q.begins(shape.speaker, f.speaker);
  if (q.by_code() && what == List::kMerged) {
    q.where(fmt::format("EXISTS (SELECT 1 FROM event e CROSS JOIN actor_item x ON x.code = ?{} AND x.list = 0 AND x.date = e.date_from AND x.item = "
                        "e.id WHERE e.merged = i.id)", q.bind(f.actor)));
  } else if (q.by_code()) {
    narrow_to_code(q, what, f.actor);
  } else if (!f.actor.empty() && *shape.first_actor != '\0') {
    std::string any;
    const size_t n = q.bind(literal_pattern(f.actor) + "%");
    for (const char* column : {shape.first_actor, shape.first_code, shape.second_actor, shape.second_code}) {
      if (*column != '\0') any += fmt::format("{}{} LIKE ?{} ESCAPE '\\'", any.empty() ? "" : " OR ", column, n);
    }
    q.where("(" + any + ")");
  }
  if (!f.partner.empty() && *shape.second_code != '\0') {
    const size_t a = q.bind(literal_pattern(f.actor) + "%"), b = q.bind(literal_pattern(f.partner) + "%");
    q.where(fmt::format("(({0} LIKE ?{2} ESCAPE '\\' AND {1} LIKE ?{3} ESCAPE '\\') OR ({0} LIKE ?{3} ESCAPE '\\' AND {1} LIKE ?{2} ESCAPE '\\'))",
                        shape.first_code, shape.second_code, a, b));
  }
  if (!f.source.empty()) {
    q.of_article(fmt::format("(a.publisher LIKE ?{0} ESCAPE '\\' OR a.url LIKE ?{0} ESCAPE '\\')", q.bind("%" + literal_pattern(f.source) + "%")));
  }
  if (!f.document.empty()) {
    const std::string number = fmt::format("(SELECT k.id FROM document k WHERE k.key = ?{})", q.bind(f.document));
    q.where(shape.of_articles ? "a.document = " + number : fmt::format(fmt::runtime(shape.in_document), number));
  }
  if (f.changed_since > 0) {
    q.of_article(fmt::format("a.document IN (SELECT document FROM change WHERE cursor > CAST(?{} AS INTEGER))", q.bind(std::to_string(f.changed_since))));
  }
  if (!f.language.empty()) q.of_article(fmt::format("a.language = ?{} COLLATE NOCASE", q.bind(f.language)));
  if (f.story != 0) {
    q.where(*shape.in_story == '\0' ? fmt::format("{} = {}", shape.story, f.story) : fmt::format(fmt::runtime(shape.in_story), f.story));
  }
  if (f.merged != 0 && (what == List::kEvents || what == List::kMerged)) q.where(fmt::format("{} = {}", what == List::kEvents ? "i.merged" : "i.id", f.merged));
  if (f.least > 1 && what == List::kStories) q.where(fmt::format("i.articles >= {}", f.least));
  if (f.least > 1 && what == List::kMerged) q.where(fmt::format("i.reports >= {}", f.least));
  if (f.confidence > 0 && *shape.confidence != '\0') q.where(fmt::format("{} >= {}", shape.confidence, f.confidence));
  if (f.box && shape.on_map) {
    const Box& b = *f.box;
    if (b.south > b.north || b.south < -90 || b.north > 90 || b.west < -180 || b.west > 180 || b.east < -180 || b.east > 180) {
      return fail(ErrorCode::kUsage, "a box is west,south,east,north in degrees, south not above north");
    }
    q.where(fmt::format("i.lat BETWEEN {} AND {}", b.south, b.north));
    // West of east goes over the date line.
    q.where(fmt::format("(i.lon >= {} {} i.lon <= {})", b.west, b.west <= b.east ? "AND" : "OR", b.east));
  }
  return {};
}

void narrow_to_code(Question& q, List what, const std::string& actor) {
  q.where(fmt::format("x.code = ?{} AND x.list = {} AND x.side < 2", q.bind(actor), what == List::kEvents ? 0 : 1));
}

// "+": not a way to begin, there are too many (src/archive/few.h).
void narrow_to_words(Question& q, const std::string& words) {
  if (!words.empty()) q.of_article(fmt::format("+a.document IN (SELECT rowid FROM fulltext WHERE fulltext MATCH ?{})", q.bind(words)));
}

Error words_error(const std::string& words, const char* why) {
  return {ErrorCode::kUsage, fmt::format("{}: cannot be searched for ({}); put words with marks in quotation marks", words, why), 0};
}

}  // namespace dateline::archive
