#include "word_vectors.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/file.h"
#include "corpus.h"
#include "language/hashing.h"
#include "language/word_clusters.h"

namespace dateline::training {
namespace {

constexpr size_t kDimensions = 100;

struct Vectors {
  std::vector<uint32_t> words;  // fingerprints
  std::vector<float> values;    // kDimensions each
};

// The object after "vectors": {"word":[100 numbers, ...], ...} in order of frequency.
Result<Vectors> read_vectors(const std::string& path, uint32_t most_words) {
  auto file = MappedFile::open(path);
  if (!file) return tl::unexpected(file.error());
  const std::string_view bytes = file->bytes();
  const auto malformed = [&](size_t at) {
    return fail(ErrorCode::kMalformed, path + ": not the expected JSON of word vectors", at);
  };
  size_t at = bytes.find("\"vectors\":{");
  if (at == bytes.npos) return malformed(0);
  at += 11;
  Vectors out;
  while (at < bytes.size() && bytes[at] == '"' && out.words.size() < most_words) {
    std::string word;
    for (++at; at < bytes.size() && bytes[at] != '"'; ++at) {
      if (bytes[at] == '\\') ++at;
      word += bytes[at];
    }
    if (bytes.substr(at, 3) != "\":[") return malformed(at);
    at += 3;
    double norm = 0;
    const size_t begin = out.values.size();
    for (size_t i = 0; i < kDimensions; ++i) {
      double value = 0;
      const auto [end, error] = std::from_chars(bytes.data() + at, bytes.data() + bytes.size(), value);
      if (error != std::errc()) return malformed(at);
      at = static_cast<size_t>(end - bytes.data()) + 1;
      out.values.push_back(static_cast<float>(value));
      norm += value * value;
    }
    const auto factor = static_cast<float>(1 / std::sqrt(std::max(norm, 1e-12)));
    for (size_t i = begin; i < out.values.size(); ++i) out.values[i] *= factor;
    out.words.push_back(language::hash_bytes(word));
    at = bytes.find(']', at);
    if (at == bytes.npos) return malformed(bytes.size());
    at += 2;
  }
  return out;
}

float dot(const float* a, const float* b) {
  float lanes[4] = {};
  for (size_t i = 0; i < kDimensions; i += 4) {
    for (size_t k = 0; k < 4; ++k) lanes[k] += a[i + k] * b[i + k];
  }
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

// Spherical k-means on the first words, then all words to their nearest centre.
std::vector<uint16_t> cluster(const Vectors& vectors, uint32_t k, uint32_t rounds) {
  const size_t n = vectors.words.size();
  const size_t seen = std::min<size_t>(n, 30000);
  std::vector<float> centres(k * kDimensions);
  Random random(k);
  std::vector<uint32_t> order(seen);
  for (uint32_t i = 0; i < seen; ++i) order[i] = i;
  random.shuffle(order);
  for (uint32_t c = 0; c < k; ++c) {
    std::copy_n(&vectors.values[order[c] * kDimensions], kDimensions, &centres[c * kDimensions]);
  }
  std::vector<uint16_t> label(n, 0);
  for (uint32_t round = 0; round <= rounds; ++round) {
    const size_t part = round < rounds ? seen : n;
    for (size_t i = 0; i < part; ++i) {
      float best = -2;
      for (uint32_t c = 0; c < k; ++c) {
        const float d = dot(&vectors.values[i * kDimensions], &centres[c * kDimensions]);
        if (d > best) {
          best = d;
          label[i] = static_cast<uint16_t>(c);
        }
      }
    }
    if (round == rounds) break;
    std::vector<float> sums(k * kDimensions, 0);
    for (size_t i = 0; i < seen; ++i) {
      float* sum = &sums[label[i] * kDimensions];
      for (size_t d = 0; d < kDimensions; ++d) sum[d] += vectors.values[i * kDimensions + d];
    }
    for (uint32_t c = 0; c < k; ++c) {
      const float norm = std::sqrt(dot(&sums[c * kDimensions], &sums[c * kDimensions]));
      if (norm < 1e-6F) continue;
      for (size_t d = 0; d < kDimensions; ++d) centres[c * kDimensions + d] = sums[c * kDimensions + d] / norm;
    }
  }
  return label;
}

}  // namespace

Result<std::string> train_clusters(const std::string& path, uint32_t most_words, uint32_t fine,
                                   uint32_t coarse) {
  auto vectors = read_vectors(path, most_words);
  if (!vectors) return tl::unexpected(vectors.error());
  const std::vector<uint16_t> a = cluster(*vectors, fine, 8), b = cluster(*vectors, coarse, 12);
  using Slot = language::WordClusters::Slot;
  const auto slot_count = static_cast<uint32_t>(a.size() * 5 / 4 + 8);
  std::vector<Slot> slots(slot_count, Slot{0, 0, 0});
  for (size_t i = 0; i < a.size(); ++i) {
    const uint32_t key = vectors->words[i];
    uint64_t at = (static_cast<uint64_t>(key) * slot_count) >> 32;
    while (slots[at].fine != 0 && slots[at].fingerprint != key) {
      if (++at == slot_count) at = 0;
    }
    if (slots[at].fine == 0) slots[at] = {key, static_cast<uint16_t>(a[i] + 1), static_cast<uint16_t>(b[i] + 1)};
  }
  const uint32_t header[4] = {slot_count, fine, coarse, 0};
  std::string out(reinterpret_cast<const char*>(header), sizeof header);
  out.append(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof slots[0]);
  return out;
}

}  // namespace dateline::training
