#include "intake/address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace dateline::intake {
namespace {

bool is_public(const char* text) {
  sockaddr_storage storage{};
  auto* v4 = reinterpret_cast<sockaddr_in*>(&storage);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage);
  if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) storage.ss_family = AF_INET;
  else if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1) storage.ss_family = AF_INET6;
  return is_public_address(reinterpret_cast<const sockaddr&>(storage));
}

TEST(Address, TellsPublicOnes) {
  for (const char* open : {"1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "223.255.255.1", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "2002:808:808::1"}) {
    EXPECT_TRUE(is_public(open)) << open;
  }
  for (const char* closed : {"0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1",
                             "198.19.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
                             "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1", "2001:db8::1", "2001::1", "::127.0.0.1", "none"}) {
    EXPECT_FALSE(is_public(closed)) << closed;
  }
}

}  // namespace
}  // namespace dateline::intake
