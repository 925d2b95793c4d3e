#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace dateline {

/// Values by a 64-bit hash that is mixed well already; grows, never shrinks. One probe where `std::unordered_map` follows
/// pointers: for tables that are asked at every word. Two keys of one hash are one key.
template <class Value>
class HashMap {
 public:
  /// The value of `hash`, made if it is not there. Moves when another is made.
  Value& operator[](uint64_t hash) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    Slot& slot = slots_[place(hash)];
    if (!slot.used) {
      slot.used = true;
      slot.hash = hash;
      ++size_;
    }
    return slot.value;
  }
  /// Keeps the value that is there, if one is.
  void emplace(uint64_t hash, Value value) {
    if (find(hash) == nullptr) (*this)[hash] = std::move(value);
  }
  /// The value of `hash`, null if there is none.
  [[nodiscard]] const Value* find(uint64_t hash) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[place(hash)];
    return slot.used ? &slot.value : nullptr;
  }
  /// Has the place of `hash` brought into the cache, for a question some steps later.
  void prefetch(uint64_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }
  [[nodiscard]] size_t size() const { return size_; }

 private:
  struct Slot {
    uint64_t hash = 0;
    Value value{};
    bool used = false;
  };

  [[nodiscard]] size_t place(uint64_t hash) const {
    const size_t mask = slots_.size() - 1;
    size_t at = hash & mask;
    while (slots_[at].used && slots_[at].hash != hash) at = (at + 1) & mask;
    return at;
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
    old.swap(slots_);
    for (Slot& slot : old) {
      if (slot.used) slots_[place(slot.hash)] = std::move(slot);
    }
  }

  std::vector<Slot> slots_;
  size_t size_ = 0;
};

}  // namespace dateline
