#include "base/base64.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(Base64, IsThatOfTheStandard) {  // RFC 4648, 10
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

}  // namespace
}  // namespace dateline
