#include "site/mail_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "base/base64.h"
#include "base/strings.h"
#include "base/hash.h"
#include "base/utf8.h"

namespace dateline::site {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return std::string(trim(out));
}

// Folds a header at blanks so that lines stay under 78 bytes where they can.
std::string header(std::string_view name, std::string_view value) {
  std::string out(name);
  out += ':';
  size_t width = out.size();
  for (const std::string_view word : split(value, ' ')) {
    if (word.empty()) continue;
    if (width + 1 + word.size() > 76 && width > name.size() + 1) {
      out += "\r\n";
      width = 0;
    }
    out += ' ';
    out += word;
    width += word.size() + 1;
  }
  return out + "\r\n";
}

std::string date_header(int64_t at) {
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto time = static_cast<std::time_t>(at);
  std::tm t{};
  ::gmtime_r(&time, &t);
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", kDays[static_cast<size_t>(t.tm_wday)], t.tm_mday, kMonths[static_cast<size_t>(t.tm_mon)],
                     t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

std::string mailbox(std::string_view name, std::string_view address) {
  const std::string shown = one_line(name);
  if (shown.empty()) return std::string(address);
  if (!is_plain(shown)) return fmt::format("{} <{}>", encode_words(shown), address);
  std::string quoted;
  for (const char c : shown) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return fmt::format("\"{}\" <{}>", quoted, address);
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const size_t at = text.find('@');
  if (text.size() > 254 || at == text.npos || at == 0 || at > 64) return false;
  const std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
  const auto dots_right = [](std::string_view part) { return !part.empty() && part.front() != '.' && part.back() != '.' && part.find("..") == part.npos; };
  if (!dots_right(local) || !dots_right(domain) || domain.find('.') == domain.npos) return false;
  constexpr std::string_view kMarks = "!#$%&'*+-/=?^_`{|}~.";
  if (!std::all_of(local.begin(), local.end(), [&](char c) { return is_alpha(c) || is_digit(c) || kMarks.find(c) != kMarks.npos; })) return false;
  for (const std::string_view label : split(domain, '.')) {
    if (label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (!std::all_of(label.begin(), label.end(), [](char c) { return is_alpha(c) || is_digit(c) || c == '-'; })) return false;
  }
  return true;
}

std::string encode_words(std::string_view text) {
  const std::string line = one_line(text);
  if (is_plain(line) && line.find("=?") == line.npos) return line;
  // An encoded word has 75 bytes at most: 45 of text, cut between characters.
  std::string out;
  for (size_t at = 0; at < line.size();) {
    size_t end = std::min(line.size(), at + 45);
    while (end > at && !is_utf8_border(line, end)) --end;
    if (end == at) end = std::min(line.size(), at + 45);
    out += fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : " ", base64(std::string_view(line).substr(at, end - at)));
    at = end;
  }
  return out;
}

std::string quoted_printable(std::string_view text) {
  constexpr size_t kWidth = 75;  // and "=" where a line goes on
  std::string out;
  size_t width = 0;
  const auto put = [&](std::string_view piece) {
    if (width + piece.size() > kWidth) {
      out += "=\r\n";
      width = 0;
    }
    out += piece;
    width += piece.size();
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r') continue;
    if (c == '\n') {
      out += "\r\n";
      width = 0;
      continue;
    }
    const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
    const bool blank_at_end = (c == ' ' || c == '\t') && ends_line;
    if ((c > 0x20 && c < 0x7F && c != '=' && !(c == '.' && width == 0)) || ((c == ' ' || c == '\t') && !blank_at_end)) {
      put(std::string_view(&c, 1));
    } else {
      const auto byte = static_cast<unsigned char>(c);
      const char escaped[] = {'=', kHex[byte >> 4], kHex[byte & 15]};
      put({escaped, 3});
    }
  }
  return out + "\r\n";
}

std::string write_message(const MailMessage& m) {
  const std::string border = fmt::format("=_{:016x}", hash64(m.text, hash64(m.html, hash64(m.message_id))));  // "=_" is in no quoted-printable text
  std::string out = header("Date", date_header(m.at));
  out += header("From", mailbox(m.from_name, m.from)) + header("To", m.to) + header("Subject", encode_words(m.subject)) +
         header("Message-ID", one_line(m.message_id));
  for (const auto& [name, value] : m.more) out += header(name, encode_words(value));
  out += "MIME-Version: 1.0\r\n" + header("Content-Type", fmt::format("multipart/alternative; boundary=\"{}\"", border)) + "\r\n";
  const std::pair<std::string_view, const std::string*> parts[] = {{"plain", &m.text}, {"html", &m.html}};
  for (const auto& [type, body] : parts) {
    out += fmt::format("--{}\r\nContent-Type: text/{}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}", border, type,
                       quoted_printable(*body));
  }
  return out + fmt::format("--{}--\r\n", border);
}

}  // namespace dateline::site
