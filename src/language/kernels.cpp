#include "kernels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Two versions of each loop, chosen when the program is loaded. Neither fuses products with sums (this file is compiled
// with -ffp-contract=off) nor changes the order of a sum, so both give the same bits. Sanitizers come without: their
// runtime is not up yet when the choice is made.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define DATELINE_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define DATELINE_CLONES
#endif

namespace dateline::language {
namespace {

// Eight floats that are added and multiplied together; two instructions where the machine has no eight.
constexpr uint32_t kLanes = 8;
typedef float Lanes __attribute__((vector_size(kLanes * sizeof(float))));

// A cubic from 0 at -4 to 1 at 4.
inline float gate(float v) {
  float t = v * 0.25F;
  t = t < -1.0F ? -1.0F : t;
  t = t > 1.0F ? 1.0F : t;
  return 0.5F + t * (0.75F - 0.25F * t * t);
}

inline int32_t rounded(float v) { return static_cast<int32_t>(v + (v < 0 ? -0.5F : 0.5F)); }

#if defined(__x86_64__)

#define DATELINE_AVX2 __attribute__((target("avx2"), always_inline)) inline

// Four bytes, eight times.
DATELINE_AVX2 __m256i spread(const void* a) {
  int32_t bytes;
  std::memcpy(&bytes, a, sizeof bytes);
  return _mm256_set1_epi32(bytes);
}

// In assembly, since GCC 12 puts the sum into a new register and moves it back, a seventh of the time.
DATELINE_AVX2 void add_to(__m256i& sum, __m256i term) { asm("vpaddd %1, %0, %0" : "+x"(sum) : "x"(term)); }
DATELINE_AVX2 void add_shorts_to(__m256i& sum, __m256i term) { asm("vpaddw %1, %0, %0" : "+x"(sum) : "x"(term)); }

// Products of one row with the next inputs of 16 outputs: 2 inputs of 16 bits, or 16 bytes.
DATELINE_AVX2 void step(const __m256i* w, const int16_t* a, __m256i& low, __m256i& high) {
  const __m256i pair = spread(a);
  add_to(low, _mm256_madd_epi16(_mm256_loadu_si256(w), pair));
  add_to(high, _mm256_madd_epi16(_mm256_loadu_si256(w + 1), pair));
}
DATELINE_AVX2 void step(const __m256i* w, const uint8_t* a, __m256i& low, __m256i& high) {
  const __m256i ones = _mm256_set1_epi16(1);
  __m256i four = spread(a);
  __m256i l = _mm256_maddubs_epi16(four, _mm256_loadu_si256(w));
  __m256i h = _mm256_maddubs_epi16(four, _mm256_loadu_si256(w + 1));
  for (int i = 1; i < 4; ++i) {
    four = spread(a + 4 * i);
    add_shorts_to(l, _mm256_maddubs_epi16(four, _mm256_loadu_si256(w + 2 * i)));
    add_shorts_to(h, _mm256_maddubs_epi16(four, _mm256_loadu_si256(w + 2 * i + 1)));
  }
  add_to(low, _mm256_madd_epi16(l, ones));
  add_to(high, _mm256_madd_epi16(h, ones));
}

template <class M>
DATELINE_AVX2 void store_row(const M& m, uint32_t at, __m256i low, __m256i high, float* out) {
  const __m256 y0 = _mm256_mul_ps(_mm256_cvtepi32_ps(low), _mm256_loadu_ps(m.scale + at));
  const __m256 y1 = _mm256_mul_ps(_mm256_cvtepi32_ps(high), _mm256_loadu_ps(m.scale + at + 8));
  _mm256_storeu_ps(out + at, _mm256_add_ps(y0, _mm256_loadu_ps(m.bias + at)));
  _mm256_storeu_ps(out + at + 8, _mm256_add_ps(y1, _mm256_loadu_ps(m.bias + at + 8)));
}

// One block of outputs at a time, so that its weights stay in the nearest cache; four rows share each load of them. The
// sums are named, not an array: an array would live in memory.
template <class Weight, class Input>
__attribute__((target("avx2"))) void multiply_avx2(const MatrixOf<Weight>& m, const Input* a, uint32_t rows, float* y) {
  constexpr size_t kInputs = sizeof(Weight) == 1 ? 16 : 2;                        // of one step
  constexpr size_t kVectors = kInputs * kBlockOutputs * sizeof(Weight) / sizeof(__m256i);
  const size_t in = m.in, out = m.out;
  const __m256i zero = _mm256_setzero_si256();
  for (uint32_t at = 0; at < m.out; at += kBlockOutputs) {
    const auto* const weights = reinterpret_cast<const __m256i*>(m.weights + static_cast<size_t>(at) * in);
    uint32_t r = 0;
    for (; r + 4 <= rows; r += 4) {
      const Input *a0 = a + r * in, *a1 = a0 + in, *a2 = a1 + in, *a3 = a2 + in;
      __m256i l0 = zero, h0 = zero, l1 = zero, h1 = zero, l2 = zero, h2 = zero, l3 = zero, h3 = zero;
      const __m256i* w = weights;
      for (size_t k = 0; k < in; k += kInputs, w += kVectors) {
        step(w, a0 + k, l0, h0);
        step(w, a1 + k, l1, h1);
        step(w, a2 + k, l2, h2);
        step(w, a3 + k, l3, h3);
      }
      float* to = y + r * out;
      store_row(m, at, l0, h0, to);
      store_row(m, at, l1, h1, to + out);
      store_row(m, at, l2, h2, to + 2 * out);
      store_row(m, at, l3, h3, to + 3 * out);
    }
    for (; r < rows; ++r) {
      __m256i low = zero, high = zero;
      const __m256i* w = weights;
      for (size_t k = 0; k < in; k += kInputs, w += kVectors) step(w, a + r * in + k, low, high);
      store_row(m, at, low, high, y + r * out);
    }
  }
}

#define DATELINE_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni"), always_inline)) inline

DATELINE_VNNI __m512i sum_products(__m512i sum, __m512i weights, const uint8_t* a) {
  int32_t four;
  std::memcpy(&four, a, sizeof four);
  return _mm512_dpbusd_epi32(sum, _mm512_set1_epi32(four), weights);
}
DATELINE_VNNI __m512i sum_products(__m512i sum, __m512i weights, const int16_t* a) {
  int32_t two;
  std::memcpy(&two, a, sizeof two);
  return _mm512_dpwssd_epi32(sum, weights, _mm512_set1_epi32(two));
}

template <class M>
DATELINE_VNNI void store_sums(const M& m, uint32_t at, __m512i sums, float* out) {
  // With a mask, since the plain one of GCC 12 warns of itself.
  const __m512 y = _mm512_mul_ps(_mm512_maskz_cvtepi32_ps(0xFFFF, sums), _mm512_loadu_ps(m.scale + at));
  _mm512_storeu_ps(out + at, _mm512_add_ps(y, _mm512_loadu_ps(m.bias + at)));
}

// `kRows` rows with `kBlocks` blocks of outputs.
template <uint32_t kRows, uint32_t kBlocks, class Weight, class Input>
DATELINE_VNNI void multiply_tile(const MatrixOf<Weight>& m, uint32_t at, const Input* a, float* y) {
  constexpr size_t kInputs = sizeof(Weight) == 1 ? 4 : 2;
  const size_t in = m.in, block = in * kBlockOutputs;
  const Weight* w = m.weights + static_cast<size_t>(at) * in;
  __m512i sums[kRows][kBlocks];
#pragma GCC unroll 8
  for (uint32_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 2
    for (uint32_t b = 0; b < kBlocks; ++b) sums[r][b] = _mm512_setzero_si512();
  }
  for (size_t k = 0; k < in; k += kInputs, w += kInputs * kBlockOutputs) {
#pragma GCC unroll 2
    for (uint32_t b = 0; b < kBlocks; ++b) {
      const __m512i weights = _mm512_loadu_si512(w + b * block);
#pragma GCC unroll 8
      for (uint32_t r = 0; r < kRows; ++r) sums[r][b] = sum_products(sums[r][b], weights, a + r * in + k);
    }
  }
#pragma GCC unroll 8
  for (uint32_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 2
    for (uint32_t b = 0; b < kBlocks; ++b) store_sums(m, at + b * kBlockOutputs, sums[r][b], y + r * static_cast<size_t>(m.out));
  }
}

template <uint32_t kBlocks, class Weight, class Input>
DATELINE_VNNI void multiply_blocks(const MatrixOf<Weight>& m, uint32_t at, const Input* a, uint32_t rows, float* y) {
  const size_t in = m.in, out = m.out;
  uint32_t r = 0;
  for (; r + 8 <= rows; r += 8) multiply_tile<8, kBlocks>(m, at, a + r * in, y + r * out);
  for (; r + 2 <= rows; r += 2) multiply_tile<2, kBlocks>(m, at, a + r * in, y + r * out);
  for (; r < rows; ++r) multiply_tile<1, kBlocks>(m, at, a + r * in, y + r * out);
}

template <class Weight, class Input>
__attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni"))) void multiply_vnni(const MatrixOf<Weight>& m, const Input* a,
                                                                                 uint32_t rows, float* y) {
  uint32_t at = 0;
  for (; at + 2 * kBlockOutputs <= m.out; at += 2 * kBlockOutputs) multiply_blocks<2>(m, at, a, rows, y);
  if (at < m.out) multiply_blocks<1>(m, at, a, rows, y);
}

#endif

template <class Weight, class Input>
void multiply_plain(const MatrixOf<Weight>& m, const Input* a, uint32_t rows, float* y) {
  constexpr uint32_t kGroup = sizeof(Weight) == 1 ? 4 : 2;
  for (uint32_t at = 0; at < m.out; at += kBlockOutputs) {
    for (uint32_t r = 0; r < rows; ++r) {
      const Input* row = a + static_cast<size_t>(r) * m.in;
      std::array<int32_t, kBlockOutputs> sum{};
      const Weight* w = m.weights + static_cast<size_t>(at) * m.in;
      for (uint32_t k = 0; k < m.in; k += kGroup, w += kGroup * kBlockOutputs) {
        for (uint32_t o = 0; o < kBlockOutputs; ++o) {
          for (uint32_t g = 0; g < kGroup; ++g) sum[o] += w[kGroup * o + g] * row[k + g];
        }
      }
      float* out = y + static_cast<size_t>(r) * m.out + at;
      for (uint32_t o = 0; o < kBlockOutputs; ++o) out[o] = static_cast<float>(sum[o]) * m.scale[at + o] + m.bias[at + o];
    }
  }
}

template <class Weight, class Input>
void multiply_as(Way way, const MatrixOf<Weight>& m, const Input* a, uint32_t rows, float* y) {
#if defined(__x86_64__)
  if (way == Way::kVnni) return multiply_vnni(m, a, rows, y);
  if (way == Way::kAvx2) return multiply_avx2(m, a, rows, y);
#endif
  multiply_plain(m, a, rows, y);
}

Way find_best_way() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vnni") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512vl") != 0) {
    return Way::kVnni;
  }
  if (__builtin_cpu_supports("avx2") != 0) return Way::kAvx2;
#endif
  return Way::kPortable;
}

}  // namespace

Way best_way() {
  static const Way best = find_best_way();
  return best;
}

void multiply(const ByteMatrix& m, const uint8_t* a, uint32_t rows, float* y, Way way) { multiply_as(way, m, a, rows, y); }
void multiply(const Matrix& m, const int16_t* a, uint32_t rows, float* y, Way way) { multiply_as(way, m, a, rows, y); }

DATELINE_CLONES void normalize(const float* __restrict x, uint32_t rows, uint32_t dim, uint8_t* __restrict a) {
  for (uint32_t r = 0; r < rows; ++r, x += dim, a += dim) {
    Lanes sum = {};
    for (uint32_t k = 0; k < dim; k += kLanes) {
      Lanes v;
      std::memcpy(&v, x + k, sizeof v);
      sum += v * v;
    }
    // The order of this sum is the same everywhere.
    const float all = ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
    const float factor = kUnit / std::sqrt(all / static_cast<float>(dim) + 1e-6F);
    for (uint32_t k = 0; k < dim; ++k) {
      float v = x[k] * factor + 32.5F;  // not negative, so cutting rounds
      v = v < 0.0F ? 0.0F : v;
      v = v > 63.0F ? 63.0F : v;
      a[k] = static_cast<uint8_t>(static_cast<int32_t>(v));
    }
  }
}

DATELINE_CLONES void quantize_hidden(const float* __restrict x, const float* __restrict y, uint32_t dim,
                                     int16_t* __restrict a) {
  for (uint32_t k = 0; k < dim; ++k) {
    float v = (x[k] + y[k]) * kHiddenUnit;
    v = v < 0.0F ? 0.0F : v;
    v = v > static_cast<float>(kHiddenMost) ? static_cast<float>(kHiddenMost) : v;
    a[k] = static_cast<int16_t>(static_cast<int32_t>(v + 0.5F));
  }
}

DATELINE_CLONES void recur(const float* const* gates, uint32_t n, uint32_t half, float* __restrict x,
                           float* __restrict state) {
  for (uint32_t side = 0; side < 2; ++side) {
    std::fill_n(state, half, 0.0F);
    for (uint32_t i = 0; i < n; ++i) {
      const size_t word = side == 0 ? i : n - 1 - i;
      const float* __restrict z = gates[word] + side * 3 * half;
      const float* __restrict c = z + half;
      const float* __restrict g = c + half;
      float* __restrict out = x + word * 2 * half + side * half;
      for (uint32_t k = 0; k < half; ++k) {
        const float keep = gate(z[k]);
        const float h = keep * state[k] + (1.0F - keep) * c[k];
        state[k] = h;
        out[k] += 2.0F * gate(g[k]) * h;
      }
    }
  }
}

DATELINE_CLONES void quantize(const float* __restrict x, uint32_t dim, float unit, int16_t* __restrict a) {
  constexpr float kMost = kArcMost;
  for (uint32_t k = 0; k < dim; ++k) {
    float v = x[k] * unit;
    v = v < -kMost ? -kMost : v;
    v = v > kMost ? kMost : v;
    a[k] = static_cast<int16_t>(rounded(v));
  }
}

DATELINE_CLONES uint32_t best_of(const float* __restrict scores, uint32_t count) {
  float best = scores[0];
  uint32_t i = 0;
  if (count >= kLanes) {
    Lanes most;
    std::memcpy(&most, scores, sizeof most);
    for (i = kLanes; i + kLanes <= count; i += kLanes) {
      Lanes v;
      std::memcpy(&v, scores + i, sizeof v);
      most = v > most ? v : most;
    }
    for (uint32_t l = 0; l < kLanes; ++l) best = most[l] > best ? most[l] : best;
  }
  for (; i < count; ++i) best = scores[i] > best ? scores[i] : best;
  uint32_t at = 0;
  while (at + 1 < count && scores[at] != best) ++at;
  return at;
}

namespace {

// exp(x) for x <= 0, 0 below -87: a power of two by its bits, times a polynomial between them.
inline float share_of(float x) {
  const float t = (x < -87.0F ? -87.0F : x) * 1.44269504F;
  const auto whole = static_cast<int32_t>(t);  // towards 0, so that what is left is in (-1, 0]
  const float left = t - static_cast<float>(whole);
  const float between = 1.0F + left * (0.69295F + left * (0.23885F + left * (0.05227F + left * 0.00675F)));
  return between * std::bit_cast<float>((whole + 127) << 23);
}

}  // namespace

DATELINE_CLONES float sum_of_shares(const float* __restrict scores, uint32_t count, float best, float factor) {
  float lanes[kLanes] = {};
  uint32_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (uint32_t l = 0; l < kLanes; ++l) lanes[l] += share_of((scores[i + l] - best) * factor);
  }
  float sum = 0;
  for (const float lane : lanes) sum += lane;
  for (; i < count; ++i) sum += share_of((scores[i] - best) * factor);
  return sum;
}

DATELINE_CLONES void add_row(const int8_t* __restrict row, float scale, uint32_t dim, float* __restrict x) {
  for (uint32_t k = 0; k < dim; ++k) x[k] += scale * static_cast<float>(row[k]);
}

}  // namespace dateline::language
