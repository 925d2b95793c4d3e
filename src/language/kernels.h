#pragma once

#include <cstdint>
#include <span>

namespace dateline::language {

/// Weights of one product, used in place in the mapped model file. Integers, so that every machine computes the same.
///
///   weights  in blocks of 16 outputs and groups of inputs: [out / 16][in / group][16 outputs][group inputs]
///   scale    f32 per output: what the integer sum is multiplied with
///   bias     f32 per output, added then
///
/// The group is 4 for weights of bytes, 2 for weights of 16 bits. `in` is a multiple of 16, `out` of 16.
template <class Weight>
struct MatrixOf {
  uint32_t in = 0, out = 0;
  const Weight* weights = nullptr;
  const float* scale = nullptr;
  const float* bias = nullptr;
};
/// Weights from -63 to 63 for inputs from 0 to 63: eight products fit 16 bits. The bias makes up for the inputs' zero, 32.
using ByteMatrix = MatrixOf<int8_t>;
/// Weights of 16 bits; the sum of |weight * input| over one output must stay below 2^31.
using Matrix = MatrixOf<int16_t>;

inline constexpr uint32_t kBlockOutputs = 16;  ///< outputs computed together
inline constexpr int32_t kMostByteWeight = 63;
inline constexpr float kUnit = 8;              ///< integer that stands for 1 in a normed vector; 32 stands for 0
inline constexpr float kHiddenUnit = 256;      ///< the same in a hidden layer
inline constexpr int16_t kHiddenMost = 8191;   ///< largest value of a hidden layer
inline constexpr float kQueryUnit = 512;       ///< the same in the vectors that choose a head
inline constexpr float kKeyUnit = 128;
inline constexpr int16_t kArcMost = 4095;      ///< largest value of them

/// Ways to compute a product: plain code, AVX2, AVX-512 with its instructions for sums of products. The result is the same,
/// to the last bit.
enum class Way : uint8_t { kPortable, kAvx2, kVnni };
/// The fastest way that this processor has; it has those before it too.
[[nodiscard]] Way best_way();

/// `y[row][out] = scale * (weights x a[row]) + bias`, for `rows` rows of `in` integers.
void multiply(const ByteMatrix& matrix, const uint8_t* a, uint32_t rows, float* y, Way way = best_way());
void multiply(const Matrix& matrix, const int16_t* a, uint32_t rows, float* y, Way way = best_way());

/// `a[row] = 32 + kUnit * x[row] / rms(x[row])`, rounded and cut to 0 ... 63. `dim` is a multiple of 8.
void normalize(const float* x, uint32_t rows, uint32_t dim, uint8_t* a);
/// `a = kHiddenUnit * relu(x + y)`, rounded and cut at `kHiddenMost`.
void quantize_hidden(const float* x, const float* y, uint32_t dim, int16_t* a);

/// One layer of gated recurrence over a sentence of `n` words, both directions; `half` states each, a multiple of 8.
/// `gates[i]` holds 6 x half of word i: z, c, g forwards, then backwards. Adds to the words' vectors `x` (2 x half each).
/// `state` is scratch of `half`.
void recur(const float* const* gates, uint32_t n, uint32_t half, float* x, float* state);

/// `a = unit * x`, rounded and cut at `kArcMost`.
void quantize(const float* x, uint32_t dim, float unit, int16_t* a);

/// Index of the first of the largest scores; `count` > 0.
[[nodiscard]] uint32_t best_of(const float* scores, uint32_t count);
/// Sum of exp(factor (scores[i] - best)), where no score is above `best`; to about 1e-3 of each.
[[nodiscard]] float sum_of_shares(const float* scores, uint32_t count, float best, float factor);

/// Sum of rows of bytes: `x += scale * row`.
void add_row(const int8_t* row, float scale, uint32_t dim, float* x);

}  // namespace dateline::language
