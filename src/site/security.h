#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/result.h"

/// Passwords, random numbers and signatures, all libsodium's. Call `start_security` once before the rest; all functions may be
/// called by any thread.
namespace dateline::site {

[[nodiscard]] Result<void> start_security();

/// Bytes of the system's random source.
[[nodiscard]] std::string random_bytes(size_t count);
/// Without padding, for URLs and cookies (RFC 4648, 5).
[[nodiscard]] std::string base64_url(std::string_view bytes);
/// BLAKE2b of 32 bytes: what is kept of a secret that a client holds.
[[nodiscard]] std::string digest(std::string_view secret);

/// Argon2id with libsodium's interactive limits (64 MiB, about a tenth of a second), as text with its salt. `kTooLarge` if
/// there is no memory for it.
[[nodiscard]] Result<std::string> hash_password(std::string_view password);
[[nodiscard]] bool password_matches(std::string_view hash, std::string_view password);

/// Signs links and form tokens with the archive's key: HMAC-SHA-512/256 over purpose, expiry and content, so that a token for
/// one purpose is none for another.
class Signer {
 public:
  explicit Signer(std::string key) : key_(std::move(key)) {}
  /// "CONTENT.EXPIRY.SIGNATURE", fit for URLs; `content` may hold letters, digits, "-" and "_". `expires` is in seconds since 1970.
  [[nodiscard]] std::string sign(std::string_view purpose, std::string_view content, int64_t expires) const;
  /// The content of a token that `sign` made for this purpose and that has not expired by `now`.
  [[nodiscard]] std::optional<std::string> verify(std::string_view purpose, std::string_view token, int64_t now) const;
  /// A text that nobody without the key can tell, always the same for the same content.
  [[nodiscard]] std::string name_of(std::string_view purpose, std::string_view content) const;

 private:
  std::string key_;
};

}  // namespace dateline::site
