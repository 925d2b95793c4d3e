#include <gtest/gtest.h>

#include <random>

#include "intake/byte_stream.h"
#include "packed.h"

namespace dateline::intake {
namespace {

// Bytes that do not pack well, so that members are many pieces long.
std::string noise(size_t size, uint32_t seed) {
  std::mt19937 random(seed);
  std::string out(size, '\0');
  for (char& c : out) c = static_cast<char>('a' + random() % 26);
  return out;
}

// Pieces of `bytes` of the given size, one a read.
class Pieces : public ByteStream {
 public:
  Pieces(std::string bytes, size_t size) : bytes_(std::move(bytes)), size_(size) {}
  bool read(std::string& buffer) override {
    buffer = bytes_.substr(std::min(at_, bytes_.size()), size_);
    at_ += size_;
    return !buffer.empty();
  }
  [[nodiscard]] const Error* fault() const override { return nullptr; }

 private:
  std::string bytes_;
  size_t size_, at_ = 0;
};

struct Read {
  std::string text;
  std::vector<Error> faults;
};
Read read_all(std::string packed, size_t piece) {
  UnpackedStream stream(std::make_unique<Pieces>(std::move(packed), piece));
  Read out;
  std::string buffer;
  while (true) {
    while (stream.read(buffer)) out.text += buffer;
    if (stream.fault() == nullptr) return out;
    out.faults.push_back(*stream.fault());
  }
}

TEST(UnpackedStream, ReadsMembersAndFramesInAnyPieces) {
  const std::string a = noise(300'000, 1), b = noise(70, 2), text = a + b + a;
  for (const std::string& packed : {text, gzip(a) + gzip(b) + gzip(a), gzip(a) + gzip(b) + gzip(a) + std::string(512, '\0'),
                                    gzip("") + gzip(text), zstd(a) + zstd(b) + zstd(a)}) {
    for (const size_t piece : {size_t{1'000'000}, size_t{65'536}, size_t{999}}) {
      const Read read = read_all(packed, piece);
      EXPECT_TRUE(read.text == text);
      EXPECT_TRUE(read.faults.empty());
    }
  }
  EXPECT_EQ(read_all("", 10).text, "");
}

TEST(UnpackedStream, ReadsZstdWithADictionaryInFront) {
  const std::string dictionary = noise(2000, 3), a = dictionary.substr(100, 900) + "!", b = dictionary.substr(900, 700);
  for (const std::string& carried : {dictionary, zstd(dictionary)}) {
    std::string frame = "\x5D\x2A\x4D\x18";
    for (int i = 0; i < 4; ++i) frame += static_cast<char>(carried.size() >> (8 * i) & 255);
    const Read read = read_all(frame + carried + zstd(a, dictionary) + zstd(b, dictionary), 100);
    EXPECT_EQ(read.text, a + b);
    EXPECT_TRUE(read.faults.empty());
  }
}

TEST(UnpackedStream, GoesOnBehindADamagedMember) {
  const std::string a = noise(5000, 4), b = noise(5000, 5), c = noise(5000, 6);
  for (const bool use_zstd : {false, true}) {
    const auto pack = [&](const std::string& s) { return use_zstd ? zstd(s) : gzip(s); };
    std::string middle = pack(b);
    for (size_t i = middle.size() / 2; i < middle.size() / 2 + 40; ++i) middle[i] = static_cast<char>(0xFF);
    const Read read = read_all(pack(a) + middle + pack(c), 700);
    EXPECT_TRUE(read.text.starts_with(a));
    EXPECT_TRUE(read.text.ends_with(c));
    ASSERT_EQ(read.faults.size(), 1u);
    EXPECT_EQ(read.faults[0].code, ErrorCode::kMalformed);
    EXPECT_GT(read.faults[0].offset, pack(a).size());
  }
}

TEST(UnpackedStream, TellsOfACutMember) {
  const std::string a = noise(5000, 7), packed = gzip(a);
  for (size_t size = 3; size < packed.size(); size += 61) {
    const Read read = read_all(packed.substr(0, size), 4096);
    EXPECT_EQ(read.faults.size(), 1u) << size;
    EXPECT_TRUE(a.starts_with(read.text)) << size;
  }
}

TEST(Unpack, StopsAtTheLimit) {
  const std::string bomb = gzip(std::string(50'000'000, 'x'));
  ASSERT_LT(bomb.size(), 400'000u);
  const auto out = unpack(bomb, 1'000'000);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kTooLarge);
  const std::string cut = gzip("some text that is long enough").substr(0, 30);
  EXPECT_FALSE(unpack(cut, 1000));
  const auto kept = unpack(gzip(noise(3000, 8)).substr(0, 1500), 10'000, true);
  ASSERT_TRUE(kept);
  EXPECT_TRUE(noise(3000, 8).starts_with(*kept));
}

}  // namespace
}  // namespace dateline::intake
