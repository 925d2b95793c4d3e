#include "intake/feed_markup.h"

#include <algorithm>

#include "base/entities.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "intake/feed.h"

namespace dateline::intake {
namespace {

std::string_view local_name(std::string_view name) { return name.substr(name.find(':') + 1); }

bool is_void(std::string_view name) {
  static constexpr std::string_view kVoid[] = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"};
  return std::any_of(std::begin(kVoid), std::end(kVoid), [&](std::string_view v) { return equals_ignoring_case(name, v); });
}

bool is_text(pugi::xml_node node) { return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata; }

// Calls `enter` for each node within `element`, in order, and `leave` behind the children of each that is an element. Not recursive, as
// depth is the document's choice.
template <class Enter, class Leave>
void walk(pugi::xml_node element, Enter&& enter, Leave&& leave) {
  pugi::xml_node node = element.first_child();
  while (node) {
    enter(node);
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (true) {
      if (node.type() == pugi::node_element) leave(node);
      if (node.next_sibling()) {
        node = node.next_sibling();
        break;
      }
      node = node.parent();
      if (node == element) return;
    }
  }
}

}  // namespace

void append_html(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
}

std::string inner_markup(pugi::xml_node element) {
  std::string out;
  walk(
      element,
      [&](pugi::xml_node node) {
        if (is_text(node)) append_html(out, node.value());
        if (node.type() != pugi::node_element) return;
        out += '<';
        out += local_name(node.name());
        for (const pugi::xml_attribute a : node.attributes()) {
          if (std::string_view(a.name()).starts_with("xmlns")) continue;
          out += ' ';
          out += local_name(a.name());
          out += "=\"";
          append_html(out, a.value());
          out += '"';
        }
        out += '>';
      },
      [&](pugi::xml_node node) {
        const std::string_view name = local_name(node.name());
        if (!is_void(name)) out.append("</").append(name) += '>';
      });
  return out;
}

std::string inner_text(pugi::xml_node element) {
  std::string out;
  walk(
      element, [&](pugi::xml_node node) { if (is_text(node)) out += node.value(); }, [](pugi::xml_node) {});
  return out;
}

bool has_elements(pugi::xml_node element) {
  return std::any_of(element.begin(), element.end(), [](pugi::xml_node child) { return child.type() == pugi::node_element; });
}

std::string from_base64(std::string_view text) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (is_space(c)) continue;
    if (c == '=') break;
    const size_t value = kLetters.find(c);
    if (value == kLetters.npos) return {};
    bits = bits << 6 | static_cast<uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  return replace_invalid_utf8(out);
}

std::string plain_text(std::string_view markup) {
  std::string out;
  size_t at = 0;
  while (at < markup.size()) {
    const size_t open = std::min(markup.find('<', at), markup.size());
    out.append(markup, at, open - at);
    if (open == markup.size()) break;
    const char next = open + 1 < markup.size() ? markup[open + 1] : ' ';
    const size_t close = is_alpha(next) || next == '/' || next == '!' ? markup.find('>', open) : markup.npos;
    if (close == markup.npos && is_alpha(next)) {  // no tag ends behind here
      out.append(markup, open);
      break;
    }
    if (close == markup.npos) out += '<';
    at = close == markup.npos ? open + 1 : close + 1;
  }
  return fold_space(decode_references(out));
}

std::string item_page(const FeedItem& item) {
  const std::string& body = item.content.empty() ? item.summary : item.content;
  if (trim(body).empty()) return {};
  const std::string title = plain_text(item.title);
  std::string out = "<!DOCTYPE html>\n<html";
  const auto add_attribute = [&](std::string_view name, std::string_view value) {
    out.append(" ").append(name) += "=\"";
    append_html(out, value);
    out += '"';
  };
  const auto add_meta = [&](std::string_view key, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out += "<meta";
    add_attribute(key, name);
    add_attribute("content", value);
    out += ">\n";
  };
  if (!item.language.empty()) add_attribute("lang", item.language);
  out += "><head><meta charset=\"utf-8\">\n<title>";
  append_html(out, title);
  out += "</title>\n";
  if (!item.base.empty()) {
    out += "<base";
    add_attribute("href", item.base);
    out += ">\n";
  }
  for (const FeedPerson& author : item.authors) add_meta("name", "author", author.name);
  add_meta("property", "article:published_time", item.published);
  add_meta("property", "article:modified_time", item.updated);
  out += "</head><body><article><h1>";
  append_html(out, title);
  out.append("</h1>\n").append(body.find('<') == body.npos ? "<p>" + body + "</p>" : body) += "\n</article></body></html>\n";
  return out;
}

}  // namespace dateline::intake
