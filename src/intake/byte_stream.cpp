#include "intake/byte_stream.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace dateline::intake {

FileStream::~FileStream() {
  if (fd_ > STDIN_FILENO) ::close(fd_);
}

bool FileStream::read(std::string& buffer) {
  buffer.clear();
  if (fd_ < 0 || !wait()) return false;
  buffer.resize(1 << 18);
  ssize_t n = 0;
  do {
    n = ::read(fd_, buffer.data(), buffer.size());
  } while (n < 0 && errno == EINTR);
  if (n < 0) {
    failed_ = true;
    fault_ = {ErrorCode::kUnreadable, std::string("reading failed (") + std::strerror(errno) + "); check the disk", 0};
  }
  buffer.resize(static_cast<size_t>(std::max<ssize_t>(n, 0)));
  if (watch_.read != nullptr) *watch_.read += buffer.size();
  return n > 0;
}

// Waits for data, looking at the stop flag now and then: the signal may have met another thread.
bool FileStream::wait() const {
  if (watch_.stop == nullptr) return true;
  constexpr int kLookMs = 100;
  pollfd waiting{fd_, POLLIN, 0};
  while (!*watch_.stop) {
    const int ready = ::poll(&waiting, 1, kLookMs);
    if (ready > 0 || (ready < 0 && errno != EINTR)) return true;
  }
  return false;
}

bool PrefixedStream::read(std::string& buffer) {
  if (!held_.empty()) {
    buffer.swap(held_);
    held_ = {};
    return true;
  }
  buffer.clear();
  return rest_ && rest_->read(buffer);
}

}  // namespace dateline::intake
