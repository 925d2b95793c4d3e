#include "page/images.h"

#include <algorithm>

#include "base/strings.h"
#include "page/text_key.h"

namespace dateline::page {
namespace {

constexpr size_t kMostImages = 30, kMostCaptionBytes = 2000, kMostUrlBytes = 2000;
constexpr int kMostLevels = 5;        // from a caption up to what holds its picture
constexpr size_t kMostSteps = 400;    // elements looked through for the picture of a caption

/// Name of the file in an address, to tell the same picture in two sizes.
std::string_view file_of(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  return url.substr(url.rfind('/') + 1);
}

class ImageFinder {
 public:
  ImageFinder(const Lexicon& lexicon, const Tree& tree, const Metadata& m, const Blocks& blocks, BodyScratch& body,
              Article& article)
      : lexicon_(lexicon), tree_(tree), meta_(m), blocks_(blocks), body_(body), article_(article) {}

  void run() {
    lead();
    shown();
  }

 private:
  void lead() {
    const JsonReader& json = meta_.json;
    Image image;
    uint32_t id = json.member(meta_.article, "image");
    if (id != JsonReader::kNone && json[id].type == JsonReader::Type::kArray) id = json[id].first;
    if (id != JsonReader::kNone && json[id].type == JsonReader::Type::kString) image.url = clean_value(json[id].text);
    if (id != JsonReader::kNone && json[id].type == JsonReader::Type::kObject) {
      for (const std::string_view key : {"url", "contentUrl", "@id"}) {
        if (image.url.empty() && json.text(id, key).starts_with("http")) image.url = clean_value(json.text(id, key));
      }
      image.caption = clean_value(json.text(id, "caption"));
      image.credit = clean_value(json.text(id, "creditText"));
    }
    if (image.url.empty()) image.url = clean_value(meta_.meta({"og:image", "og:image:url", "twitter:image"}));
    if (image.caption.empty()) part_credit(clean_value(meta_.meta({"og:image:alt", "twitter:image:alt"})), image);
    if (!image.url.empty() && image.url.size() <= kMostUrlBytes) article_.images.push_back(std::move(image));
  }

  void shown() {
    NodeId figure = kNoNode;
    for (size_t i = 0; i < blocks_.list.size(); ++i) {
      const Block& b = blocks_.list[i];
      if (b.node == kNoNode || body_.keep[i] || b.bytes > kMostCaptionBytes) continue;
      const uint16_t flags = body_.flags[b.node];
      if (flags & kHidden) continue;
      const bool credit = figure != kNoNode && (flags & kFurniture) && body_.kinds[b.node] == FurnitureKind::kLegal;
      if (!b.in_caption && !(flags & kCaptionHint) && !credit) continue;
      if (!body_.inside[b.node] && !over_text(b)) continue;
      const auto [box, picture] = picture_of(b.node);
      if (picture == kNoNode) continue;
      if (box == figure || !credit) body_.metadata[i] = 1;
      if (box == figure && !article_.images.empty()) {
        add(article_.images.back(), b, credit);
        continue;
      }
      if (credit) continue;
      figure = box;
      Image image;
      image.url = address(picture);
      if (image.url.empty()) continue;
      add(image, b, credit);
      place(std::move(image));
      if (article_.images.size() >= kMostImages) return;
    }
  }
  /// Between the headline and the text.
  [[nodiscard]] bool over_text(const Block& b) const {
    if (article_.paragraphs.empty() || (body_.flags[b.node] & (kFurniture | kStructural))) return false;
    const uint32_t first = article_.paragraphs.front().source.begin;
    return b.source.begin < first && b.source.begin > headline_begin();
  }
  [[nodiscard]] uint32_t headline_begin() const {
    return meta_.h1s.empty() ? 0 : tree_[meta_.h1s.front()].source.begin;
  }

  /// The element around a caption that holds a picture, and the picture; a figure if there is one.
  [[nodiscard]] std::pair<NodeId, NodeId> picture_of(NodeId node) const {
    NodeId box = node;
    for (int level = 0; level < kMostLevels && box != kNoNode && !tree_.is(box, Tag::kBody); ++level, box = tree_[box].parent) {
      size_t steps = 0;
      for (NodeId i = box; i != kNoNode && ++steps < kMostSteps; i = tree_.following(i, box)) {
        if (tree_.is(i, Tag::kImg) || tree_.is(i, Tag::kVideo)) return {box, i};
      }
      if (tree_.is(box, Tag::kFigure)) break;
    }
    return {kNoNode, kNoNode};
  }

  [[nodiscard]] std::string address(NodeId picture) const {
    for (const Attr attr : {Attr::kSrc, Attr::kDataSrc, Attr::kSrcset}) {
      std::string_view value = trim(tree_.attribute(picture, attr));
      if (attr == Attr::kSrcset) value = value.substr(0, value.find_first_of(" ,"));
      if (!value.empty() && value.size() <= kMostUrlBytes && !value.starts_with("data:")) return std::string(value);
    }
    return {};
  }

  void part_credit(std::string_view text, Image& image) const {
    const size_t at = lexicon_.credit_begin(text);
    image.caption = trim(text.substr(0, at));
    if (at >= text.size()) return;
    std::string_view credit = trim(text.substr(at));
    if (credit.size() > 2 && (credit.front() == '(' || credit.front() == '[')) credit = trim(credit.substr(1, credit.size() - 2));
    image.credit = credit;
  }

  void add(Image& image, const Block& b, bool credit) const {
    const std::string_view text = blocks_.text_of(b);
    Image part;
    if (credit) part.credit = text;
    else part_credit(text, part);
    const auto join = [](std::string& to, const std::string& more) {
      if (more.empty() || to.size() + more.size() > kMostCaptionBytes || to.find(more) != std::string::npos) return;
      if (!to.empty()) to += ' ';
      to += more;
    };
    join(image.caption, part.caption);
    join(image.credit, part.credit);
    if (image.source.empty()) image.source = b.source;
    image.source.end = std::max(image.source.end, b.source.end);
  }

  /// The lead image is often shown over the text too: then that caption is its caption.
  void place(Image&& image) {
    std::vector<Image>& images = article_.images;
    if (images.size() == 1 && images[0].source.empty()) {
      const std::string_view file = file_of(image.url);
      if (file.size() > 4 && file == file_of(images[0].url)) {
        image.url = images[0].url;
        if (image.credit.empty()) image.credit = images[0].credit;
        images[0] = std::move(image);
        return;
      }
    }
    images.push_back(std::move(image));
  }

  const Lexicon& lexicon_;
  const Tree& tree_;
  const Metadata& meta_;
  const Blocks& blocks_;
  BodyScratch& body_;
  Article& article_;
};

}  // namespace

void find_images(const Lexicon& lexicon, const Tree& tree, const Metadata& metadata, const Blocks& blocks,
                 BodyScratch& body, Article& article) {
  ImageFinder(lexicon, tree, metadata, blocks, body, article).run();
}

}  // namespace dateline::page
