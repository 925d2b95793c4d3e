#include "network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "hashing.h"
#include "name_labels.h"

namespace dateline::language {
namespace {

constexpr uint32_t kCacheBits = 13;  // words whose first layer is remembered, 2 KiB each
constexpr uint32_t kCacheSlots = 1U << kCacheBits;
constexpr uint32_t kMostDim = 512;
constexpr uint32_t kMostLayers = 16;
constexpr size_t kAlignment = 64;

// Takes arrays off the front of a section, each at the next multiple of 64 bytes.
class Arrays {
 public:
  explicit Arrays(std::string_view bytes) : bytes_(bytes) {
    good_ = reinterpret_cast<uintptr_t>(bytes.data()) % kAlignment == 0;
  }
  template <class T>
  const T* take(size_t count) {
    const size_t size = count * sizeof(T);
    if (!good_ || at_ > bytes_.size() || size > bytes_.size() - at_) {
      good_ = false;
      return nullptr;
    }
    const auto* out = reinterpret_cast<const T*>(bytes_.data() + at_);
    at_ = (at_ + size + kAlignment - 1) / kAlignment * kAlignment;
    return out;
  }
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
  bool good_ = false;
};

bool finite(const float* values, size_t count, float most) {
  return std::all_of(values, values + count, [&](float v) { return std::abs(v) <= most; });
}

template <class Weight>
bool take_arrays(Arrays& arrays, uint32_t in, uint32_t out, MatrixOf<Weight>& m) {
  m.in = in;
  m.out = out;
  m.weights = arrays.take<Weight>(static_cast<size_t>(in) * out);
  m.scale = arrays.take<float>(out);
  m.bias = arrays.take<float>(out);
  return arrays.good() && finite(m.scale, out, 1e6F) && finite(m.bias, out, 1e6F);
}

bool take_matrix(Arrays& arrays, uint32_t in, uint32_t out, ByteMatrix& m) {
  if (!take_arrays(arrays, in, out, m)) return false;
  return std::all_of(m.weights, m.weights + static_cast<size_t>(in) * out,
                     [](int8_t w) { return w >= -kMostByteWeight && w <= kMostByteWeight; });
}

// No sum may pass 2^31 for inputs up to `most`.
bool take_matrix(Arrays& arrays, uint32_t in, uint32_t out, int64_t most, Matrix& m) {
  if (!take_arrays(arrays, in, out, m)) return false;
  for (uint32_t block = 0; block < out / kBlockOutputs; ++block) {
    std::array<int64_t, kBlockOutputs> sums{};
    for (uint32_t k = 0; k < in; k += 2) {
      const int16_t* w = m.weights + (static_cast<size_t>(block) * in + k) * kBlockOutputs;
      for (uint32_t o = 0; o < 2 * kBlockOutputs; ++o) sums[o / 2] += std::abs(w[o]) * most;
    }
    if (*std::max_element(sums.begin(), sums.end()) > INT32_MAX) return false;
  }
  return true;
}

bool take_rows(Arrays& arrays, uint32_t rows, uint32_t dim, RowTable& table) {
  table.rows = rows;
  table.dim = dim;
  table.scale = arrays.take<float>(rows);
  table.values = arrays.take<int8_t>(static_cast<size_t>(rows) * dim);
  return arrays.good() && rows > 0 && finite(table.scale, rows, 1e3F);
}

uint32_t small_row(uint32_t kind, uint32_t value) {
  return static_cast<uint32_t>((static_cast<uint64_t>(mix(kind, value)) * kSmallPieceRows) >> 32);
}

uint32_t large_row(uint32_t kind, uint32_t value) {
  return kSmallPieceRows + static_cast<uint32_t>((static_cast<uint64_t>(mix(kind, value)) * kLargePieceRows) >> 32);
}

}  // namespace

std::optional<Network> Network::read(std::string_view words, std::string_view pieces, std::string_view weights) {
  Network n;
  Arrays from(weights);
  const auto* header = from.take<uint32_t>(8);
  if (!from.good()) return std::nullopt;
  n.dim = header[0];
  const uint32_t layer_count = header[1];
  n.tags = header[2];
  n.relations = header[3];
  n.arc = header[4];
  n.hidden = header[5];
  const auto fits = [](uint32_t v) { return v >= 16 && v <= kMostDim && v % 16 == 0; };
  if (!fits(n.dim) || !fits(n.arc) || !fits(n.hidden) || layer_count == 0 || layer_count > kMostLayers ||
      n.tags == 0 || n.tags > 256 || n.relations == 0 || n.relations > 256) {
    return std::nullopt;
  }
  n.layers.resize(layer_count);
  for (ByteMatrix& m : n.layers) {
    if (!take_matrix(from, n.dim, 3 * n.dim, m)) return std::nullopt;
  }
  if (!take_matrix(from, n.dim, n.parent_at() + n.hidden, n.heads)) return std::nullopt;
  if (!take_matrix(from, n.hidden, (n.relations + 15) / 16 * 16, kHiddenMost, n.relation)) return std::nullopt;
  n.root_key = from.take<float>(n.arc);
  n.root_parent = from.take<float>(n.hidden);
  n.distance = from.take<float>(2 * kNear + 1);
  n.certainty = from.take<float>(4);
  if (!from.good() || !finite(n.root_key, n.arc, 1e6F) || !finite(n.root_parent, n.hidden, 1e6F) ||
      !finite(n.distance, 2 * kNear + 1, 1e6F) || !finite(n.certainty, 4, 1e3F)) {
    return std::nullopt;
  }

  Arrays table(words);
  const auto* word_header = table.take<uint32_t>(2);
  if (!table.good()) return std::nullopt;
  const uint32_t slots = word_header[0], rows = word_header[1];
  const auto* slot = table.take<Slot>(slots);
  if (!table.good() || slots == 0 || !take_rows(table, rows, n.dim, n.words_)) return std::nullopt;
  n.slots_ = {slot, slots};
  bool has_free = false;
  for (const Slot& s : n.slots_) {
    if (s.row >= rows) return std::nullopt;
    has_free |= s.row == 0;
  }
  Arrays parts(pieces);
  if (!has_free || !take_rows(parts, kSmallPieceRows + kLargePieceRows, n.dim, n.pieces_)) return std::nullopt;
  return n;
}

void Network::embed(const WordInfo& word, Casing casing, float* x) const {
  std::fill_n(x, dim, 0.0F);
  uint32_t row = 0;
  for (uint64_t at = (word.lower * static_cast<uint64_t>(slots_.size())) >> 32; slots_[at].row != 0;) {
    if (slots_[at].fingerprint == word.lower) {
      row = slots_[at].row;
      break;
    }
    if (++at == slots_.size()) at = 0;
  }
  words_.fetch(row);
  const uint32_t flags = (word.flags & (kCapital | kAllCapitals | kHasDigit | kHasHyphen)) |
                         static_cast<uint32_t>(casing) << 8;
  const std::array<uint32_t, kWordPieces> rows = {
      small_row(11, word.prefix[0]), small_row(12, word.prefix[1]), large_row(13, word.prefix[2]),
      small_row(14, word.suffix[0]), small_row(15, word.suffix[1]), large_row(16, word.suffix[2]),
      large_row(17, word.suffix[3]), small_row(18, word.shape),     small_row(19, flags),
      small_row(20, std::min<uint32_t>(word.length, 20))};
  for (const uint32_t piece : rows) pieces_.fetch(piece);  // all are far away: ask for all, then add
  words_.add(row, x);
  for (const uint32_t piece : rows) pieces_.add(piece, x);
}

void Encoder::clear() {
  lengths_.clear();
  entry_of_.clear();
  fresh_.clear();
  spare_ = 0;
  if (++round_ == 0) {
    known_.clear();
    round_ = 1;
  }
}

uint32_t Encoder::entry_for(const Network& network, const WordInfo& word, Casing casing) {
  // Two words of one key would have to agree in form, ends, shape and length.
  const uint64_t key = (static_cast<uint64_t>(word.form) << 32) |
                       mix(1 + static_cast<uint32_t>(casing), word.suffix[3], word.prefix[3], word.shape + word.length);
  auto number = static_cast<uint32_t>((key * kMixA) >> (64 - kCacheBits));
  Known& known = known_[number];
  if (known.round != 0 && known.key == key) {
    known.round = round_;
    return number;
  }
  if (known.round == round_) {
    number = kCacheSlots + spare_++;
    if (entries_.size() < static_cast<size_t>(number + 1) * 4 * network.dim) {
      entries_.resize(static_cast<size_t>(number + 64) * 4 * network.dim);
    }
  } else {
    known = {key, round_};
  }
  network.embed(word, casing, entry(network, number));
  fresh_.push_back(number);
  return number;
}

void Encoder::add(const Network& network, std::span<const WordInfo> words, Casing casing) {
  if (known_.empty()) {
    known_.resize(kCacheSlots);
    entries_.resize(static_cast<size_t>(kCacheSlots) * 4 * network.dim);
    state_.resize(network.dim);
  }
  for (const WordInfo& word : words) entry_of_.push_back(entry_for(network, word, casing));
  lengths_.push_back(static_cast<uint32_t>(words.size()));
}

void Encoder::run(const Network& network) {
  const uint32_t dim = network.dim, n = words(), width = 3 * dim;
  x_.resize(static_cast<size_t>(n) * dim);
  gates_.resize(static_cast<size_t>(n) * width);
  out_.resize(static_cast<size_t>(n) * network.heads.out);
  a_.resize(static_cast<size_t>(n) * dim);
  gates_of_.resize(n);
  // The first layer, for the words that the cache does not know.
  for (size_t i = 0; i < fresh_.size(); ++i) normalize(entry(network, fresh_[i]), 1, dim, a_.data() + i * dim);
  multiply(network.layers[0], a_.data(), static_cast<uint32_t>(fresh_.size()), gates_.data());
  for (size_t i = 0; i < fresh_.size(); ++i) {
    std::copy_n(gates_.data() + i * width, width, entry(network, fresh_[i]) + dim);
  }
  for (uint32_t i = 0; i < n; ++i) {
    const float* from = entry(network, entry_of_[i]);
    std::copy_n(from, dim, x_.data() + static_cast<size_t>(i) * dim);
    gates_of_[i] = from + dim;
  }
  for (size_t layer = 0; layer < network.layers.size(); ++layer) {
    if (layer > 0) {
      normalize(x_.data(), n, dim, a_.data());
      multiply(network.layers[layer], a_.data(), n, gates_.data());
      for (uint32_t i = 0; i < n; ++i) gates_of_[i] = gates_.data() + static_cast<size_t>(i) * width;
    }
    size_t at = 0;
    for (const uint32_t length : lengths_) {
      recur(gates_of_.data() + at, length, dim / 2, x_.data() + at * dim, state_.data());
      at += length;
    }
  }
  normalize(x_.data(), n, dim, a_.data());
  multiply(network.heads, a_.data(), n, out_.data());
}

}  // namespace dateline::language
