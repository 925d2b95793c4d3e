#pragma once

#include <sys/socket.h>

namespace dateline::intake {

/// True for an address of the public Internet: not of this host, this network or a private one, not multicast or reserved (IANA's
/// special-purpose registries, RFC 6890), also where an IPv4 address is wrapped in an IPv6 one. What is neither IPv4 nor IPv6 is not.
[[nodiscard]] bool is_public_address(const sockaddr& address);

}  // namespace dateline::intake
