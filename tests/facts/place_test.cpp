#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/strings.h"
#include "facts/place/gazetteer.h"
#include "facts/place/place_tagger.h"

namespace dateline::facts {
namespace {

const std::string kGazetteer = DATELINE_ROOT "/models/gazetteer.bin";
const std::string kData = DATELINE_ROOT "/data";

const std::shared_ptr<const Gazetteer>& gazetteer() {
  static const auto opened = Gazetteer::open(kGazetteer).value();
  return opened;
}
const PlaceTagger& tagger() {
  static const auto opened = PlaceTagger::open(kData, gazetteer()).value();
  return opened;
}

Gazetteer::Entry first(std::string_view name) {
  std::vector<uint32_t> ids;
  gazetteer()->find(name, ids);
  return ids.empty() ? Gazetteer::Entry() : gazetteer()->entry(ids[0]);
}

// A text with its words parted at blanks and punctuation, one sentence a line, no tags: what the tagger must live with
// where no model is at hand.
struct Document {
  Article article;
  Analysis analysis;

  explicit Document(std::string text, std::string url = {}) {
    article.text = std::move(text);
    article.canonical = std::move(url);
    const std::string_view t = article.text;
    size_t line = 0;
    while (line < t.size()) {
      const size_t end = std::min(t.find('\n', line), t.size());
      add_sentence(t, line, end);
      line = end + 1;
    }
    analysis.upos.assign(analysis.size(), Upos::kX);
    analysis.xpos.assign(analysis.size(), 0);
    analysis.tag_certainty.assign(analysis.size(), 255);
    analysis.tree_certainty.assign(analysis.size(), 255);
    analysis.head.assign(analysis.size(), kNoWord);
    analysis.relation.assign(analysis.size(), Deprel::kRoot);
    analysis.lemma_begin.assign(analysis.size() + 1, 0);
  }

  void add_sentence(std::string_view t, size_t begin, size_t end) {
    const auto sentence = static_cast<uint32_t>(analysis.sentences.size());
    const uint32_t first_word = analysis.size();
    size_t at = begin;
    const auto push = [&](size_t from, size_t to) {
      analysis.span.push_back({static_cast<uint32_t>(from), static_cast<uint32_t>(to)});
      analysis.joined.push_back(0);
      analysis.sentence.push_back(sentence);
    };
    while (at < end) {
      if (is_space(t[at])) {
        ++at;
      } else if (t[at] == ',' || t[at] == '(' || t[at] == ')' || t[at] == '-' || t[at] == '"') {
        push(at, at + 1);
        ++at;
      } else {
        size_t to = at;
        while (to < end && !is_space(t[to]) && t[to] != ',' && t[to] != '(' && t[to] != ')' && t[to] != '-' &&
               t[to] != '"') {
          ++to;
        }
        const bool stop = t[to - 1] == '.' && to == end;  // the stop that ends the line
        if (stop) --to;
        if (to - at > 2 && t.substr(to - 2, 2) == "'s") {
          push(at, to - 2);
          push(to - 2, to);
        } else if (to > at) {
          push(at, to);
        }
        if (stop) push(to, to + 1);
        at = to + (stop ? 1 : 0);
      }
    }
    if (analysis.size() == first_word) return;
    analysis.sentences.push_back({{analysis.span[first_word].begin, analysis.span.back().end},
                                  first_word,
                                  analysis.size(),
                                  0});
  }

  std::vector<PlaceMention> run() const {
    std::vector<PlaceMention> out;
    std::optional<Place> opening;
    tagger().run(article, analysis, out, opening);
    return out;
  }
  // "Paris=FRA Texas=USA/Texas": surface, country and division of each mention; * marks adjectives, ? the unresolved.
  std::string summary() const {
    std::string s;
    for (const PlaceMention& m : run()) {
      if (!s.empty()) s += ' ';
      s += text_of(article.text, m.span);
      if (m.adjectival) s += '*';
      s += m.place ? "=" + m.place->country : "?";
      if (m.place && m.place->precision != PlacePrecision::kCountry && !m.place->admin1.empty()) {
        s += '/' + m.place->admin1;
      }
    }
    return s;
  }
};

TEST(Gazetteer, HoldsThePlacesItPromises) {
  EXPECT_GE(gazetteer()->size(), 100'000u);
  uint32_t countries = 0, divisions = 0, capitals = 0;
  for (uint32_t id = 0; id < gazetteer()->size(); ++id) {
    const auto e = gazetteer()->entry(id);
    countries += e.precision == PlacePrecision::kCountry;
    divisions += e.precision == PlacePrecision::kAdmin1;
    capitals += e.capital;
    ASSERT_TRUE(e.lat >= -90 && e.lat <= 90 && e.lon >= -180 && e.lon <= 180) << e.name;
    ASSERT_FALSE(e.name.empty());
  }
  EXPECT_GE(countries, 249u);
  EXPECT_GE(divisions, 3'000u);
  EXPECT_GE(capitals, 190u);
}

TEST(Gazetteer, FindsNamesWhateverCaseAccentsAndShortForms) {
  EXPECT_EQ(first("São Paulo").country, "BRA");
  EXPECT_EQ(first("sao paulo").country, "BRA");
  EXPECT_EQ(first("ZÜRICH").country, "CHE");
  EXPECT_EQ(first("St. Petersburg").country, "RUS");
  EXPECT_EQ(first("Saint Petersburg").country, "RUS");
  EXPECT_EQ(first("Kiev").name, "Kyiv");
  EXPECT_EQ(first("Burma").country, "MMR");
  EXPECT_EQ(first("Turkey").name, "Turkey");
  EXPECT_EQ(first("Black Sea").precision, PlacePrecision::kFeature);
  EXPECT_EQ(first("Black Sea").country, "");
  EXPECT_EQ(first("Middle East").precision, PlacePrecision::kRegion);
  std::vector<uint32_t> ids;
  gazetteer()->find("Kyiv", ids);
  EXPECT_TRUE(std::any_of(ids.begin(), ids.end(), [](uint32_t id) { return gazetteer()->entry(id).capital; }));
  EXPECT_TRUE(first("").name.empty());
  EXPECT_TRUE(first("Qqqqqxx").name.empty());
  EXPECT_TRUE(first("\xFF\xFE").name.empty());
  EXPECT_TRUE(first(std::string(5000, 'a')).name.empty());
}

TEST(Gazetteer, MostPopulousFirst) {
  std::vector<uint32_t> ids;
  gazetteer()->find("Paris", ids);
  ASSERT_GT(ids.size(), 3u);
  EXPECT_EQ(gazetteer()->entry(ids[0]).country, "FRA");
  for (size_t n = 1; n < ids.size(); ++n) {
    EXPECT_GE(gazetteer()->entry(ids[n - 1]).population, gazetteer()->entry(ids[n]).population);
  }
}

TEST(Gazetteer, KnowsWhichWordsOpenLongerNames) {
  EXPECT_TRUE(gazetteer()->is_prefix("New"));
  EXPECT_TRUE(gazetteer()->is_prefix("Rio de"));
  EXPECT_FALSE(gazetteer()->is_prefix("Rio de Janeir"));
  EXPECT_FALSE(gazetteer()->is_prefix("Qqqqqxx"));
  EXPECT_FALSE(gazetteer()->is_prefix(""));
}

TEST(Gazetteer, EveryEntryIsFoundByItsName) {
  std::vector<uint32_t> ids;
  for (uint32_t id = 0; id < gazetteer()->size(); id += 97) {
    gazetteer()->find(gazetteer()->entry(id).name, ids);
    EXPECT_NE(std::find(ids.begin(), ids.end(), id), ids.end()) << gazetteer()->entry(id).name;
  }
}

TEST(Gazetteer, AnAbsentFileIsAnError) {
  EXPECT_FALSE(Gazetteer::open("/nonexistent/gazetteer.bin").has_value());
  EXPECT_FALSE(PlaceTagger::open(kData, nullptr).has_value());
  EXPECT_FALSE(PlaceTagger::open("/nonexistent", gazetteer()).has_value());
}

// Damaged in any place, the file is refused: by its checksum and length.
TEST(Gazetteer, DamagedFilesAreErrors) {
  const std::string whole = read_file(kGazetteer, 64u << 20).value();
  const auto path = std::filesystem::temp_directory_path() / ("gazetteer_test_" + std::to_string(getpid()));
  const auto open_bytes = [&](const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return Gazetteer::open(path.string());
  };
  for (size_t length : {size_t{0}, size_t{1}, size_t{8}, size_t{95}, size_t{96}, whole.size() / 2, whole.size() - 1}) {
    EXPECT_FALSE(open_bytes(whole.substr(0, length)).has_value()) << length;
  }
  for (size_t at = 0; at < 96; at += 3) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
    EXPECT_FALSE(open_bytes(damaged).has_value()) << at;
  }
  for (size_t at = 96; at < whole.size(); at += whole.size() / 7) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x01);
    const auto opened = open_bytes(damaged);
    ASSERT_FALSE(opened.has_value()) << at;
    EXPECT_EQ(opened.error().code, ErrorCode::kMalformed);
  }
  EXPECT_FALSE(open_bytes(whole + "x").has_value());
  std::filesystem::remove(path);
}

TEST(PlaceTagger, CountriesTownsAndAdjectives) {
  EXPECT_EQ(Document("Ukrainian troops left Kharkiv in Ukraine for Moldova.").summary(),
            "Ukrainian*=UKR Kharkiv=UKR/Kharkiv Ukraine=UKR Moldova=MDA");
  EXPECT_EQ(Document("The U.S. envoy flew from South Korea to the Gaza Strip.").summary(),
            "U.S.=USA South Korea=KOR Gaza Strip=PSE");
  EXPECT_EQ(Document("South African miners met British officials.").summary(), "South African*=ZAF British*=GBR");
}

TEST(PlaceTagger, TheStateBehindTheCommaDecides) {
  EXPECT_EQ(Document("A fire broke out in Paris, Texas, on Monday.").summary(), "Paris=USA/Texas Texas=USA/Texas");
  EXPECT_EQ(Document("A fire broke out in Paris on Monday.").summary(), "Paris=FRA/Île-de-France");
  EXPECT_EQ(Document("Police in Durham, England, said so.").summary(), "Durham=GBR/England England=GBR/England");
  EXPECT_EQ(Document("He was born in Athens, Ga., and left.").summary(), "Athens=USA/Georgia Ga.=USA/Georgia");
  EXPECT_EQ(Document("She grew up in Moscow, Idaho.").summary(), "Moscow=USA/Idaho Idaho=USA/Idaho");
}

TEST(PlaceTagger, OneSenseADocument) {
  EXPECT_EQ(Document("Police in London, Ontario, closed a road.\nTraffic in London was slow.").summary(),
            "London=CAN/Ontario Ontario=CAN/Ontario London=CAN/Ontario");
}

TEST(PlaceTagger, PlacesNearByDecide) {
  EXPECT_EQ(Document("The road from Cambridge to Somerville and Medford in Massachusetts is closed.").summary(),
            "Cambridge=USA/Massachusetts Somerville=USA/Massachusetts Medford=USA/Massachusetts "
            "Massachusetts=USA/Massachusetts");
}

TEST(PlaceTagger, ThePapersOwnTownDecides) {
  const std::string text = "The council of Columbus met in Columbus.";
  EXPECT_NE(Document(text, "https://www.ledger-enquirer.com/news/1").summary().find("Columbus=USA/Georgia"),
            std::string::npos);
  EXPECT_NE(Document(text, "https://www.dispatch.com/news/1").summary().find("Columbus=USA/Ohio"), std::string::npos);
}

TEST(PlaceTagger, PersonsAndCommonWordsAreNoPlaces) {
  EXPECT_EQ(Document("Mr. Jackson met Senator Lincoln.").summary(), "");
  EXPECT_EQ(Document("Reading the Best Of list, Many laughed.").summary(), "");
  EXPECT_EQ(Document("On Sunday the Police asked for Hope and Justice.").summary(), "");
  EXPECT_EQ(Document("The GOP and the AIDS fund met.").summary(), "");
}

// Found as bugs: "Jordan's" was the town of Jordans, "Baghdad Monday" a name.
TEST(PlaceTagger, PossessivesAndDaysAreNoPartOfNames) {
  EXPECT_EQ(Document("They praised Jordan's army.").summary(), "Jordan=JOR");
  EXPECT_EQ(Document("A bomb went off in Baghdad Monday.").summary(), "Baghdad=IRQ/Baghdad");
}

TEST(PlaceTagger, PartsOfOrganisationsAreNoLocations) {
  EXPECT_EQ(Document("The Texas University paper was read in Boston.").summary(),
            "Texas*=USA/Texas Boston=USA/Massachusetts");
}

TEST(PlaceTagger, AbbreviationsNeedTheirPlace) {
  EXPECT_EQ(Document("OK, he said, ME too.").summary(), "");
  EXPECT_EQ(Document("They met in Portland, ME.").summary(), "Portland=USA/Maine ME=USA/Maine");
}

TEST(PlaceTagger, ListsOfCounties) {
  EXPECT_EQ(Document("Storms hit Baker, Clay and Nassau counties in Florida.").summary(),
            "Baker=USA/Florida Clay=USA/Florida Nassau=USA/Florida Florida=USA/Florida");
}

TEST(PlaceTagger, OutputIsOrderedAndInsideTheText) {
  const Document d("Ōsaka, Zürich, São Paulo and Washington, D.C., the Bay of Bengal\nU.S. St. John's Côte d'Ivoire, \xC3");
  uint32_t last = 0;
  for (const PlaceMention& m : d.run()) {
    EXPECT_GE(m.span.begin, last);
    EXPECT_GT(m.span.end, m.span.begin);
    EXPECT_LE(m.span.end, d.article.text.size());
    last = m.span.end;
  }
}

TEST(PlaceTagger, HostileInputIsBounded) {
  std::string text;
  for (int n = 0; n < 20'000; ++n) text += "Paris, Saint ";
  EXPECT_LE(Document(text).run().size(), 20'000u);
  EXPECT_TRUE(Document("").run().empty());
}

}  // namespace
}  // namespace dateline::facts
