#pragma once

#include <string_view>

namespace dateline::intake {

/// Whether a digest as WARC files state it ("sha1:" and base32, hex or base64, padded or not) is that of the bytes. True for an
/// algorithm that is not known here, and for none.
[[nodiscard]] bool digest_fits(std::string_view stated, std::string_view bytes);

}  // namespace dateline::intake
