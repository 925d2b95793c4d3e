#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::intake {

/// What a robots.txt lets one robot fetch, by RFC 9309. Of the file the first 500 KiB count, of its rules 5,000.
class Robots {
 public:
  /// Everything may be fetched.
  Robots() = default;
  /// Nothing may be: the file cannot be had (2.3.1.4).
  [[nodiscard]] static Robots forbid_all();
  /// Reads a file for the robot of this product name. All groups that name it count together, else those for `*`.
  [[nodiscard]] static Robots read(std::string_view text, std::string_view product);

  /// Whether a path with its query may be fetched: the longest matching rule decides, allowing ones at equal length (2.2.2). `*` stands for
  /// any characters and `$` for the end (2.2.3); percent-encoded characters equal the plain ones. /robots.txt always may.
  [[nodiscard]] bool allows(std::string_view target) const;
  /// Seconds between two fetches that the file asks for (Crawl-delay, not of the RFC), 0 if it does not; at most 60.
  [[nodiscard]] int delay_seconds() const { return delay_; }
  /// URLs of sitemaps, as stated; at most 100.
  [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    std::string pattern;
    bool allow = false;
  };
  std::vector<Rule> rules_;
  std::vector<std::string> sitemaps_;
  int delay_ = 0;
};

}  // namespace dateline::intake
