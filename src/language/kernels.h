#pragma once

#include <cstdint>
#include <span>

namespace dateline::language {

/// Weights of one product, used in place in the mapped model file. Integers, so that every machine computes the same.
///
///   weights  i16, in blocks of 16 outputs: [out / 16][in / 2][16 outputs][2 inputs]
///   scale    f32 per output: what the integer sum is multiplied with
///   bias     f32 per output, added then
///
/// `in` is even, `out` a multiple of 16. The sum of |weight * input| over one output must stay below 2^31: the file's
/// reader bounds the weights, `normalize` and `quantize` the inputs.
struct Matrix {
  uint32_t in = 0, out = 0;
  const int16_t* weights = nullptr;
  const float* scale = nullptr;
  const float* bias = nullptr;
};

inline constexpr uint32_t kBlockOutputs = 16;  ///< outputs computed together
inline constexpr float kUnit = 512;           ///< integer that stands for 1 in a normed vector
inline constexpr float kHiddenUnit = 256;     ///< the same in a hidden layer
inline constexpr int16_t kHiddenMost = 8191;  ///< largest value of a hidden layer

inline constexpr float kQueryUnit = 512;      ///< the same in the vectors that choose a head
inline constexpr float kKeyUnit = 128;
inline constexpr int16_t kArcMost = 4095;     ///< largest value of them

/// `y[row][out] = scale * (weights x a[row]) + bias`, for `rows` rows of `in` integers. Uses AVX2 where the processor has
/// it; the result is the same without, to the last bit.
void multiply(const Matrix& matrix, const int16_t* a, uint32_t rows, float* y);
/// The portable way alone, for tests.
void multiply_portable(const Matrix& matrix, const int16_t* a, uint32_t rows, float* y);

/// `a[row] = kUnit * x[row] / rms(x[row])`, rounded. `dim` is a multiple of 8, at most 512.
void normalize(const float* x, uint32_t rows, uint32_t dim, int16_t* a);
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

/// Sum of rows of bytes: `x += scale * row`.
void add_row(const int8_t* row, float scale, uint32_t dim, float* x);

}  // namespace dateline::language
