// Prints what is known of every block of pages, for train.py.
//
//   dateline_blocks LIST        LIST: lines of id, address and file, parted by tabs
//
// Out: id, block, hidden, standfirst, text, then the columns of BlockFeature, parted by tabs.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "base/strings.h"
#include "intake/charset.h"
#include "page/body.h"
#include "page/hints.h"
#include "page/metadata.h"

int main(int count, char** words) {
  using namespace dateline;
  using namespace dateline::page;
  if (count != 2) return 2;
  const auto lexicon = Lexicon::open(DATELINE_ROOT "/data");
  if (!lexicon) {
    fmt::print(stderr, "{}\n", lexicon.error().message);
    return 2;
  }
  std::ifstream list(words[1]);
  Tree tree;
  HintReader hints;
  Metadata metadata;
  Blocks blocks;
  BodyScratch body;
  for (std::string line; std::getline(list, line);) {
    const auto fields = split(line, '\t');
    if (fields.size() != 3) return 2;
    std::ifstream file(std::string(fields[2]), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const std::string html = intake::decode_text(bytes, true).text;
    if (!build_tree(html, {}, tree)) continue;
    Article article;
    hints.read(**lexicon, tree, blocks.hints);
    gather_metadata(tree, blocks.hints, metadata);
    fill_metadata((*lexicon)->types(), tree, blocks.hints, metadata, fields[1], article);
    collect_blocks(tree, blocks);
    read_body(**lexicon, tree, metadata, blocks, body, article);
    for (size_t i = 0; i < blocks.list.size(); ++i) {
      const Block& b = blocks.list[i];
      if (b.node == kNoNode) continue;
      std::string text(blocks.text_of(b));
      std::replace(text.begin(), text.end(), '\t', ' ');
      fmt::print("{}\t{}\t{:d}\t{:d}\t{}", fields[0], i, (body.flags[b.node] & kHidden) != 0,
                 text == article.standfirst, text);
      for (size_t k = 0; k < kBlockFeatures; ++k)
        fmt::print("\t{:.6g}", body.features.rows[i * kBlockFeatures + k]);
      fmt::print("\n");
    }
  }
}
