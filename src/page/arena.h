#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace dateline::page {

/// Bytes that never move: views into it stay good until `clear()`. Blocks are kept for the next
/// document.
class Arena {
 public:
  [[nodiscard]] std::string_view store(std::string_view text) {
    if (text.empty()) return {};
    if (block_ >= blocks_.size() || used_ + text.size() > blocks_[block_].size) grow(text.size());
    char* to = blocks_[block_].bytes.get() + used_;
    std::memcpy(to, text.data(), text.size());
    used_ += text.size();
    return {to, text.size()};
  }
  void clear() {
    if (blocks_.size() > 64) blocks_.resize(64);
    block_ = 0;
    used_ = 0;
  }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    size_t size = 0;
  };
  void grow(size_t need) {
    while (block_ < blocks_.size() && (used_ + need > blocks_[block_].size)) {
      ++block_;
      used_ = 0;
    }
    if (block_ < blocks_.size()) return;
    const size_t size = std::max(need, size_t{1} << 16);
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
    used_ = 0;
  }

  std::vector<Block> blocks_;
  size_t block_ = 0;
  size_t used_ = 0;
};

}  // namespace dateline::page
