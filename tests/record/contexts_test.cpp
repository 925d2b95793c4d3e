// PLOVER contexts of events, read from sentences by the whole program.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/hash.h"
#include "dateline/reader.h"

namespace dateline {
namespace {

/// Contexts of the first event of a sentence.
std::string contexts_of(const std::string& text) {
  static const auto engine = Engine::open(DATELINE_ROOT);
  if (!engine) return "no engine";
  Source source;
  source.format = SourceFormat::kBody;
  source.bytes = text;
  source.published = "2014-03-07";
  source.sha256 = sha256_hex(text);
  const auto record = Reader(*engine).read(std::move(source));
  if (!record || record->events.empty()) return "no event";
  return fmt::format("{}", fmt::join(record->events.front().contexts, " "));
}

TEST(Contexts, FromWordsOfTheClause) {
  EXPECT_EQ(contexts_of("Kenya closed its border to refugees."), "migration");
  EXPECT_EQ(contexts_of("Chile accused Peru of corruption."), "corruption");
  EXPECT_EQ(contexts_of("Norway gave Nepal vaccines after the earthquake."), "health disasters");
}

TEST(Contexts, FromRolesAndModes) {
  EXPECT_EQ(contexts_of("French soldiers attacked rebels in Mali."), "military");
  EXPECT_EQ(contexts_of("Hackers attacked Estonia."), "cyber");  // crime only where nothing is closer
}

TEST(Contexts, TalksOfTwoCountriesAreDiplomatic) {
  EXPECT_EQ(contexts_of("Peru held talks with Chile."), "diplomatic");
}

TEST(Contexts, NothingFromAnotherClause) {
  EXPECT_EQ(contexts_of("Iran accused Oman of lying while courts in Qatar heard the case."), "");
}

}  // namespace
}  // namespace dateline
