#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::site {

/// Names and values in the order they came.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// A request as it came, whole. Header names are in lower case.
struct Request {
  std::string method;   ///< GET, HEAD (answered as GET without the body), POST
  std::string target;   ///< path and query as sent
  std::string path;     ///< percent-decoded
  Fields query, headers;
  std::string body;
  std::string address;  ///< of the client, without port

  /// The first value of that name, empty if there is none.
  [[nodiscard]] static std::string_view value(const Fields& fields, std::string_view name) {
    for (const auto& [n, v] : fields) {
      if (n == name) return v;
    }
    return {};
  }
  [[nodiscard]] std::string_view header(std::string_view name) const { return value(headers, name); }
  [[nodiscard]] std::string_view parameter(std::string_view name) const { return value(query, name); }
};

struct Response {
  int status = 200;
  std::string type = "text/plain; charset=utf-8";
  std::string body;
  Fields headers;
};

}  // namespace dateline::site
