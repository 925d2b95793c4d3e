#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline {

/// Whole content of a file. `kTooLarge` beyond `limit_bytes`; a pipe or device is read to its end or the limit.
[[nodiscard]] Result<std::string> read_file(const std::string& path, size_t limit_bytes);

/// Opens a file for reading and gives its descriptor, which the caller closes.
[[nodiscard]] Result<int> open_file(const std::string& path);

/// A file mapped read-only for as long as the object lives. Movable, not copyable.
class MappedFile {
 public:
  [[nodiscard]] static Result<MappedFile> open(const std::string& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace dateline
