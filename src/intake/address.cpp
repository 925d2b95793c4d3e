#include "intake/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace dateline::intake {
namespace {

using Bytes = std::array<uint8_t, 16>;

struct Range {
  Bytes begin;
  unsigned bits;
};

bool within(const uint8_t* address, const Range& range) {
  const unsigned whole = range.bits / 8, rest = range.bits % 8;
  if (!std::equal(address, address + whole, range.begin.begin())) return false;
  return rest == 0 || (address[whole] ^ range.begin[whole]) >> (8 - rest) == 0;
}

bool is_public_v4(const uint8_t* address) {
  static constexpr Range kClosed[] = {
      {{0}, 8},         {{10}, 8},          {{100, 64}, 10},      {{127}, 8},         {{169, 254}, 16}, {{172, 16}, 12}, {{192, 0, 0}, 24},
      {{192, 0, 2}, 24}, {{192, 88, 99}, 24}, {{192, 168}, 16}, {{198, 18}, 15}, {{198, 51, 100}, 24}, {{203, 0, 113}, 24}, {{224}, 3}};
  return std::none_of(std::begin(kClosed), std::end(kClosed), [&](const Range& r) { return within(address, r); });
}

bool is_public_v6(const uint8_t* address) {
  static constexpr Range kMapped{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96}, kTranslated{{0, 0x64, 0xFF, 0x9B}, 96}, kSixToFour{{0x20, 0x02}, 16};
  if (within(address, kMapped) || within(address, kTranslated)) return is_public_v4(address + 12);
  if (within(address, kSixToFour)) return is_public_v4(address + 2);
  static constexpr Range kGlobal{{0x20}, 3}, kProtocols{{0x20, 0x01}, 23}, kExample{{0x20, 0x01, 0x0D, 0xB8}, 32}, kExample2{{0x3F, 0xFF}, 20};
  return within(address, kGlobal) && !within(address, kProtocols) && !within(address, kExample) && !within(address, kExample2);
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    uint8_t bytes[4];
    std::memcpy(bytes, &v4.sin_addr, sizeof bytes);
    return is_public_v4(bytes);
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    return is_public_v6(v6.sin6_addr.s6_addr);
  }
  return false;
}

}  // namespace dateline::intake
