#include "site/url.h"

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"

namespace dateline::site {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

std::string encode(std::string_view text, bool path) {
  const std::string_view kept = path ? "-._~/:@!$'()*,;=" : "-._~";
  std::string out;
  for (const char c : text) {
    if (is_alpha(c) || is_digit(c) || kept.find(c) != kept.npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::optional<std::string> decode(std::string_view text, bool form) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += form && text[i] == '+' ? ' ' : text[i];
    }
  }
  const bool control = std::any_of(out.begin(), out.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  });
  if (control || !is_valid_utf8(out)) return std::nullopt;
  return out;
}

std::optional<Fields> read_form(std::string_view text) {
  Fields out;
  if (text.empty()) return out;
  for (const std::string_view part : split(text, '&')) {
    if (part.empty()) continue;
    const size_t equals = std::min(part.find('='), part.size());
    auto name = decode(part.substr(0, equals), true);
    auto value = decode(equals < part.size() ? part.substr(equals + 1) : std::string_view(), true);
    if (!name || !value) return std::nullopt;
    out.emplace_back(std::move(*name), std::move(*value));
  }
  return out;
}

std::string write_form(const Fields& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    if (!out.empty()) out += '&';
    out += encode(name) + "=" + encode(value);
  }
  return out;
}

std::string join(std::string_view path, const Fields& query) {
  const std::string form = write_form(query);
  return form.empty() ? std::string(path) : std::string(path) + "?" + form;
}

std::string_view cookie(std::string_view header, std::string_view name) {
  for (std::string_view part : split(header, ';')) {
    part = trim(part);
    if (part.size() > name.size() && part.substr(0, name.size()) == name && part[name.size()] == '=') return part.substr(name.size() + 1);
  }
  return {};
}

bool is_loopback_address(std::string_view address) {
  if (starts_with_ignoring_case(address, "::ffff:")) address.remove_prefix(7);
  if (address == "::1") return true;
  return address.substr(0, 4) == "127." && std::all_of(address.begin(), address.end(), [](char c) { return is_digit(c) || c == '.'; });
}

bool is_loopback_host(std::string_view host) {
  std::string_view name = host, port;
  if (!host.empty() && host.front() == '[') {
    const size_t end = host.find(']');
    if (end == host.npos) return false;
    name = host.substr(1, end - 1);
    port = host.substr(end + 1);
  } else if (const size_t colon = host.rfind(':'); colon != host.npos) {
    name = host.substr(0, colon);
    port = host.substr(colon);
  }
  if (!port.empty() && (port.front() != ':' || !std::all_of(port.begin() + 1, port.end(), is_digit))) return false;
  return equals_ignoring_case(name, "localhost") || is_loopback_address(name);
}

}  // namespace dateline::site
