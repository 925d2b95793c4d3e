#include "corpus.h"

#include "base/file.h"
#include "language/conllu.h"

namespace dateline::training {
namespace {

constexpr size_t kFileLimit = size_t{1} << 30;

}  // namespace

uint64_t Random::next() {
  uint64_t z = state_ += 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

Result<std::vector<Example>> read_treebank(const std::string& path) {
  auto bytes = read_file(path, kFileLimit);
  if (!bytes) return tl::unexpected(bytes.error());
  auto document = language::parse_conllu(*bytes);
  if (!document) return tl::unexpected(document.error());
  const Analysis& a = document->analysis;
  std::vector<Example> examples;
  for (const Sentence& s : a.sentences) {
    Example e;
    e.text = text_of(document->text, s.span);
    for (uint32_t i = s.begin; i < s.end; ++i) {
      e.words.push_back({a.span[i].begin - s.span.begin, a.span[i].end - s.span.begin});
      e.upos.push_back(a.upos[i]);
      e.xpos.push_back(a.xpos[i]);
      e.lemma.emplace_back(a.lemma(i));
    }
    examples.push_back(std::move(e));
  }
  return examples;
}

}  // namespace dateline::training
