#include "site/mail_message.h"

#include <gtest/gtest.h>

#include "base/strings.h"

namespace dateline::site {
namespace {

MailMessage example() {
  MailMessage m;
  m.from = "news@example.org";
  m.to = "reader@example.org";
  m.subject = "Talks";
  m.text = "One\nTwo\n";
  m.html = "<p>One</p>";
  m.message_id = "<1@example.org>";
  m.at = 1394183400;
  return m;
}

TEST(MailMessage, HasWhatAMessageNeeds) {
  const std::string out = write_message(example());
  for (const char* line : {"Date: Fri, 7 Mar 2014 09:10:00 +0000\r\n", "From: news@example.org\r\n", "To: reader@example.org\r\n", "Subject: Talks\r\n",
                           "Message-ID: <1@example.org>\r\n", "MIME-Version: 1.0\r\n", "Content-Type: text/html; charset=utf-8\r\n"}) {
    EXPECT_NE(out.find(line), std::string::npos) << line;
  }
  for (size_t at = out.find('\n'); at != std::string::npos; at = out.find('\n', at + 1)) EXPECT_EQ(out[at - 1], '\r');
}

TEST(MailMessage, NoHeaderCanBeAdded) {
  MailMessage m = example();
  m.subject = "Talks\r\nBcc: other@example.org\r\n\r\nBody";
  m.from_name = "A\nX-Evil: 1";
  m.more = {{"List-Id", "<1>\r\nX-Evil: 2"}};
  const std::string out = write_message(m);
  const std::string head = out.substr(0, out.find("\r\n\r\n"));
  for (const std::string_view line : split(head, '\n')) {
    EXPECT_FALSE(line.starts_with("Bcc:") || line.starts_with("X-Evil") || line.starts_with("Body")) << line;
  }
  EXPECT_NE(out.find("\r\n\r\n--=_"), std::string::npos);  // the first blank line is the one before the parts
}

TEST(MailMessage, WordsThatAreNotAscii) {
  EXPECT_EQ(encode_words("Talks in Kiev"), "Talks in Kiev");
  EXPECT_EQ(encode_words("Z\u00FCrich"), "=?UTF-8?B?WsO8cmljaA==?=");
  EXPECT_EQ(encode_words("=?x?="), "=?UTF-8?B?PT94Pz0=?=");
  std::string far;
  for (int i = 0; i < 60; ++i) far += "\u20AC";
  for (const std::string_view word : split(encode_words(far), ' ')) EXPECT_LE(word.size(), 75U);
}

TEST(MailMessage, QuotedPrintable) {
  EXPECT_EQ(quoted_printable("a=b \nc"), "a=3Db=20\r\nc\r\n");
  EXPECT_EQ(quoted_printable("."), "=2E\r\n");
  const std::string long_line = quoted_printable(std::string(300, 'x') + "\u20AC");
  for (const std::string_view line : split(long_line, '\n')) EXPECT_LE(line.size(), 77U);  // 76 and the CR
}

TEST(MailMessage, Addresses) {
  for (const char* good : {"a@example.org", "first.last+tag@mail.example.co", "o'neil@example.org"}) EXPECT_TRUE(is_mail_address(good)) << good;
  for (const char* bad : {"", "a", "a@b", "@example.org", "a@example..org", ".a@example.org", "a b@example.org", "a@example.org\r\nBcc: x@example.org",
                          "a@-example.org", "a@example.org>", "a,b@example.org", "\"a\"@example.org", "a@[127.0.0.1]", "a@example.org "}) {
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  }
  EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@example.org"));
}

}  // namespace
}  // namespace dateline::site
