#include "archive/recent_row.h"

#include <bit>
#include <cstring>

#include "archive/state.h"
#include "base/hash.h"

namespace dateline::archive {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of a row are written as they lie in memory");

class Packer {
 public:
  template <class T>
  void number(T value) {
    static_assert(std::is_arithmetic_v<T>);
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void terms(const std::vector<Term>& list) {
    static_assert(sizeof(Term) == sizeof(uint32_t) + sizeof(float));
    numbers(list);
  }
  template <class T>
  void numbers(const std::vector<T>& list) {
    out_.append(reinterpret_cast<const char*>(list.data()), list.size() * sizeof(T));
  }
  [[nodiscard]] std::string sealed() {
    number(hash64(out_));
    return std::move(out_);
  }

 private:
  std::string out_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : left_(bytes) {
    uint64_t seal = 0;
    if (bytes.size() < sizeof seal) fault();
    std::memcpy(&seal, bytes.data() + bytes.size() - sizeof seal, sizeof seal);
    left_.remove_suffix(sizeof seal);
    if (hash64(left_) != seal) fault();
  }
  template <class T>
  [[nodiscard]] T number() {
    T value{};
    if (left_.size() < sizeof value) fault();
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
    return value;
  }
  [[nodiscard]] std::vector<Term> terms(size_t count) {
    std::vector<Term> out(count);
    for (Term& t : out) {
      t.hash = number<uint32_t>();
      t.weight = number<float>();
    }
    return out;
  }
  template <class T>
  [[nodiscard]] std::vector<T> numbers(size_t count) {
    std::vector<T> out(count);
    for (T& value : out) value = number<T>();
    return out;
  }
  [[nodiscard]] size_t left() const { return left_.size(); }
  void end() const {
    if (!left_.empty()) fault();
  }

 private:
  [[noreturn]] static void fault() { throw Damaged("what new articles are compared with (table recent) is damaged"); }
  std::string_view left_;
};

}  // namespace

std::string pack(const std::vector<uint64_t>& sketch) {
  Packer p;
  p.numbers(sketch);
  return p.sealed();
}

std::string pack(const StoryFeatures& f) {
  Packer p;
  for (const size_t n : {f.words.size(), f.names.size(), f.numbers.size(), f.lead.size(), f.pairs.size(), f.dates.size()}) {
    p.number(static_cast<uint16_t>(n));
  }
  p.number(f.published);
  p.number(f.year);
  for (const auto* list : {&f.words, &f.names, &f.numbers, &f.lead}) p.terms(*list);
  p.numbers(f.pairs);
  p.numbers(f.dates);
  return p.sealed();
}

std::string pack(const std::vector<StoryFinder::Link>& links) {
  Packer p;
  for (const auto& l : links) {
    p.number(l.document);
    p.number(l.log_odds);
  }
  return p.sealed();
}

std::vector<uint64_t> unpack_sketch(std::string_view bytes) {
  Unpacker u(bytes);
  auto out = u.numbers<uint64_t>(u.left() / sizeof(uint64_t));
  u.end();
  return out;
}

StoryFeatures unpack_features(std::string_view bytes) {
  Unpacker u(bytes);
  const auto counts = u.numbers<uint16_t>(6);
  StoryFeatures f;
  f.published = u.number<int32_t>();
  f.year = u.number<uint16_t>();
  f.words = u.terms(counts[0]);
  f.names = u.terms(counts[1]);
  f.numbers = u.terms(counts[2]);
  f.lead = u.terms(counts[3]);
  f.pairs = u.numbers<uint32_t>(counts[4]);
  f.dates = u.numbers<uint32_t>(counts[5]);
  u.end();
  return f;
}

std::vector<StoryFinder::Link> unpack_links(std::string_view bytes) {
  Unpacker u(bytes);
  std::vector<StoryFinder::Link> out(u.left() / (sizeof(uint64_t) + sizeof(float)));
  for (auto& l : out) {
    l.document = u.number<uint64_t>();
    l.log_odds = u.number<float>();
  }
  u.end();
  return out;
}

}  // namespace dateline::archive
