#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace dateline {

/// What went wrong, as a kind a caller can branch on. `name()` gives the text used in reject files.
enum class ErrorCode : uint8_t {
  kNotFound,     ///< no such file, folder or item
  kUnreadable,   ///< the system refused: permission, I/O error
  kEmpty,        ///< nothing in it to read
  kNotText,      ///< binary data where a page or text was expected
  kMalformed,    ///< breaks its own format: truncated JSON, bad model header
  kTooLarge,     ///< exceeds a limit of `Limits`
  kUnsupported,  ///< a format or version this program does not read
  kUsage,        ///< wrong use of the interface or command line
  kBusy,         ///< somebody else writes to it
  kInternal,     ///< a fault of ours or of a library
};

[[nodiscard]] std::string_view name(ErrorCode code);

/// A failure: what, where and what to do, in one sentence a person can act on.
/// `offset` is the byte offset in the input where it was noticed (0 if none).
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  uint64_t offset = 0;
};

/// Value or `Error`. Everything that input can make fail returns this; nothing throws across a stage.
template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message,
                                                uint64_t offset = 0) {
  return tl::unexpected<Error>(Error{code, std::move(message), offset});
}

}  // namespace dateline
