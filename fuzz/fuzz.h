#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/utf8.h"
#include "dateline/article.h"
#include "dateline/span.h"

/// Parts that the fuzz targets share. Each target is one `LLVMFuzzerTestOneInput`; what it must hold is said by `require`.
namespace dateline::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline std::string_view text_of_input(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// A span lies in a text and cuts no character.
inline void require_span(std::string_view text, Span span) {
  require(span.begin <= span.end && is_utf8_border(text, span.begin) && is_utf8_border(text, span.end));
}

/// What `Article` promises of its text and paragraphs.
inline void require_article(const Article& article, size_t source_bytes) {
  require(is_valid_utf8(article.text));
  uint32_t end = 0;
  for (const auto& p : article.paragraphs) {
    require(p.span.begin >= end && p.source.begin <= p.source.end && p.source.end <= source_bytes);
    require_span(article.text, p.span);
    end = p.span.end;
  }
  for (const auto& f : article.furniture) require(is_valid_utf8(f.text) && f.source.end <= source_bytes);
  require_span(article.text, article.placeline.span);
  for (const auto* s : {&article.headline, &article.standfirst, &article.publisher, &article.language}) {
    require(is_valid_utf8(*s));
  }
}

/// A file in memory that can be opened by its path.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : fd_(::memfd_create("input", 0)) {
    require(fd_ >= 0 && ::write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(fd_); }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

/// Sets the number at `offset`, if it lies in the bytes: lengths and checksums that no fuzzer would hit.
template <class T>
void patch(std::string& bytes, size_t offset, T value) {
  if (offset + sizeof value <= bytes.size()) std::memcpy(bytes.data() + offset, &value, sizeof value);
}

}  // namespace dateline::fuzz
