#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace dateline {
namespace {

/// Closes a descriptor at the end of a scope.
struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

tl::unexpected<Error> system_failure(const std::string& path, int error) {
  if (error == ENOENT || error == ENOTDIR) {
    return fail(ErrorCode::kNotFound, fmt::format("{}: no such file; check the path", path));
  }
  return fail(ErrorCode::kUnreadable,
              fmt::format("{}: cannot be read ({}); check its permissions", path, std::strerror(error)));
}

}  // namespace

Result<std::string> read_file(const std::string& path, size_t limit_bytes) {
  Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) return system_failure(path, errno);
  struct stat info {};
  if (::fstat(file.fd, &info) == 0 && S_ISREG(info.st_mode) &&
      static_cast<uint64_t>(info.st_size) > limit_bytes) {
    return fail(ErrorCode::kTooLarge,
                fmt::format("{}: {} bytes exceed the limit of {}; raise --max-document", path,
                            static_cast<uint64_t>(info.st_size), limit_bytes));
  }
  std::string content;
  if (info.st_size > 0) content.reserve(static_cast<size_t>(info.st_size) + 1);
  char buffer[1 << 16];
  while (true) {
    const ssize_t n = ::read(file.fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_failure(path, errno);
    if (n == 0) return content;
    if (content.size() + static_cast<size_t>(n) > limit_bytes) {
      return fail(ErrorCode::kTooLarge,
                  fmt::format("{}: more than {} bytes; raise --max-document", path, limit_bytes), limit_bytes);
    }
    content.append(buffer, static_cast<size_t>(n));
  }
}

Result<int> open_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return system_failure(path, errno);
  return fd;
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) return system_failure(path, errno);
  struct stat info {};
  if (::fstat(file.fd, &info) != 0) return system_failure(path, errno);
  MappedFile mapped;
  if (info.st_size == 0) return mapped;
  void* data = ::mmap(nullptr, static_cast<size_t>(info.st_size), PROT_READ, MAP_PRIVATE, file.fd, 0);
  if (data == MAP_FAILED) return system_failure(path, errno);
  mapped.data_ = static_cast<const char*>(data);
  mapped.size_ = static_cast<size_t>(info.st_size);
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace dateline
