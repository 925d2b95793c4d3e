#include "intake/robots.h"

#include <algorithm>

#include "base/strings.h"

namespace dateline::intake {
namespace {

constexpr size_t kMostBytes = 500 << 10;
constexpr size_t kMostRules = 5000;
constexpr size_t kMostPattern = 2048;
constexpr size_t kMostSitemaps = 100;
constexpr int kMostDelay = 60;

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char low = to_lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

// One form for paths that are the same (2.2.2): unreserved characters plain, bytes past ASCII encoded, digits in upper case.
std::string normal_form(std::string_view path) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (size_t i = 0; i < path.size(); ++i) {
    auto byte = static_cast<unsigned char>(path[i]);
    bool encoded = byte >= 0x80;
    if (byte == '%' && i + 2 < path.size() && hex_value(path[i + 1]) >= 0 && hex_value(path[i + 2]) >= 0) {
      byte = static_cast<unsigned char>(hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]));
      i += 2;
      const char c = static_cast<char>(byte);
      encoded = !(is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~');
    }
    if (encoded) {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    } else {
      out += static_cast<char>(byte);
    }
  }
  return out;
}

// Pieces between stars in order, each at its first place: enough, since what follows a star may begin anywhere.
bool matches(std::string_view pattern, std::string_view path) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  const auto pieces = split(pattern, '*');
  size_t at = 0;
  for (size_t i = 0; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size();
    if (i == 0) {
      if (!path.starts_with(pieces[0])) return false;
      at = pieces[0].size();
    } else if (last && to_end) {
      return path.size() >= at + pieces[i].size() && path.ends_with(pieces[i]);
    } else {
      const size_t found = path.find(pieces[i], at);
      if (found == path.npos) return false;
      at = found + pieces[i].size();
    }
  }
  return !to_end || at == path.size();
}

// "dateline" of "Dateline/1.0 (a robot)".
std::string_view product_of(std::string_view value) {
  size_t end = 0;
  while (end < value.size() && (is_alpha(value[end]) || value[end] == '-' || value[end] == '_')) ++end;
  return value.substr(0, end);
}

}  // namespace

Robots Robots::forbid_all() {
  Robots out;
  out.rules_.push_back({"/", false});
  return out;
}

Robots Robots::read(std::string_view text, std::string_view product) {
  text = text.substr(0, kMostBytes);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Robots named, any;
  std::vector<std::string> sitemaps;
  bool is_named = false, is_any = false, found_named = false, in_agents = false;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("\r\n"), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = line.substr(0, line.find('#'));
    const size_t colon = line.find(':');
    if (colon == line.npos) continue;
    const std::string key = to_lower(trim(line.substr(0, colon)));
    const std::string_view value = trim(line.substr(colon + 1));
    if (key == "sitemap") {
      if (sitemaps.size() < kMostSitemaps) sitemaps.emplace_back(value);
      continue;
    }
    if (key == "user-agent") {
      if (!in_agents) is_named = is_any = false;
      in_agents = true;
      if (value == "*") is_any = true;
      else if (equals_ignoring_case(product_of(value), product)) is_named = found_named = true;
      continue;
    }
    const bool rule = key == "allow" || key == "disallow";
    if (!rule && key != "crawl-delay") continue;
    in_agents = false;
    for (Robots* group : {is_named ? &named : nullptr, is_any ? &any : nullptr}) {
      if (group == nullptr) continue;
      if (!rule) {
        group->delay_ = std::clamp(parse_number<int>(value.substr(0, value.find('.'))).value_or(0), 0, kMostDelay);
      } else if (!value.empty() && value.size() <= kMostPattern && group->rules_.size() < kMostRules) {
        group->rules_.push_back({normal_form(value), key == "allow"});
      }
    }
  }
  Robots out = found_named ? std::move(named) : std::move(any);
  out.sitemaps_ = std::move(sitemaps);
  return out;
}

bool Robots::allows(std::string_view target) const {
  if (target == "/robots.txt") return true;
  const std::string path = normal_form(target);
  size_t longest = 0;
  bool allowed = true;
  for (const Rule& rule : rules_) {
    if (rule.pattern.size() < longest || (rule.pattern.size() == longest && !rule.allow)) continue;
    if (!matches(rule.pattern, path)) continue;
    longest = rule.pattern.size();
    allowed = rule.allow;
  }
  return allowed;
}

}  // namespace dateline::intake
