#include "fuzz.h"
#include "page/tree_text.h"

/// HTML to tokens and to its tree. The first byte chooses the state to begin in and whether a fragment is built.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  if (size == 0) return 0;
  static const std::string_view kContexts[] = {"", "td", "select", "template", "svg", "title", "frameset", "form"};
  const std::string html = replace_invalid_utf8(fuzz::text_of_input(data + 1, size - 1));
  page::Arena arena;
  std::vector<page::Attribute> attributes;
  page::Tokenizer tokenizer(html, arena, attributes);
  tokenizer.set_mode(static_cast<page::Tokenizer::Mode>(data[0] % 6), "script");
  page::Token token;
  uint32_t end = 0;
  for (tokenizer.next(token); token.kind != page::TokenKind::kEnd; tokenizer.next(token)) {
    // Tokens come in the order of their bytes and never share one.
    fuzz::require(token.source.begin >= end && token.source.begin <= token.source.end && token.source.end <= html.size());
    fuzz::require(is_valid_utf8(token.data) && is_valid_utf8(token.name));
    fuzz::require_span(html, token.source);
    end = token.source.end;
  }
  page::TreeOptions options;
  options.scripting = (data[0] & 0x40) != 0;
  options.context = kContexts[data[0] / 6 % std::size(kContexts)];
  if (options.context == "svg") options.context_space = page::Namespace::kSvg;
  page::Tree tree;
  if (!build_tree(html, Limits{}, tree, options)) return 0;
  size_t reached = 0;
  for (page::NodeId id = 0; id != page::kNoNode; id = tree.following(id, 0)) {
    const page::Node& node = tree[id];
    fuzz::require_span(html, node.source);
    if (node.first != page::kNoNode) fuzz::require(tree[node.first].parent == id && tree[node.last].next == page::kNoNode);
    fuzz::require(++reached <= tree.nodes.size());
  }
  fuzz::require(is_valid_utf8(page::tree_text(tree)));
  return 0;
}
