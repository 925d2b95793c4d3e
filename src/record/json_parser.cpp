#include <fmt/format.h>
#include <simdjson.h>

#include <charconv>

#include "dateline/reader.h"

namespace dateline {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

/// What is wrong and where; thrown inside this file only.
struct Wrong {
  std::string what;
};

template <class T>
T as(element e, std::string_view where) {
  T out;
  if (e.get(out) != simdjson::SUCCESS) throw Wrong{fmt::format("{}: of another kind than expected", where)};
  return out;
}

element at(const object& o, std::string_view key) {
  element out;
  if (o.at_key(key).get(out) != simdjson::SUCCESS) throw Wrong{fmt::format("{}: missing", key)};
  return out;
}

std::optional<element> maybe(const object& o, std::string_view key) {
  element out;
  if (o.at_key(key).get(out) != simdjson::SUCCESS) return std::nullopt;
  return out;
}

std::string text(const object& o, std::string_view key) { return std::string(as<std::string_view>(at(o, key), key)); }
std::string optional_text(const object& o, std::string_view key) {
  const auto e = maybe(o, key);
  return e ? std::string(as<std::string_view>(*e, key)) : std::string();
}
bool flag(const object& o, std::string_view key) {
  const auto e = maybe(o, key);
  return e && as<bool>(*e, key);
}
std::optional<double> number(const object& o, std::string_view key) {
  const auto e = maybe(o, key);
  if (!e) return std::nullopt;
  return as<double>(*e, key);
}

// The value of an enumeration from the name it prints; `T{}` up to the last with a name.
template <class T>
T named(std::string_view word, std::string_view where) {
  for (int i = 0; i < 64; ++i) {
    const auto value = static_cast<T>(i);
    const std::string_view its = name(value);
    if (its == word) return value;
    if (i > 0 && its.empty()) break;
  }
  throw Wrong{fmt::format("{}: no such name: {}", where, word)};
}
template <class T>
T named(const object& o, std::string_view key) {
  return named<T>(as<std::string_view>(at(o, key), key), key);
}

class Parser {
 public:
  explicit Parser(Record& out) : r_(out) {}

  void run(const object& root) {
    if (as<uint64_t>(at(root, "schema"), "schema") != kSchemaVersion) throw Wrong{"schema: another version"};
    r_.id = text(root, "id");
    article(as<object>(at(root, "article"), "article"));
    source(as<object>(at(root, "source"), "source"));
    for (const element e : list(root, "sentences")) r_.sentences.push_back(span(e, "sentences"));
    // Items point at each other: how many there are first.
    sizes_ = {{'e', list(root, "entities").size()}, {'v', list(root, "events").size()}, {'s', list(root, "statements").size()},
              {'f', list(root, "figures").size()}, {'c', list(root, "schedule").size()}};
    for (const element e : list(root, "entities")) entity(as<object>(e, "entities"));
    for (const element e : list(root, "events")) event(as<object>(e, "events"));
    for (const element e : list(root, "statements")) statement(as<object>(e, "statements"));
    for (const element e : list(root, "figures")) figure(as<object>(e, "figures"));
    for (const element e : list(root, "disputes")) dispute(as<object>(e, "disputes"));
    for (const element e : list(root, "schedule")) due(as<object>(e, "schedule"));
    for (const element e : list(root, "warnings")) {
      const auto o = as<object>(e, "warnings");
      r_.warnings.push_back({text(o, "code"), text(o, "message"), optional_span(o, "span")});
    }
  }

 private:
  static array list(const object& o, std::string_view key) { return as<array>(at(o, key), key); }

  static Span bare_span(element e, std::string_view where) {
    const auto pair = as<array>(e, where);
    if (pair.size() != 2) throw Wrong{fmt::format("{}: a span has two numbers", where)};
    const auto begin = as<uint64_t>(pair.at(0).value_unsafe(), where), end = as<uint64_t>(pair.at(1).value_unsafe(), where);
    if (begin > end || end > UINT32_MAX) throw Wrong{fmt::format("{}: no span: [{}, {})", where, begin, end)};
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }
  Span span(element e, std::string_view where) const {
    const Span s = bare_span(e, where);
    if (s.end > r_.article.text.size()) throw Wrong{fmt::format("{}: span [{}, {}) outside the text", where, s.begin, s.end)};
    return s;
  }
  Span span(const object& o, std::string_view key) const { return span(at(o, key), key); }
  Span optional_span(const object& o, std::string_view key) const {
    const auto e = maybe(o, key);
    return e ? span(*e, key) : Span{};
  }
  static Span source_span(const object& o) {
    const auto e = maybe(o, "source");
    return e ? bare_span(*e, "source") : Span{};
  }

  ItemRef item(element e, std::string_view where) const {
    const auto id = as<std::string_view>(e, where);
    ItemIndex n = 0;
    const auto [end, error] = std::from_chars(id.data() + (id.empty() ? 0 : 1), id.data() + id.size(), n);
    for (const auto& [kind, size] : sizes_) {
      if (!id.empty() && id.front() == kind && error == std::errc{} && end == id.data() + id.size() && n >= 1 && n <= size) {
        return {kind, n - 1};
      }
    }
    throw Wrong{fmt::format("{}: no such item: {}", where, id)};
  }
  ItemIndex item(element e, char kind, std::string_view where) const {
    const ItemRef ref = item(e, where);
    if (ref.kind != kind) throw Wrong{fmt::format("{}: an item of another kind", where)};
    return ref.index;
  }
  ItemIndex optional_item(const object& o, std::string_view key, char kind) const {
    const auto e = maybe(o, key);
    return e ? item(*e, kind, key) : kNoItem;
  }
  std::vector<ItemIndex> items(const object& o, std::string_view key, char kind) const {
    std::vector<ItemIndex> out;
    if (const auto all = maybe(o, key)) {
      for (const element e : as<array>(*all, key)) out.push_back(item(e, kind, key));
    }
    return out;
  }
  static std::vector<std::string> texts(const object& o, std::string_view key) {
    std::vector<std::string> out;
    if (const auto all = maybe(o, key)) {
      for (const element e : as<array>(*all, key)) out.emplace_back(as<std::string_view>(e, key));
    }
    return out;
  }

  static DateRange range(const object& o) { return {text(o, "from"), text(o, "to"), named<Precision>(o, "precision")}; }
  static std::optional<Place> place(const object& parent) {
    const auto e = maybe(parent, "place");
    if (!e) return std::nullopt;
    const auto o = as<object>(*e, "place");
    Place p;
    p.name = text(o, "name");
    p.lat = as<double>(at(o, "lat"), "lat");
    p.lon = as<double>(at(o, "lon"), "lon");
    p.country = optional_text(o, "country");
    p.admin1 = optional_text(o, "admin1");
    p.geonames = static_cast<uint32_t>(number(o, "geonames").value_or(0));
    p.precision = named<PlacePrecision>(o, "precision");
    return p;
  }
  static PageDate page_date(const object& parent, std::string_view key) {
    const auto e = maybe(parent, key);
    if (!e) return {};
    const auto o = as<object>(*e, key);
    return {text(o, "value"), named<Precision>(o, "precision"), flag(o, "offset_known"), named<DateFrom>(o, "from")};
  }

  void source(const object& o) {
    Source& s = r_.source;
    s.url = optional_text(o, "url");
    r_.article.canonical = optional_text(o, "canonical");
    s.sha256 = text(o, "sha256");
    s.original_bytes = as<uint64_t>(at(o, "bytes"), "bytes");
    s.charset = text(o, "charset");
    s.fetched = optional_text(o, "fetched");
    const std::string format = text(o, "format");
    s.format = format == "html" ? SourceFormat::kHtml : format == "text" ? SourceFormat::kText : SourceFormat::kBody;
  }

  void article(const object& o) {
    Article& a = r_.article;
    a.headline = optional_text(o, "headline");
    a.standfirst = optional_text(o, "standfirst");
    a.kicker = optional_text(o, "kicker");
    a.section = optional_text(o, "section");
    a.language = optional_text(o, "language");
    a.publisher = optional_text(o, "publisher");
    a.agency = optional_text(o, "agency");
    if (const auto authors = maybe(o, "authors")) {
      for (const element e : as<array>(*authors, "authors")) {
        const auto author = as<object>(e, "authors");
        a.authors.push_back({text(author, "name"), optional_text(author, "url")});
      }
    }
    a.published = page_date(o, "published");
    a.modified = page_date(o, "modified");
    a.type = named<ArticleType>(o, "type");
    a.text = text(o, "text");
    if (const auto line = maybe(o, "placeline")) {
      const auto p = as<object>(*line, "placeline");
      a.placeline = {optional_text(p, "place"), optional_text(p, "agency"), optional_text(p, "date"), optional_span(p, "span")};
    }
    for (const element e : list(o, "paragraphs")) {
      const auto p = as<object>(e, "paragraphs");
      a.paragraphs.push_back({span(p, "span"), named<Role>(p, "role"), source_span(p)});
    }
    for (const element e : list(o, "furniture")) {
      const auto f = as<object>(e, "furniture");
      a.furniture.push_back({named<FurnitureKind>(f, "kind"), text(f, "text"), source_span(f)});
    }
    a.topics = texts(o, "topics");
    if (const auto images = maybe(o, "images")) {
      for (const element e : as<array>(*images, "images")) {
        const auto i = as<object>(e, "images");
        a.images.push_back({optional_text(i, "url"), optional_text(i, "caption"), optional_text(i, "credit"), source_span(i)});
      }
    }
    if (const auto updates = maybe(o, "updates")) {
      for (const element e : as<array>(*updates, "updates")) {
        const auto u = as<object>(e, "updates");
        a.updates.push_back({page_date(u, "time"), span(u, "span")});
      }
    }
    a.next = optional_text(o, "next");
    if (const auto paywalled = maybe(o, "paywalled")) a.paywalled = as<bool>(*paywalled, "paywalled");
  }

  void entity(const object& o) {
    Entity e;
    e.kind = named<EntityKind>(o, "kind");
    e.name = text(o, "name");
    e.actor = optional_text(o, "actor");
    e.role = optional_text(o, "role");
    e.country = optional_text(o, "country");
    for (const element m : list(o, "mentions")) e.mentions.push_back(span(m, "mentions"));
    e.place = place(o);
    r_.entities.push_back(std::move(e));
  }

  void event(const object& o) {
    Event e;
    e.type = named<EventType>(o, "type");
    e.mode = optional_text(o, "mode");
    e.contexts = texts(o, "contexts");
    e.cameo = optional_text(o, "cameo");
    e.source = items(o, "source", 'e');
    e.target = items(o, "target", 'e');
    e.source_code = texts(o, "source_code");
    e.target_code = texts(o, "target_code");
    e.status = named<EventStatus>(o, "status");
    if (const auto time = maybe(o, "time")) e.time = range(as<object>(*time, "time"));
    e.place = place(o);
    e.said_by = items(o, "said_by", 's');
    if (const auto all = maybe(o, "casualties")) {
      for (const auto& [kind, value] : as<object>(*all, "casualties")) {
        const auto c = as<object>(value, "casualties");
        e.casualties.push_back({std::string(kind), as<double>(at(c, "low"), "low"), as<double>(at(c, "best"), "best"),
                                as<double>(at(c, "high"), "high")});
      }
    }
    const auto evidence = as<object>(at(o, "evidence"), "evidence");
    e.sentence_span = span(evidence, "sentence");
    e.trigger = span(evidence, "trigger");
    e.source_span = optional_span(evidence, "source");
    e.target_span = optional_span(evidence, "target");
    e.time_span = optional_span(evidence, "time");
    e.place_span = optional_span(evidence, "place");
    while (e.sentence + 1 < r_.sentences.size() && r_.sentences[e.sentence].end <= e.sentence_span.begin) ++e.sentence;
    e.confidence = as<double>(at(o, "confidence"), "confidence");
    r_.events.push_back(std::move(e));
  }

  void statement(const object& o) {
    Statement s;
    s.kind = named<StatementKind>(o, "kind");
    s.speaker = optional_item(o, "speaker", 'e');
    s.speaker_span = optional_span(o, "speaker_span");
    s.cue = optional_span(o, "cue");
    for (const element c : list(o, "content")) s.content.push_back(span(c, "content"));
    s.addressee = optional_text(o, "addressee");
    s.via = optional_text(o, "via");
    if (const auto time = maybe(o, "time")) s.time = range(as<object>(*time, "time"));
    r_.statements.push_back(std::move(s));
  }

  void figure(const object& o) {
    Figure f;
    f.value = number(o, "value");
    f.low = number(o, "low");
    f.high = number(o, "high");
    f.unit = optional_text(o, "unit");
    f.change = named<Change>(o, "change");
    if (maybe(o, "bound")) f.bound = named<Bound>(o, "bound");
    f.approximate = flag(o, "approximate");
    f.what = optional_text(o, "what");
    f.what_span = optional_span(o, "what_span");
    f.place = optional_text(o, "place");
    f.as_of = optional_text(o, "as_of");
    f.said_by = optional_item(o, "said_by", 's');
    f.by = optional_item(o, "by", 'e');
    f.by_span = optional_span(o, "by_span");
    f.via = optional_text(o, "via");
    f.span = span(o, "span");
    r_.figures.push_back(std::move(f));
  }

  void dispute(const object& o) {
    Dispute d;
    d.kind = named<DisputeKind>(o, "kind");
    d.about = text(o, "about");
    d.why = text(o, "why");
    for (const element e : list(o, "items")) d.items.push_back(item(e, "items"));
    r_.disputes.push_back(std::move(d));
  }

  void due(const object& o) {
    ScheduleItem s;
    s.date = range(as<object>(at(o, "date"), "date"));
    s.what = text(o, "what");
    s.event = optional_item(o, "event", 'v');
    s.place = optional_text(o, "place");
    s.status = named<ScheduleStatus>(o, "status");
    s.span = span(o, "span");
    r_.schedule.push_back(std::move(s));
  }

  Record& r_;
  std::vector<std::pair<char, size_t>> sizes_;
};

}  // namespace

Result<Record> parse_json(std::string_view json) {
  simdjson::dom::parser parser;
  element root;
  const simdjson::padded_string padded(json);
  if (const auto error = parser.parse(padded).get(root); error != simdjson::SUCCESS) {
    return fail(ErrorCode::kMalformed, fmt::format("no record: {}", simdjson::error_message(error)));
  }
  Record out;
  try {
    Parser(out).run(as<object>(root, "record"));
  } catch (const Wrong& wrong) {
    return fail(ErrorCode::kMalformed, "no record: " + wrong.what);
  }
  return out;
}

}  // namespace dateline
