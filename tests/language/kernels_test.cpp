#include "language/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace dateline::language {
namespace {

// Random weights and inputs within the given bounds; the two ways must agree, and with the definition.
template <class Weight, class Input>
void expect_same(int most_weight, int least_input, int most_input) {
  constexpr uint32_t kGroup = sizeof(Weight) == 1 ? 4 : 2;
  std::mt19937 random(3);
  std::uniform_int_distribution<int> weight(-most_weight, most_weight), input(least_input, most_input);
  const uint32_t in = 128, out = 48;
  std::vector<Weight> weights(in * out);
  std::vector<float> scale(out, 0.001F), bias(out, 0.25F);
  for (Weight& w : weights) w = static_cast<Weight>(weight(random));
  const MatrixOf<Weight> matrix{in, out, weights.data(), scale.data(), bias.data()};
  for (const uint32_t rows : {1U, 2U, 4U, 5U, 7U, 13U}) {
    std::vector<Input> a(static_cast<size_t>(rows) * in);
    for (Input& v : a) v = static_cast<Input>(input(random));
    std::vector<float> fast(static_cast<size_t>(rows) * out), plain(fast.size());
    multiply(matrix, a.data(), rows, plain.data(), Way::kPortable);
    for (Way way = best_way(); way != Way::kPortable; way = static_cast<Way>(static_cast<int>(way) - 1)) {
      multiply(matrix, a.data(), rows, fast.data(), way);
      EXPECT_EQ(fast, plain) << rows << " rows, way " << static_cast<int>(way);
    }
    int64_t sum = 0;  // row 0, output 17
    for (uint32_t k = 0; k < in; ++k) {
      sum += weights[((in + k / kGroup * kGroup) * 16) + kGroup + k % kGroup] * a[k];
    }
    EXPECT_FLOAT_EQ(plain[17], static_cast<float>(sum) * 0.001F + 0.25F);
  }
}

TEST(Kernels, ProductsAreTheSameOnEveryMachine) {
  expect_same<int16_t, int16_t>(8191, -1000, 1000);
  expect_same<int8_t, uint8_t>(63, 0, 63);
}

TEST(Kernels, LargestBytesDoNotOverflow) {
  const uint32_t in = 128;
  const std::vector<int8_t> weights(in * 16, -63);
  const std::vector<float> scale(16, 1.0F), bias(16, 0.0F);
  const std::vector<uint8_t> a(in, 63);
  std::vector<float> y(16);
  for (int way = 0; way <= static_cast<int>(best_way()); ++way) {
    multiply(ByteMatrix{in, 16, weights.data(), scale.data(), bias.data()}, a.data(), 1, y.data(), static_cast<Way>(way));
    for (const float v : y) EXPECT_EQ(v, -63.0F * 63 * 128);
  }
}

TEST(Kernels, NormedVectorsHaveOneLength) {
  std::vector<float> x(32);
  for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i) - 10;
  std::vector<uint8_t> a(x.size());
  normalize(x.data(), 1, 32, a.data());
  double squares = 0;
  for (const uint8_t v : a) squares += (v - 32.0) * (v - 32.0);
  EXPECT_NEAR(std::sqrt(squares / 32), kUnit, 0.3);
  EXPECT_EQ(a[10], 32);
  x[31] = 1e6F;
  normalize(x.data(), 1, 32, a.data());
  EXPECT_EQ(a[31], 63);
  std::fill(x.begin(), x.end(), 0.0F);
  normalize(x.data(), 1, 32, a.data());
  EXPECT_EQ(a[3], 32);
}

TEST(Kernels, RecurrenceKeepsWhatItsGateSays) {
  const uint32_t half = 8, n = 3;
  std::vector<float> gates(n * 6 * half, 0.0F), x(n * 2 * half, 0.0F), state(half);
  const auto gate = [&](uint32_t word, uint32_t part) { return gates.data() + (word * 6 + part) * half; };
  for (uint32_t i = 0; i < n; ++i) {
    gate(i, 0)[0] = i == 0 ? -9.0F : 9.0F;  // forwards: take the first word, keep it
    gate(i, 1)[0] = static_cast<float>(i + 1);
    gate(i, 2)[0] = 9;
    gate(i, 3)[0] = -9;  // backwards: each word its own
    gate(i, 4)[0] = static_cast<float>(10 * (i + 1));
  }
  const std::vector<const float*> rows = {gate(0, 0), gate(1, 0), gate(2, 0)};
  recur(rows.data(), n, half, x.data(), state.data());
  for (uint32_t i = 0; i < n; ++i) {
    EXPECT_FLOAT_EQ(x[i * 2 * half], 2);                                      // gate open: 2 * 1 * h
    EXPECT_FLOAT_EQ(x[i * 2 * half + half], static_cast<float>(10 * (i + 1)));  // half open: 2 * 0.5 * h
  }
}

TEST(Kernels, HiddenLayerIsCut) {
  const std::vector<float> x = {1, -5, 100, 0.5F, 0, 0, 0, 0}, y = {0.5F, 1, 0, -0.25F, 0, 0, 0, 0};
  std::vector<int16_t> a(8);
  quantize_hidden(x.data(), y.data(), 8, a.data());
  EXPECT_EQ(a[0], 384);
  EXPECT_EQ(a[1], 0);
  EXPECT_EQ(a[2], kHiddenMost);
  EXPECT_EQ(a[3], 64);
}

}  // namespace
}  // namespace dateline::language
