#include "language/conllu.h"

#include <gtest/gtest.h>

namespace dateline::language {
namespace {

constexpr std::string_view kSample =
    "# newpar\n"
    "# sent_id = 1\n"
    "# text = Ana doesn't pay.\n"
    "1\tAna\tAna\tPROPN\tNNP\t_\t4\tnsubj\t_\tNER=B-PER\n"
    "2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdoes\tdo\tAUX\tVBZ\t_\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
    "4\tpay\tpay\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
    "\n"
    "# newpar\n"
    "# sent_id = 2\n"
    "# text = Peace\n"
    "1\tPeace\tpeace\tNOUN\tNN\t_\t0\troot\t_\t_\n"
    "\n";

TEST(Conllu, RoundTrip) {
  const auto document = parse_conllu(kSample);
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->text, "Ana doesn't pay.\n\nPeace");
  const Analysis& a = document->analysis;
  ASSERT_EQ(a.size(), 6u);
  EXPECT_EQ(a.joined[2], 1);
  EXPECT_EQ(a.head[0], 3u);
  EXPECT_EQ(a.head[5], kNoWord);
  EXPECT_EQ(a.lemma(1), "do");
  ASSERT_EQ(a.names.size(), 1u);
  EXPECT_EQ(a.names[0].kind, NameKind::kPerson);
  EXPECT_EQ(to_conllu(document->text, a), kSample);
}

TEST(Conllu, RefusesWhatIsNotATree) {
  const auto with = [](std::string_view heads) {
    std::string text;
    for (size_t i = 0; i < heads.size(); ++i) {
      text += std::to_string(i + 1) + "\tw\tw\tNOUN\tNN\t_\t" + heads[i] + "\tdep\t_\t_\n";
    }
    return text + "\n";
  };
  EXPECT_TRUE(parse_conllu(with("011")));
  for (const char* heads : {"00", "2310", "111", "21", "09"}) {
    const auto result = parse_conllu(with(heads));
    ASSERT_FALSE(result) << heads;
    EXPECT_EQ(result.error().code, ErrorCode::kMalformed);
  }
}

TEST(Conllu, RefusesBadLines) {
  EXPECT_FALSE(parse_conllu("1\tw\n\n"));
  EXPECT_FALSE(parse_conllu("2\tw\tw\tNOUN\tNN\t_\t0\troot\t_\t_\n\n"));
  EXPECT_FALSE(parse_conllu("1\t\tw\tNOUN\tNN\t_\t0\troot\t_\t_\n\n"));
  EXPECT_FALSE(parse_conllu("\xFF\n"));
  EXPECT_FALSE(parse_conllu("1-3\tw\t_\t_\t_\t_\t_\t_\t_\t_\n1\tw\tw\tX\t_\t_\t0\troot\t_\t_\n"
                            "2\tx\tw\tX\t_\t_\t1\tdep\t_\t_\n3\ty\tw\tX\t_\t_\t1\tdep\t_\t_\n\n"));
}

TEST(Conllu, EveryTruncationGivesAnAnswer) {
  for (size_t n = 0; n < kSample.size(); ++n) (void)parse_conllu(kSample.substr(0, n));
}

}  // namespace
}  // namespace dateline::language
