#include "language/model_file.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <vector>

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

// Arrays one after the other, each at a multiple of 64 bytes.
template <class T>
void add(std::string& out, const std::vector<T>& values) {
  out.resize((out.size() + 63) / 64 * 64);
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

template <class Weight>
void add_matrix(std::string& out, uint32_t in, uint32_t outputs) {
  add(out, std::vector<Weight>(in * outputs, 3));
  add(out, std::vector<float>(outputs, 0.001F));
  add(out, std::vector<float>(outputs, 0.0F));
}

// The smallest model: one tag, two relations, vectors of 16, one layer.
std::string tiny_model() {
  std::array<std::string, kSectionLimit> s;
  const auto at = [&](Section id) -> std::string& { return s[static_cast<size_t>(id)]; };
  at(Section::kDescription) = "tiny";
  at(Section::kTags) = "NOUN NN\n";
  at(Section::kRelations) = "dep\nroot\n";
  at(Section::kClusters).assign(16, '\0');
  at(Section::kSentences) = table(2);
  at(Section::kLemmas).assign(16, '\0');
  std::string& words = at(Section::kWords);
  add(words, std::vector<uint32_t>{2, 2});
  add(words, std::vector<uint32_t>{7, 1, 0, 0});
  add(words, std::vector<float>(2, 0.01F));
  add(words, std::vector<int8_t>(32, 1));
  std::string& pieces = at(Section::kPieces);
  constexpr uint32_t kRows = kSmallPieceRows + kLargePieceRows;
  add(pieces, std::vector<float>(kRows, 0.01F));
  add(pieces, std::vector<int8_t>(kRows * 16, 1));
  std::string& network = at(Section::kNetwork);
  add(network, std::vector<uint32_t>{16, 1, 1, 2, 16, 16, 0, 0});
  add_matrix<int8_t>(network, 16, 48);
  add_matrix<int8_t>(network, 16, 16 + 32 + 64);
  add_matrix<int16_t>(network, 16, 16);
  add(network, std::vector<float>(16, 1.0F));
  add(network, std::vector<float>(16, 1.0F));
  add(network, std::vector<float>(33, 0.0F));
  add(network, std::vector<float>(4, 1.0F));
  return pack_model(s);
}

// Bytes of the file at which something other than the rows of pieces stands, and a few of those.
std::vector<size_t> places(const std::string& model) {
  std::vector<size_t> out;
  for (size_t i = 0; i < model.size(); i += i < 1024 ? 1 : i + 10000 < model.size() ? 4001 : 29) out.push_back(i);
  return out;
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
  for (const size_t i : places(good)) {
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
  for (const size_t i : places(good)) {
    if (i < 32) continue;
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
