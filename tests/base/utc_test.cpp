#include "base/utc.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(Utc, IsWrittenToTheSecond) {
  EXPECT_EQ(utc(1394183400), "2014-03-07T09:10:00Z");
  EXPECT_EQ(utc(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc(-1), "1969-12-31T23:59:59Z");
}

}  // namespace
}  // namespace dateline
