#include "base/json_writer.h"

#include <gtest/gtest.h>

#include <limits>

namespace dateline {
namespace {

TEST(JsonWriter, PlacesCommasAndEscapes) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("a", 1).key("b").begin_array().value("x\"\\\n\x01").value(0.5).value(true).null().end_array();
  w.key("c").begin_object().end_object().end_object();
  EXPECT_EQ(out, "{\"a\":1,\"b\":[\"x\\\"\\\\\\n\\u0001\",0.5,true,null],\"c\":{}}");
}

TEST(JsonWriter, WritesShortestNumbersAndNoInfinity) {
  std::string out;
  JsonWriter w(out);
  w.begin_array().value(0.1).value(30000.0).value(1e300).value(std::numeric_limits<double>::infinity()).end_array();
  EXPECT_EQ(out, "[0.1,30000,1e+300,null]");
}

}  // namespace
}  // namespace dateline
