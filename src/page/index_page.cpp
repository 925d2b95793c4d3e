#include "page/index_page.h"

#include <algorithm>

namespace dateline::page {
namespace {

constexpr size_t kTeasers = 12, kTeaserBytes = 20;  // linked lines of that length are headlines of others
constexpr uint32_t kRun = 700, kFrontRun = 1500;    // bytes of paragraphs in a row

/// A front page: nothing behind the host, or only the name of a language.
bool is_front(std::string_view url) {
  const size_t host = url.find("://");
  if (host == std::string_view::npos) return false;
  const size_t path = url.find('/', host + 3);
  if (path == std::string_view::npos) return true;
  std::string_view rest = url.substr(path + 1);
  rest = rest.substr(0, rest.find_first_of("?#"));
  while (rest.ends_with('/')) rest.remove_suffix(1);
  return rest.size() <= 3 || rest == "index.html" || rest == "index.php" || rest == "home";
}

}  // namespace

bool is_index(const Metadata& m, const Blocks& blocks, const BodyScratch& body, std::string_view url, const Article& article) {
  const std::string_view type = m.article_type;
  const bool list = type.ends_with("CollectionPage") || type == "SearchResultsPage" || type == "ItemList";
  const bool marked = m.article != JsonReader::kNone && !type.ends_with("Page") && type != "ItemList";
  const bool front = is_front(url);
  if (marked || (!list && !front && (m.meta({"og:type"}) == "article" || article.published.known()))) return false;
  size_t teasers = 0;
  uint32_t run = 0, longest = 0;
  for (size_t i = 0; i < blocks.list.size(); ++i) {
    const Block& b = blocks.list[i];
    if (b.node == kNoNode || (body.flags[b.node] & (kHidden | kStructural))) continue;
    if (b.mostly_links() && b.bytes >= kTeaserBytes) {
      if (longest > 0 && teasers == 0 && !front && !list) return false;  // text, and behind it what else there is
      ++teasers;
      run = 0;
    } else if (body.keep[i] && b.heading == 0) {
      run += b.bytes - b.linked;
      longest = std::max(longest, run);
    }
  }
  return teasers >= kTeasers && longest < (front || list ? kFrontRun : kRun);
}

}  // namespace dateline::page
