#include "page/tree_text.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/json_writer.h"
#include "base/strings.h"

namespace dateline::page {
namespace {

// "Adjust SVG attributes" and the start tags of "any other start tag" in foreign content.
constexpr std::string_view kSvgTags[] = {
    "altGlyph",         "altGlyphDef",       "altGlyphItem",     "animateColor",
    "animateMotion",    "animateTransform",  "clipPath",         "feBlend",
    "feColorMatrix",    "feComponentTransfer", "feComposite",    "feConvolveMatrix",
    "feDiffuseLighting", "feDisplacementMap", "feDistantLight",  "feDropShadow",
    "feFlood",          "feFuncA",           "feFuncB",          "feFuncG",
    "feFuncR",          "feGaussianBlur",    "feImage",          "feMerge",
    "feMergeNode",      "feMorphology",      "feOffset",         "fePointLight",
    "feSpecularLighting", "feSpotLight",     "feTile",           "feTurbulence",
    "foreignObject",    "glyphRef",          "linearGradient",   "radialGradient",
    "textPath"};
constexpr std::string_view kSvgAttributes[] = {
    "attributeName",    "attributeType",     "baseFrequency",    "baseProfile",
    "calcMode",         "clipPathUnits",     "diffuseConstant",  "edgeMode",
    "filterUnits",      "glyphRef",          "gradientTransform", "gradientUnits",
    "kernelMatrix",     "kernelUnitLength",  "keyPoints",        "keySplines",
    "keyTimes",         "lengthAdjust",      "limitingConeAngle", "markerHeight",
    "markerUnits",      "markerWidth",       "maskContentUnits", "maskUnits",
    "numOctaves",       "pathLength",        "patternContentUnits", "patternTransform",
    "patternUnits",     "pointsAtX",         "pointsAtY",        "pointsAtZ",
    "preserveAlpha",    "preserveAspectRatio", "primitiveUnits", "refX",
    "refY",             "repeatCount",       "repeatDur",        "requiredExtensions",
    "requiredFeatures", "specularConstant",  "specularExponent", "spreadMethod",
    "startOffset",      "stdDeviation",      "stitchTiles",      "surfaceScale",
    "systemLanguage",   "tableValues",       "targetX",          "targetY",
    "textLength",       "viewBox",           "viewTarget",       "xChannelSelector",
    "yChannelSelector", "zoomAndPan"};
// "Adjust foreign attributes": prefix and local name instead of one name.
constexpr std::string_view kForeignAttributes[] = {
    "xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role",  "xlink:show", "xlink:title",
    "xlink:type",    "xml:lang",      "xml:space",  "xmlns:xlink"};

std::string_view adjusted(std::span<const std::string_view> names, std::string_view lower) {
  for (const std::string_view name : names) {
    if (equals_ignoring_case(name, lower)) return name;
  }
  return lower;
}

std::string attribute_name(Namespace space, std::string_view lower) {
  if (space == Namespace::kHtml) return std::string(lower);
  if (space == Namespace::kMath && lower == "definitionurl") return "definitionURL";
  std::string name(space == Namespace::kSvg ? adjusted(kSvgAttributes, lower) : lower);
  if (std::find(std::begin(kForeignAttributes), std::end(kForeignAttributes), lower) !=
      std::end(kForeignAttributes)) {
    std::replace(name.begin(), name.end(), ':', ' ');
  }
  return name;
}

class Writer {
 public:
  explicit Writer(const Tree& tree) : tree_(tree) {}

  std::string run() {
    NodeId id = tree_[0].first;
    size_t depth = 0;
    while (id != kNoNode) {
      depth += write(id, depth);
      if (tree_[id].first != kNoNode) {
        id = tree_[id].first;
        ++depth;
        continue;
      }
      while (true) {
        depth -= holds_content(id);
        if (tree_[id].next != kNoNode) {
          id = tree_[id].next;
          break;
        }
        id = tree_[id].parent;
        if (id == 0 || id == kNoNode) return close_text();
        --depth;
      }
    }
    return close_text();
  }

 private:
  [[nodiscard]] bool holds_content(NodeId id) const { return tree_.is(id, Tag::kTemplate); }

  std::string close_text() {
    if (in_text_) out_ += "\"\n";
    in_text_ = false;
    return std::move(out_);
  }

  void line(size_t depth) {
    if (in_text_) out_ += "\"\n";
    in_text_ = false;
    out_ += "| ";
    out_.append(2 * depth, ' ');
  }

  // Returns 1 if the children stand a level deeper than usual.
  size_t write(NodeId id, size_t depth) {
    const Node& node = tree_[id];
    switch (node.kind) {
      case NodeKind::kText:
        if (!in_text_ || text_parent_ != node.parent) {
          line(depth);
          out_ += '"';
          in_text_ = true;
          text_parent_ = node.parent;
        }
        out_ += node.data;
        return 0;
      case NodeKind::kComment:
        line(depth);
        out_.append("<!-- ").append(node.data).append(" -->\n");
        return 0;
      case NodeKind::kDoctype:
        doctype(node, depth);
        return 0;
      default:
        return element(node, id, depth);
    }
  }

  void doctype(const Node& node, size_t depth) {
    line(depth);
    out_.append("<!DOCTYPE ").append(node.data);
    if (node.attributes_end > node.attributes_begin) {
      for (uint32_t i = node.attributes_begin; i < node.attributes_end; ++i) {
        out_.append(" \"").append(tree_.attributes[i].value).append("\"");
      }
    }
    out_ += ">\n";
  }

  size_t element(const Node& node, NodeId id, size_t depth) {
    line(depth);
    out_ += '<';
    if (node.space == Namespace::kSvg) out_.append("svg ").append(adjusted(kSvgTags, node.data));
    if (node.space == Namespace::kMath) out_.append("math ").append(node.data);
    if (node.space == Namespace::kHtml) out_ += node.data;
    out_ += ">\n";
    std::vector<std::pair<std::string, std::string_view>> attributes;
    for (uint32_t i = node.attributes_begin; i < node.attributes_end; ++i) {
      const Attribute& a = tree_.attributes[i];
      attributes.emplace_back(attribute_name(node.space, a.name), a.value);
    }
    std::stable_sort(attributes.begin(), attributes.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (size_t i = 0; i < attributes.size(); ++i) {
      if (i > 0 && attributes[i].first == attributes[i - 1].first) continue;
      line(depth + 1);
      out_.append(attributes[i].first).append("=\"").append(attributes[i].second).append("\"\n");
    }
    if (!holds_content(id)) return 0;
    line(depth + 1);
    out_ += "content\n";
    return 1;
  }

  const Tree& tree_;
  std::string out_;
  bool in_text_ = false;
  NodeId text_parent_ = kNoNode;
};

void write_token(const Token& token, const std::vector<Attribute>& attributes, JsonWriter& w) {
  w.begin_array();
  switch (token.kind) {
    case TokenKind::kText:
      w.value("Character").value(token.data);
      break;
    case TokenKind::kComment:
      w.value("Comment").value(token.data);
      break;
    case TokenKind::kEndTag:
      w.value("EndTag").value(token.name);
      break;
    case TokenKind::kDoctype: {
      const auto or_null = [&w](bool there, std::string_view text) {
        there ? w.value(text) : w.null();
      };
      w.value("DOCTYPE");
      or_null(!token.name.empty(), token.name);
      or_null(token.has_public_id, token.public_id);
      or_null(token.has_system_id, token.system_id);
      w.value(!token.force_quirks);
      break;
    }
    default:
      w.value("StartTag").value(token.name).begin_object();
      for (uint32_t i = token.attributes_begin; i < token.attributes_end; ++i) {
        bool known = false;  // the first of duplicates counts
        for (uint32_t j = token.attributes_begin; j < i; ++j) {
          known = known || attributes[j].name == attributes[i].name;
        }
        if (!known) w.field(attributes[i].name, attributes[i].value);
      }
      w.end_object();
      if (token.self_closing) w.value(true);
  }
  w.end_array();
}

}  // namespace

std::string tree_text(const Tree& tree) { return Writer(tree).run(); }

std::string tokens_json(std::string_view source, Tokenizer::Mode mode, std::string_view end_name) {
  Arena arena;
  std::vector<Attribute> attributes;
  Tokenizer tokenizer(source, arena, attributes);
  tokenizer.set_mode(mode, end_name);
  std::string out;
  JsonWriter w(out);
  w.begin_array();
  Token token;
  for (tokenizer.next(token); token.kind != TokenKind::kEnd; tokenizer.next(token)) {
    write_token(token, attributes, w);
  }
  w.end_array();
  return out;
}

}  // namespace dateline::page
