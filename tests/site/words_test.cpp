#include "site/words.h"

#include <gtest/gtest.h>

namespace dateline::site {
namespace {

TEST(Words, Dates) {
  EXPECT_EQ(written_day("2014-03-07T13:25:00Z"), "7 March 2014");
  EXPECT_EQ(written_day("2014-03"), "March 2014");
  EXPECT_EQ(written_day("2014"), "2014");
  EXPECT_EQ(written_day("2014-13"), "2014-13");
  EXPECT_EQ(written_day(""), "");
  EXPECT_EQ(written_moment("2014-03-07T13:25:00Z"), "7 March 2014, 13:25 UTC");
  EXPECT_EQ(written_moment("2014-03-07T13:25:00+02:00"), "7 March 2014, 13:25 (+02:00)");
  EXPECT_EQ(written_moment("2014-03-07"), "7 March 2014");
  EXPECT_EQ(written_days("2014-03-06", "2014-03-06"), "6 March 2014");
  EXPECT_EQ(written_days("2014-03", "2014-04"), "March 2014 to April 2014");
}

TEST(Words, Numbers) {
  EXPECT_EQ(written_number("2600.0"), "2,600");
  EXPECT_EQ(written_number("-12345.5"), "-12,345.5");
  EXPECT_EQ(written_number("999"), "999");
  EXPECT_EQ(written_number("1100000000"), "1.1 billion");
  EXPECT_EQ(written_number("3000000"), "3 million");
  EXPECT_EQ(written_number("1234567"), "1,234,567");
  EXPECT_EQ(written_number("1e+20"), "1e+20");
  EXPECT_EQ(counted("1", "copy", "copies"), "1 copy");
  EXPECT_EQ(counted("12000", "article"), "12,000 articles");
}

TEST(Words, Events) {
  EXPECT_EQ(event_sentence({"ASSAULT", "", "occurred", "Russia", "Ukraine", ""}), "Russia attacked Ukraine");
  EXPECT_EQ(event_sentence({"ASSAULT", "aerial", "denied", "", "Ukraine", "Kyiv"}), "Attack on Ukraine (denied)");
  EXPECT_EQ(event_sentence({"ASSAULT", "", "occurred", "", "", "Mosul"}), "Attack in Mosul");
  EXPECT_EQ(event_sentence({"CONSULT", "", "scheduled", "Norway; Poland", "", "Oslo"}), "Norway and Poland will hold talks");
  EXPECT_EQ(event_sentence({"CONSULT", "", "scheduled", "", "Poland", ""}), "Planned talks with Poland");
  EXPECT_EQ(event_sentence({"THREATEN", "", "threatened", "rebels", "Mali", ""}), "Rebels threatened Mali");
  EXPECT_EQ(event_sentence({"SANCTION", "expel", "negated", "France", "diplomats", ""}), "France did not expel diplomats");
  EXPECT_EQ(event_sentence({"COERCE", "arrest", "claimed", "police; army; guards; sailors", "dockers", ""}), "Police, army and 2 others arrested dockers (claimed)");
  EXPECT_EQ(event_sentence({"NONE", "", "occurred", "a", "", ""}), "A acted");
  EXPECT_EQ(event_sentence({}), "Act");
}

TEST(Words, Disputes) {
  EXPECT_EQ(dispute_title("figure", "killed, Varna"), "Figures differ: killed, Varna");
  EXPECT_EQ(dispute_title("denial", "ASSAULT, Russia to Ukraine"), "Denied: Russia attacked Ukraine");
  EXPECT_EQ(dispute_title("denial", "ASSAULT"), "Denied: Attack");
  EXPECT_EQ(dispute_title("fact", ""), "Accounts differ");
  EXPECT_EQ(dispute_why("leaders denies it"), "denied by leaders");
  EXPECT_EQ(dispute_why("Herald denies what Courier reports"), "reported by Courier, denied by Herald");
  EXPECT_EQ(dispute_why("283000000 by the army (2014-03-07) against 12000 by Unit 7 (2014-03-08)"),
            "283 million by the army (7 March 2014) against 12,000 by Unit 7 (8 March 2014)");
}

TEST(Words, Actors) {
  EXPECT_EQ(country_name("UKR"), "Ukraine");
  EXPECT_EQ(country_name("XYZ"), "XYZ");
  EXPECT_EQ(country_name("ukr"), "ukr");
  EXPECT_EQ(actor_words("RUS"), "Russia");
  EXPECT_EQ(actor_words("RUSGOV"), "Russia: government");
  EXPECT_EQ(actor_words("UKRREBRAD"), "Ukraine: rebels, radicals");
  EXPECT_EQ(actor_words("IGOUNO"), "United Nations");
  EXPECT_EQ(actor_words("MIL"), "Military");
}

}  // namespace
}  // namespace dateline::site
