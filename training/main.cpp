// dateline_train DATA_FOLDER VECTORS_JSON NETWORK_FOLDER OUT: makes the language model's file.
//
// DATA_FOLDER holds the unpacked ud/*-train.conllu, NETWORK_FOLDER what network.export wrote. Learns where sentences end,
// lemmas and word clusters, and packs them with the network. Deterministic: the same data give the same bytes.

#include <cstdio>
#include <string>

#include "base/file.h"
#include "language/model_file.h"
#include "train_stages.h"
#include "word_vectors.h"

namespace dateline::training {
namespace {

constexpr size_t kFileLimit = size_t{1} << 30;

template <class T>
T need(Result<T> result, const std::string& what) {
  if (!result) {
    std::fprintf(stderr, "dateline_train: %s: %s\n", what.c_str(), result.error().message.c_str());
    std::exit(2);
  }
  return std::move(*result);
}

int run(const std::string& data, const std::string& vectors, const std::string& network, const std::string& out) {
  using language::Section;
  std::array<std::string, language::kSectionLimit> sections;
  const auto section = [&](Section s) -> std::string& { return sections[static_cast<size_t>(s)]; };
  section(Section::kDescription) =
      "English; UD EWT and GUM 2.16, UNER EWT, WikiGold, CrossNER politics, GMB; GloVe vectors; format 2";
  const auto part = [&](const char* name) { return need(read_file(network + "/" + name, kFileLimit), name); };
  section(Section::kTags) = part("tags.txt");
  section(Section::kRelations) = part("relations.txt");
  section(Section::kWords) = part("words.bin");
  section(Section::kPieces) = part("pieces.bin");
  section(Section::kNetwork) = part("network.bin");
  section(Section::kClusters) = need(train_clusters(vectors, 120'000, 600, 80), "word vectors");
  const auto clusters = language::WordClusters::read(section(Section::kClusters));

  std::vector<Example> examples;
  std::vector<language::ConlluDocument> banks;
  for (const char* name : {"/ud/ewt-train.conllu", "/ud/gum-train.conllu"}) {
    const std::string path = data + name;
    for (Example& e : need(read_treebank(path), path)) examples.push_back(std::move(e));
    banks.push_back(need(language::parse_conllu(need(read_file(path, kFileLimit), path)), path));
  }
  section(Section::kLemmas) = train_lemmas(examples);
  section(Section::kSentences) = train_sentences(banks, *clusters, Settings{});

  for (size_t i = 0; i < sections.size(); ++i) {
    if (!sections[i].empty()) std::fprintf(stderr, "section %zu: %zu bytes\n", i, sections[i].size());
  }
  const std::string model = language::pack_model(sections);
  // A running program has the old file mapped: put the new one beside it and rename.
  const std::string scratch = out + ".new";
  std::FILE* file = std::fopen(scratch.c_str(), "wb");
  if (file == nullptr || std::fwrite(model.data(), 1, model.size(), file) != model.size() ||
      std::fclose(file) != 0 || std::rename(scratch.c_str(), out.c_str()) != 0) {
    std::fprintf(stderr, "dateline_train: cannot write %s\n", out.c_str());
    return 2;
  }
  std::fprintf(stderr, "%s: %zu bytes\n", out.c_str(), model.size());
  return 0;
}

}  // namespace
}  // namespace dateline::training

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "dateline_train DATA_FOLDER VECTORS_JSON NETWORK_FOLDER OUT\n");
    return 2;
  }
  return dateline::training::run(argv[1], argv[2], argv[3], argv[4]);
}
