#include "site/security.h"

#include <sodium.h>

#include "base/strings.h"

namespace dateline::site {
namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string mac(std::string_view key, std::string_view purpose, std::string_view content) {
  std::string out(crypto_auth_hmacsha512256_BYTES, '\0');
  crypto_auth_hmacsha512256_state state;
  crypto_auth_hmacsha512256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha512256_update(&state, bytes_of(purpose), purpose.size());
  crypto_auth_hmacsha512256_update(&state, bytes_of(std::string_view("\0", 1)), 1);
  crypto_auth_hmacsha512256_update(&state, bytes_of(content), content.size());
  crypto_auth_hmacsha512256_final(&state, bytes_of(out));
  return base64_url(out);
}

}  // namespace

Result<void> start_security() {
  if (sodium_init() < 0) return fail(ErrorCode::kInternal, "libsodium did not start; the system's random source may be absent");
  return {};
}

std::string random_bytes(size_t count) {
  std::string out(count, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

std::string base64_url(std::string_view bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes_of(bytes), bytes.size(), kVariant);
  out.pop_back();  // its closing zero
  return out;
}

std::string digest(std::string_view secret) {
  std::string out(crypto_generichash_BYTES, '\0');
  crypto_generichash(bytes_of(out), out.size(), bytes_of(secret), secret.size(), nullptr, 0);
  return out;
}

Result<std::string> hash_password(std::string_view password) {
  std::string out(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str(out.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return fail(ErrorCode::kTooLarge, "no memory to hash a password; 64 MiB are needed");
  }
  out.resize(out.find('\0'));
  return out;
}

bool password_matches(std::string_view hash, std::string_view password) {
  const std::string whole(hash);
  return !whole.empty() && crypto_pwhash_str_verify(whole.c_str(), password.data(), password.size()) == 0;
}

std::string Signer::sign(std::string_view purpose, std::string_view content, int64_t expires) const {
  const std::string signed_part = std::string(content) + "." + std::to_string(expires);
  return signed_part + "." + mac(key_, purpose, signed_part);
}

std::optional<std::string> Signer::verify(std::string_view purpose, std::string_view token, int64_t now) const {
  const size_t last = token.rfind('.');
  if (last == token.npos || last == 0) return std::nullopt;
  const std::string_view signed_part = token.substr(0, last), signature = token.substr(last + 1);
  const std::string expected = mac(key_, purpose, signed_part);
  if (signature.size() != expected.size() || sodium_memcmp(signature.data(), expected.data(), expected.size()) != 0) return std::nullopt;
  const size_t dot = signed_part.rfind('.');
  if (dot == signed_part.npos) return std::nullopt;
  const auto expires = parse_number<int64_t>(signed_part.substr(dot + 1));
  if (!expires || *expires < now) return std::nullopt;
  return std::string(signed_part.substr(0, dot));
}

std::string Signer::name_of(std::string_view purpose, std::string_view content) const { return mac(key_, purpose, content); }

}  // namespace dateline::site
