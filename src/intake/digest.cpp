#include "intake/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <string>

#include "base/base64.h"
#include "base/hash.h"
#include "base/strings.h"

namespace dateline::intake {
namespace {

std::string base32(std::string_view bytes) {  // RFC 4648, without padding
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 5; count -= 5) out += kLetters[bits >> (count - 5) & 31];
  }
  if (count > 0) out += kLetters[bits << (5 - count) & 31];
  return out;
}

}  // namespace

bool digest_fits(std::string_view stated, std::string_view bytes) {
  const size_t colon = stated.find(':');
  if (colon == stated.npos) return true;
  const std::string algorithm = to_lower(trim(stated.substr(0, colon)));
  const EVP_MD* method = algorithm == "sha1" || algorithm == "sha-1"     ? EVP_sha1()
                         : algorithm == "sha256" || algorithm == "sha-256" ? EVP_sha256()
                         : algorithm == "md5"                              ? EVP_md5()
                                                                           : nullptr;
  if (method == nullptr) return true;
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest, &length, method, nullptr);
  const std::string_view raw(reinterpret_cast<const char*>(digest), length);
  std::string value(trim(stated.substr(colon + 1)));
  while (value.ends_with('=')) value.pop_back();
  if (equals_ignoring_case(value, base32(raw)) || equals_ignoring_case(value, to_hex(raw))) return true;
  std::replace(value.begin(), value.end(), '-', '+');
  std::replace(value.begin(), value.end(), '_', '/');
  std::string ours = base64(raw);
  while (ours.ends_with('=')) ours.pop_back();
  return value == ours;
}

}  // namespace dateline::intake
