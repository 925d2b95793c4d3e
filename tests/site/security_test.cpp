#include "site/security.h"

#include <gtest/gtest.h>

namespace dateline::site {
namespace {

class SecurityTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(start_security()); }
  Signer signer_{std::string(32, 'k')};
};

TEST_F(SecurityTest, SignedContentComesBack) {
  const std::string token = signer_.sign("leave", "42", 1000);
  EXPECT_EQ(signer_.verify("leave", token, 999), "42");
  EXPECT_EQ(signer_.verify("leave", token, 1000), "42");
}

TEST_F(SecurityTest, TokensExpireAndServeOnePurpose) {
  const std::string token = signer_.sign("leave", "42", 1000);
  EXPECT_FALSE(signer_.verify("leave", token, 1001));
  EXPECT_FALSE(signer_.verify("confirm", token, 999));
  EXPECT_FALSE(Signer(std::string(32, 'l')).verify("leave", token, 999));
}

TEST_F(SecurityTest, NoChangedByteIsTaken) {
  const std::string token = signer_.sign("leave", "42", 1000);
  for (size_t i = 0; i < token.size(); ++i) {
    std::string other = token;
    other[i] = other[i] == '1' ? '2' : '1';
    EXPECT_FALSE(signer_.verify("leave", other, 999)) << i;
  }
  for (const char* wrong : {"", ".", "..", "42", "42.1000", "42.1000."}) EXPECT_FALSE(signer_.verify("leave", wrong, 999)) << wrong;
}

TEST_F(SecurityTest, Passwords) {
  const auto hash = hash_password("correct horse");
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$"));
  EXPECT_TRUE(password_matches(*hash, "correct horse"));
  EXPECT_FALSE(password_matches(*hash, "correct house"));
  EXPECT_FALSE(password_matches("", ""));
  EXPECT_FALSE(password_matches("no hash", "correct horse"));
}

TEST_F(SecurityTest, NamesAreStableAndRandomIsNot) {
  EXPECT_EQ(signer_.name_of("digest", "1"), signer_.name_of("digest", "1"));
  EXPECT_NE(signer_.name_of("digest", "1"), signer_.name_of("digest", "2"));
  EXPECT_NE(random_bytes(16), random_bytes(16));
  EXPECT_EQ(base64_url("\xFB\xFF"), "-_8");
}

}  // namespace
}  // namespace dateline::site
