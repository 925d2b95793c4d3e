// Which of a page's titles is the headline.
#include <algorithm>

#include "base/strings.h"
#include "page/metadata.h"
#include "page/text_key.h"

namespace dateline::page {
namespace {

/// True if `part`, which is not empty, stands in `whole`; both are keys of letters.
bool contains_key(const std::string& whole, const std::string& part) {
  return !part.empty() && whole.find(part) != std::string::npos;
}

/// Text of an h1 without a kicker inside it, which goes to `kicker`.
std::string h1_text(const Tree& tree, std::span<const Hint> hints, NodeId h1, std::string* kicker) {
  std::string whole = clean_value(text_under(tree, h1, 400));
  for (NodeId i = tree.following(h1, h1); i != kNoNode; i = tree.following(i, h1)) {
    const Node& n = tree[i];
    if (n.kind != NodeKind::kElement || n.attributes_begin == n.attributes_end) continue;
    if (!(hints[i].flags & kKickerHint)) continue;
    const std::string text = clean_value(text_under(tree, i, 200));
    if (text.empty() || text.size() + 10 > whole.size() || !whole.starts_with(text)) continue;
    std::string_view rest = trim(std::string_view(whole).substr(text.size()));
    while (!rest.empty() && (rest.front() == ':' || rest.front() == '-' || rest.front() == '|'))
      rest = trim(rest.substr(1));
    *kicker = text;
    return std::string(rest);
  }
  return whole;
}

/// "Kicker: Headline" and "Headline".
bool ends_behind_colon(std::string_view whole, std::string_view headline) {
  if (!whole.ends_with(headline)) return false;
  whole.remove_suffix(headline.size());
  return whole.size() > 2 && whole.ends_with(": ");
}

/// Share of the words of `a` (four letters or more) that `b` has.
double shared_words(std::string_view a, std::string_view b) {
  const std::string hay = to_lower(b), low = to_lower(a);
  size_t words = 0, found = 0;
  for (const std::string_view word : split(low, ' ')) {
    if (word.size() < 4) continue;
    ++words;
    found += hay.find(word) != std::string::npos;
  }
  return words == 0 ? 0.0 : static_cast<double>(found) / static_cast<double>(words);
}

}  // namespace

std::string strip_site(std::string_view title, std::string_view site, std::string_view host) {
  std::string out(title);
  const std::string site_key = key_of(site);
  std::string host_key = key_of(host.substr(0, host.find_last_of('.')));
  const auto names_site = [&](std::string_view part) {
    const std::string key = key_of(part);
    if (key.empty()) return true;
    if (!site_key.empty() && (key == site_key || site_key.find(key) != std::string::npos ||
                              key.find(site_key) != std::string::npos)) {
      return true;
    }
    return key.size() >= 3 && !host_key.empty() &&
           (host_key.find(key) != std::string::npos || key.find(host_key) != std::string::npos);
  };
  for (int turn = 0; turn < 3; ++turn) {
    bool cut = false;
    for (const std::string_view mark :
         {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: ", " \xC2\xBB ", " \xC2\xB7 ",
          " / ", " \xE2\x80\xA2 ", " \xC2\xAB ", " < "}) {
      const size_t last = out.rfind(mark);
      if (last != std::string::npos && last > 0) {
        const std::string_view tail = std::string_view(out).substr(last + mark.size());
        if (names_site(tail) || (mark == " | " && tail.size() < 30 && last > tail.size())) {
          out.resize(last);
          cut = true;
          break;
        }
      }
      const size_t first = out.find(mark);
      if (first == std::string::npos || first == 0 || first >= 40) continue;
      const std::string front = key_of(std::string_view(out).substr(0, first));
      if ((!site_key.empty() && front == site_key) || (host_key.size() >= 8 && front.find(host_key) != std::string::npos)) {
        out.erase(0, first + mark.size());
        cut = true;
        break;
      }
    }
    if (!cut) break;
  }
  return std::string(trim(out));
}

std::string pick_headline(const Tree& tree, std::span<const Hint> hints, const Metadata& m,
                          std::string_view site, std::string_view host, std::string* kicker) {
  const std::string json = strip_site(json_text(m, "headline"), site, host);
  const std::string og = strip_site(clean_value(m.meta({"og:title", "twitter:title", "sailthru.title",
                                                  "parsely-title", "dc.title", "title"})),
                                    site, host);
  const std::string title = clean_value(m.title);
  const std::string title_key = key_of(title), og_key = key_of(og), json_key = key_of(json);
  // What the paper states as the headline and says a second time outside the text.
  const bool stated =
      json_key.size() >= 8 && json_key != key_of(site) &&
      !(json_key.starts_with(key_of(host.substr(0, host.find_last_of('.')))) &&
        json_key.size() < host.size() + 4) &&
      (title_key.starts_with(json_key) || og_key == json_key ||
       (title_key.ends_with(json_key) && json_key.size() * 2 > title_key.size()));
  // The h1 that the other titles confirm; of several the one that is such a title, else the longest, so that
  // sections ("Sport") come last.
  std::string h1, h1_kicker;
  size_t best = 0;
  for (const NodeId id : m.h1s) {
    std::string text_kicker, text = h1_text(tree, hints, id, &text_kicker);
    std::string key = key_of(text);
    if (key.size() < 8 || key == key_of(site)) continue;
    if (key == title_key) key = key_of(text = strip_site(text, site, host));
    // The site's own name, which stands beside the headline in <title>.
    if (og_key.size() > key.size() && (title_key == key + og_key || title_key == og_key + key)) continue;
    const bool same = contains_key(title_key, key) || contains_key(key, og_key) ||
                      contains_key(og_key, key) || contains_key(key, json_key) ||
                      contains_key(json_key, key);
    // The end of a title, as of "Atkins diet, 14 days: reviews", heads a part of the text.
    const bool part = m.h1s.size() > 1 && key.size() * 4 < title_key.size() && title_key.ends_with(key);
    const size_t worth = key == og_key || key == json_key ? SIZE_MAX : key.size();
    if (!same || part || worth <= best) continue;
    best = worth;
    h1 = std::move(text);
    h1_kicker = std::move(text_kicker);
  }
  if (!h1.empty()) {
    const std::string key = key_of(h1);
    // A kicker inside the h1 that no name gives away: the other titles know where the headline
    // begins.
    if (!json_key.empty() && key.size() > json_key.size() && key.ends_with(json_key)) return json;
    const bool told_apart = !h1_kicker.empty() && json_key.ends_with(key);
    // One that all other titles have is part of the headline.
    if (told_apart && json_key == og_key && title_key.starts_with(json_key)) return json;
    // One before a colon that only JSON-LD and <title> have: h1 and shared title do without.
    if (h1_kicker.empty() && og_key == key && ends_behind_colon(json, h1)) {
      *kicker = json.substr(0, json.size() - h1.size() - 2);
      return h1;
    }
    if (stated && !told_apart && !contains_key(key, json_key)) return json;
    *kicker = h1_kicker;
    // "Headline | Site" where the shared title is the headline alone.
    if (og_key.size() >= 8 && h1.starts_with(og) && std::string_view(h1).substr(og.size()).starts_with(" | ")) return og;
    // Or one that the paper leaves out where it shares the page: "Judo: Bronze for Lee".
    if (og_key.size() >= 8 && ends_behind_colon(h1, og)) {
      *kicker = h1.substr(0, h1.size() - og.size() - 2);
      return og;
    }
    return h1;
  }
  if (stated) return json;
  // One that is worded differently from all of them still is what the reader sees.
  for (const NodeId id : m.h1s) {
    std::string text = h1_text(tree, hints, id, &h1_kicker);
    if (text.size() < 20 || key_of(text) == key_of(site)) continue;
    const bool alike = std::max({shared_words(text, og), shared_words(text, json),
                                 shared_words(text, title)}) >= (m.h1s.size() == 1 ? 0.3 : 0.6);
    if (alike || (og.empty() && json.empty() && m.h1s.size() == 1)) {
      *kicker = h1_kicker;
      return text;
    }
  }
  if (!json.empty()) return json;
  if (!og.empty()) return og;
  return strip_site(title, site, host);
}

}  // namespace dateline::page
