// Runs the text cases of tests/record/cases: sentences in, the items of their record out. A case is
//
//   the sentences (one paragraph a line)
//   ----
//   the items, one a line, as `items_of` prints them
//   ====
//
// The page's date is 2014-03-07. `tools/regold` rewrites the expected items; review the difference before committing it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/hash.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "dateline/reader.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Engine> engine() {
  static const auto opened = Engine::open(DATELINE_ROOT);
  if (!opened) ADD_FAILURE() << opened.error().message;
  return opened ? *opened : nullptr;
}

Result<Record> read(const std::string& text) {
  Source source;
  source.format = SourceFormat::kBody;
  source.bytes = text;
  source.published = "2014-03-07";
  source.sha256 = sha256_hex(text);
  return Reader(engine()).read(std::move(source));
}

std::string codes(const std::vector<std::string>& list) {
  return list.empty() ? "---" : fmt::format("{}", fmt::join(list, "+"));
}

std::string items_of(const Record& r) {
  std::string out;
  const std::string_view text = r.article.text;
  for (const auto& e : r.events) {
    out += fmt::format("event {} {} {} | {}{}{} | {}\n", codes(e.source_code), name(e.type), codes(e.target_code), name(e.status),
                       e.time.known() ? " " + e.time.from + (e.time.to != e.time.from ? "/" + e.time.to : "") : "",
                       e.place ? " " + e.place->name : "", text_of(text, e.trigger));
  }
  for (const auto& s : r.statements) {
    std::string content;
    for (const Span c : s.content) content += (content.empty() ? "" : " ... ") + std::string(text_of(text, c));
    out += fmt::format("statement {} | {} | {}\n", name(s.kind), s.speaker == kNoItem ? "?" : r.entities[s.speaker].name, content);
  }
  for (const auto& f : r.figures) {
    out += fmt::format("figure {} {} | {}\n", f.value ? fmt::format("{:.15g}", *f.value) : fmt::format("{:.15g}..{:.15g}", *f.low, *f.high),
                       f.unit.empty() ? "-" : f.unit, f.what);
  }
  for (const auto& d : r.disputes) out += fmt::format("dispute {} | {}\n", name(d.kind), d.about);
  for (const auto& s : r.schedule) out += fmt::format("schedule {} | {} | {}\n", s.date.from, name(s.status), s.what);
  return out;
}

/// Every span of the record lies in the text on UTF-8 borders; its JSON reads back as the same record.
void expect_sound(const Record& r) {
  std::string json, again;
  append_json(r, json);
  const auto back = parse_json(json);
  ASSERT_TRUE(back) << back.error().message;
  append_json(*back, again);
  EXPECT_EQ(json, again);
  const std::string_view text = r.article.text;
  const auto sound = [&](Span s) {
    EXPECT_LE(s.begin, s.end);
    EXPECT_TRUE(is_utf8_border(text, s.begin) && is_utf8_border(text, s.end));
  };
  for (const auto& p : r.article.paragraphs) sound(p.span);
  for (const Span s : r.sentences) sound(s);
  for (const auto& e : r.entities) {
    EXPECT_FALSE(e.mentions.empty());
    for (const Span m : e.mentions) sound(m);
  }
  for (const auto& e : r.events) {
    for (const Span s : {e.sentence_span, e.trigger, e.source_span, e.target_span, e.time_span, e.place_span}) sound(s);
    EXPECT_TRUE(e.sentence_span.contains(e.trigger));
    for (const ItemIndex i : e.source) EXPECT_LT(i, r.entities.size());
    for (const ItemIndex i : e.said_by) EXPECT_LT(i, r.statements.size());
    EXPECT_GE(e.confidence, 0);
    EXPECT_LE(e.confidence, 1);
  }
  for (const auto& s : r.statements) {
    EXPECT_FALSE(s.content.empty());
    for (const Span c : s.content) sound(c);
    sound(s.cue);
    sound(s.speaker_span);
  }
  for (const auto& f : r.figures) sound(f.span);
  for (const auto& s : r.schedule) sound(s.span);
}

TEST(RecordCases, GiveTheExpectedItems) {
  ASSERT_NE(engine(), nullptr);
  const bool rewrite = std::getenv("DATELINE_REGOLD") != nullptr;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(DATELINE_ROOT) / "tests/record/cases")) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  ASSERT_FALSE(files.empty());
  for (const auto& file : files) {
    std::ifstream in(file);
    std::string line, input, expected, rewritten;
    bool items = false;
    int number = 0, begin = 1;
    while (std::getline(in, line)) {
      ++number;
      if (line == "----") {
        items = true;
      } else if (line == "====") {
        const auto record = read(std::string(trim(input)));
        ASSERT_TRUE(record) << file << ":" << begin << ": " << record.error().message;
        expect_sound(*record);
        const std::string got = items_of(*record);
        rewritten += std::string(trim(input)) + "\n----\n" + got + "====\n";
        if (!rewrite) {
          EXPECT_EQ(got, expected) << file.filename() << ":" << begin << "\n" << input;
        }
        input.clear();
        expected.clear();
        items = false;
        begin = number + 1;
      } else {
        (items ? expected : input) += line + "\n";
      }
    }
    if (rewrite) std::ofstream(file) << rewritten;
  }
}

TEST(ParseJson, GivesBackAllOfAPage) {
  Source source;
  source.format = SourceFormat::kHtml;
  source.url = "https://coast.example/news/live/ferry";
  source.bytes =
      "<!doctype html><html lang=en><head><title>Ferry vote</title><link rel=next href='/news/live/ferry?page=2'>"
      "<meta property=article:published_time content='2021-05-04T08:00:00+01:00'><meta property=article:content_tier content=locked>"
      "<meta property=article:tag content=Ferries></head><body><article><h1>Ferry vote</h1><figure><img src='/ferry.jpg'>"
      "<figcaption>The ferry at dawn. (Photo: Tom Reed)</figcaption></figure><div class=entry><time>14:32</time><p>The count of the votes "
      "ended in the harbour hall, the clerk told the people who had waited outside.</p></div><div class=entry><time>11:40</time><p>The doors "
      "of the hall were closed at noon and the counting of the ballots has begun.</p></div></article></body></html>";
  source.sha256 = sha256_hex(source.bytes);
  const auto record = Reader(engine()).read(std::move(source));
  ASSERT_TRUE(record) << record.error().message;
  expect_sound(*record);
  const Article& a = record->article;
  ASSERT_EQ(a.images.size(), 1u);
  EXPECT_EQ(a.images[0].url, "https://coast.example/ferry.jpg");
  EXPECT_EQ(a.next, "https://coast.example/news/live/ferry?page=2");
  EXPECT_EQ(a.updates.size(), 2u);
  EXPECT_EQ(a.topics.size(), 1u);
  EXPECT_TRUE(a.paywalled);
}

TEST(ParseJson, RefusesWhatIsNoRecord) {
  ASSERT_NE(engine(), nullptr);
  std::string json;
  append_json(*read("Ukraine said on Friday that 300 soldiers had crossed the border. Russia denied it."), json);
  ASSERT_TRUE(parse_json(json));
  const auto refused = [&](std::string_view old, std::string_view now) {
    std::string changed = json;
    const size_t at = changed.find(old);
    ASSERT_NE(at, std::string::npos) << old;
    changed.replace(at, old.size(), now);
    const auto record = parse_json(changed);
    ASSERT_FALSE(record) << now;
    EXPECT_EQ(record.error().code, ErrorCode::kMalformed);
  };
  refused("{", "[");
  refused("\"schema\":1", "\"schema\":2");
  refused("\"sentences\":[[0,", "\"sentences\":[[7000,");
  refused("\"sentences\":[[0,", "\"sentences\":[[-1,");
  refused("\"kind\":\"indirect\"", "\"kind\":\"shouted\"");
  refused("\"speaker\":\"e1\"", "\"speaker\":\"e99\"");
  refused("\"speaker\":\"e1\"", "\"speaker\":\"s1\"");
  refused("\"warnings\"", "\"warning\"");
  EXPECT_FALSE(parse_json(json.substr(0, json.size() / 2)));
}

TEST(Reader, ReadsAnyTextWithoutFault) {
  ASSERT_NE(engine(), nullptr);
  const char* pieces[] = {"said", "\"", "\u201c", "\u201d", "Russia", "10,000", " ", "\n\n", ".", "(", ")", "according to", "on Friday",
                          "\u00e9", "President", "Putin", "will", "not", "attack", "'s", "-", "$", "%", "\U0001F600", "it", ","};
  uint32_t state = 1;
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) {
      state = state * 1664525u + 1013904223u;
      text += pieces[(state >> 16) % std::size(pieces)];
      if ((state >> 8) % 3 != 0) text += ' ';
    }
    const auto record = read(text);
    if (!record) continue;
    expect_sound(*record);
    std::string once, twice;
    append_json(*record, once);
    append_json(*read(text), twice);
    EXPECT_EQ(once, twice);
  }
}

}  // namespace
}  // namespace dateline
