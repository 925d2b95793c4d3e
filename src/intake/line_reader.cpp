#include "intake/line_reader.h"

namespace dateline::intake {

LineReader::Status LineReader::next(std::string& line, size_t limit) {
  line.clear();
  bool too_long = false;
  while (true) {
    if (position_ == held_.size()) {
      const bool more = stream_->read(held_);
      position_ = 0;
      if (!more) {
        held_.clear();
        if (stream_->fault() != nullptr) return Status::kFailed;
        if (too_long) return Status::kTooLong;
        return line.empty() ? Status::kEnd : Status::kLine;
      }
    }
    const size_t newline = held_.find('\n', position_);
    const size_t end = newline == std::string::npos ? held_.size() : newline;
    if (line.size() + (end - position_) > limit) {
      too_long = true;
      line.clear();
    }
    if (!too_long) line.append(held_, position_, end - position_);
    position_ = end;
    if (newline != std::string::npos) {
      ++position_;
      return too_long ? Status::kTooLong : Status::kLine;
    }
  }
}

}  // namespace dateline::intake
