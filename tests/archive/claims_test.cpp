#include "archive/claims.h"

#include <gtest/gtest.h>

#include "archive_fixture.h"

namespace dateline::archive {
namespace {

Claim claim(int64_t document, double value, const std::string& what, const std::string& published, const std::string& by = {}) {
  Claim c;
  c.document = c.family = document;
  c.item = "f1";
  c.value = value;
  c.change = "=";
  c.what = what;
  c.published = published;
  c.by = by;
  return c;
}

std::vector<ClaimDispute> disputes(const std::vector<Claim>& claims) { return claim_disputes(claims, *knowledge()); }

TEST(Claims, WhatIsCounted) {
  const auto killed = measure_of("people killed", *knowledge()), dead = measure_of("dead", *knowledge()), civilians = measure_of("civilians killed", *knowledge());
  EXPECT_EQ(killed.name, "killed");
  EXPECT_EQ(dead.name, "killed");
  EXPECT_EQ(killed.subgroup, "");
  EXPECT_EQ(civilians.subgroup, "civilians");
  EXPECT_TRUE(measure_of("people", *knowledge()).name.empty());
  EXPECT_TRUE(measure_of("games", *knowledge()).name.empty());
}

TEST(Claims, TwoFiguresOfOneDay) {
  const auto all = disputes({claim(1, 12, "people killed", "2014-03-07", "the army"), claim(2, 30, "dead", "2014-03-07", "the rebels")});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_FALSE(all[0].update);
  EXPECT_EQ(all[0].about, "killed");
  EXPECT_EQ(all[0].why, "12 by the army (2014-03-07) against 30 by the rebels (2014-03-07)");
}

TEST(Claims, ARisingTollIsAnUpdateAFallingOneIsNot) {
  const auto up = disputes({claim(1, 12, "people killed", "2014-03-07"), claim(2, 30, "people killed", "2014-03-08")});
  ASSERT_EQ(up.size(), 1u);
  EXPECT_TRUE(up[0].update);
  const auto down = disputes({claim(1, 30, "people killed", "2014-03-07"), claim(2, 12, "people killed", "2014-03-08")});
  ASSERT_EQ(down.size(), 1u);
  EXPECT_FALSE(down[0].update);
}

TEST(Claims, WhatCanStandTogether) {
  auto at_least = claim(1, 12, "people killed", "2014-03-07");
  at_least.change = ">";
  EXPECT_TRUE(disputes({at_least, claim(2, 30, "people killed", "2014-03-07")}).empty());
  auto about = claim(1, 29, "people killed", "2014-03-07");
  about.change = "~";
  EXPECT_TRUE(disputes({about, claim(2, 30, "people killed", "2014-03-07")}).empty());
  EXPECT_TRUE(disputes({claim(1, 12, "civilians killed", "2014-03-07"), claim(2, 30, "soldiers killed", "2014-03-07")}).empty());
  EXPECT_TRUE(disputes({claim(1, 12, "people killed", "2014-03-07"), claim(2, 3000, "people killed", "2014-03-07")}).empty());
  auto elsewhere = claim(1, 12, "people killed", "2014-03-07");
  elsewhere.place = "Ferndale";
  EXPECT_TRUE(disputes({elsewhere, claim(2, 30, "people killed", "2014-03-07")}).empty());
  auto long_ago = claim(1, 12, "people killed", "2014-03-07");
  long_ago.as_of = "2011";
  EXPECT_TRUE(disputes({long_ago, claim(2, 30, "people killed", "2014-03-07")}).empty());
  auto copy = claim(2, 30, "people killed", "2014-03-07");
  copy.family = 1;  // one text: parts of one account
  EXPECT_TRUE(disputes({claim(1, 12, "people killed", "2014-03-07"), copy}).empty());
}

}  // namespace
}  // namespace dateline::archive
