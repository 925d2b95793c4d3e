#include "language/model_file.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <fstream>

#include "base/hash.h"

namespace dateline::language {
namespace {

std::string scratch_file() {
  return testing::TempDir() + "model_" + testing::UnitTest::GetInstance()->current_test_info()->name();
}

void write(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string table(uint32_t labels) {
  const uint32_t words[4 + 4] = {2, 1, labels, 0, 77, 1, 0, 0};
  std::string out(reinterpret_cast<const char*>(words), sizeof words);
  out += std::string("\0\x05", 2);
  return out;
}

// The smallest model: one tag, one relation.
std::string tiny_model() {
  std::array<std::string, kSectionLimit> s;
  const auto at = [&](Section id) -> std::string& { return s[static_cast<size_t>(id)]; };
  at(Section::kDescription) = "tiny";
  at(Section::kTags) = std::string("\x07\x18", 2);
  at(Section::kTransitions) = std::string("\0\0\x01\0\x02\x16", 6);
  at(Section::kNameTransitions).assign((kNameLabels + 1) * (kNameLabels + 1) * 4, '\0');
  at(Section::kClusters).assign(16, '\0');
  at(Section::kSentences) = table(2);
  at(Section::kTagger) = table(1);
  at(Section::kParser) = table(3);
  at(Section::kNames) = table(kNameLabels);
  at(Section::kLemmas).assign(16, '\0');
  return pack_model(s);
}

TEST(ModelFile, TinyModelWorks) {
  const std::string path = scratch_file();
  write(path, tiny_model());
  auto model = Model::open(path);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ((*model)->description(), "tiny");
  Analyzer analyzer(*model);
  Analysis a;
  ASSERT_TRUE(analyzer.run("One two three.", a));
  EXPECT_EQ(a.size(), 4u);
  std::remove(path.c_str());
}

TEST(ModelFile, EveryBitFlipAndTruncationIsRefused) {
  const std::string path = scratch_file(), good = tiny_model();
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ (1 << (i % 8)));
    write(path, bad);
    const auto model = Model::open(path);
    ASSERT_FALSE(model) << "byte " << i;
    EXPECT_EQ(model.error().code, i >= 8 && i < 12 ? ErrorCode::kUnsupported : ErrorCode::kMalformed);
    write(path, std::string_view(good).substr(0, i));
    ASSERT_FALSE(Model::open(path)) << "cut at " << i;
  }
  std::remove(path.c_str());
}

// A wrong file whose checksum is right: no read beyond the sections.
TEST(ModelFile, ForgedSectionsAreRefusedOrHarmless) {
  const std::string path = scratch_file(), good = tiny_model();
  for (size_t i = 32; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(0xFF);
    const uint64_t sum = hash64(std::string_view(bad).substr(32));
    std::memcpy(&bad[24], &sum, sizeof sum);
    write(path, bad);
    const auto model = Model::open(path);
    if (!model) continue;
    Analyzer analyzer(*model);
    Analysis a;
    ASSERT_TRUE(analyzer.run("One two three.", a));
    EXPECT_EQ(a.size(), 4u);
  }
  std::remove(path.c_str());
}

TEST(ModelFile, MissingFile) {
  const auto model = Model::open(scratch_file() + "_absent");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace dateline::language
