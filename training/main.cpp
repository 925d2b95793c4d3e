// dateline_train DATA_FOLDER VECTORS_JSON OUT [--names-only|--quick] : trains the language model.
//
// DATA_FOLDER holds the unpacked ud/*.conllu and ner/*.iob2 files. Deterministic: the same data give the same bytes.

#include <cstdio>
#include <cstring>
#include <string>

#include "base/file.h"
#include "language/linear_table.h"
#include "train_stages.h"
#include "word_vectors.h"

namespace dateline::training {
namespace {

template <class T>
T need(Result<T> result, const char* what) {
  if (!result) {
    std::fprintf(stderr, "dateline_train: %s: %s\n", what, result.error().message.c_str());
    std::exit(2);
  }
  return std::move(*result);
}

template <class T>
std::string bytes_of(const std::vector<T>& items) {
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T)};
}

// Clusters are slow to make and need the large vectors: kept beside the output when asked for.
std::string clusters(const std::string& vectors, const std::string& cache) {
  if (!cache.empty()) {
    if (auto old = read_file(cache, size_t{1} << 28)) return std::move(*old);
  }
  std::string section = need(train_clusters(vectors, 120'000, 600, 80), "word vectors");
  if (!cache.empty()) {
    if (std::FILE* file = std::fopen(cache.c_str(), "wb")) {
      std::fwrite(section.data(), 1, section.size(), file);
      std::fclose(file);
    }
  }
  return section;
}

int run(const std::string& data, const std::string& vectors, const std::string& out,
        const std::string& cache, std::string_view stages) {
  Settings settings;
  std::array<std::string, language::kSectionLimit> sections;
  const auto section = [&](language::Section s) -> std::string& { return sections[static_cast<size_t>(s)]; };
  using language::Section;
  section(Section::kDescription) =
      "English; UD EWT and GUM 2.16, UNER EWT, WikiGold, CrossNER politics, GMB; GloVe clusters; format 1";
  section(Section::kClusters) = clusters(vectors, cache);
  const auto words = language::WordClusters::read(section(Section::kClusters));

  std::vector<Example> trees = need(read_treebank(data + "/ud/ewt-train.conllu"), "EWT");
  for (Example& e : need(read_treebank(data + "/ud/gum-train.conllu"), "GUM")) trees.push_back(std::move(e));
  std::fprintf(stderr, "%zu trees\n", trees.size());
  const auto tags = collect_tags(trees);
  const auto gold = gold_tags(trees, tags);
  const auto labels = static_cast<uint32_t>(tags.size());
  section(Section::kTags) = bytes_of(tags);
  section(Section::kLemmas) = train_lemmas(trees);
  std::vector<language::ConlluDocument> banks;
  for (const char* file : {"/ud/ewt-train.conllu", "/ud/gum-train.conllu"}) {
    banks.push_back(need(language::parse_conllu(need(read_file(data + file, size_t{1} << 30), file)), file));
  }
  section(Section::kSentences) = train_sentences(banks, *words, settings);
  section(Section::kTagger) = train_tagger(trees, gold, labels, *words, settings.tagger_rounds, settings);
  const auto tagger = language::LinearTable::read(section(Section::kTagger));

  const auto transitions = collect_transitions(trees);
  section(Section::kTransitions) = bytes_of(transitions);
  if (stages.find('p') != stages.npos) {
    const auto crossed = cross_tag(trees, gold, labels, *words, settings);
    section(Section::kParser) = train_parser(trees, crossed, tags, transitions, *words, settings);
  } else {
    section(Section::kParser) = Perceptron(static_cast<uint32_t>(transitions.size())).pack(1, 0);
  }

  if (stages.find('n') != stages.npos) {
    std::vector<Example> names;
    const auto add = [&](const char* file, const char* scheme, int times) {
      auto part = need(read_names(data + "/ner/" + file, scheme), file);
      for (int i = 0; i < times; ++i) names.insert(names.end(), part.begin(), part.end());
    };
    add("uner-ewt-train.iob2", "uner", 1);
    add("gum_derived-train.iob2", "plain", 1);
    add("wikigold-all.iob2", "plain", 2);
    add("crossner-politics-train.iob2", "plain", 2);
    add("gmb-train.iob2", "gmb", 1);
    std::fprintf(stderr, "%zu sentences with names\n", names.size());
    NameSections parts = train_names(names, *tagger, *words, settings);
    section(Section::kNames) = std::move(parts.weights);
    section(Section::kNameTransitions) = std::move(parts.transitions);
  } else {
    section(Section::kNames) = Perceptron(language::kNameLabels).pack(1, 0);
    section(Section::kNameTransitions).assign((language::kNameLabels + 1) * (language::kNameLabels + 1) * 4, '\0');
  }

  for (size_t i = 0; i < sections.size(); ++i) {
    if (!sections[i].empty()) std::fprintf(stderr, "section %zu: %zu bytes\n", i, sections[i].size());
  }
  const std::string model = language::pack_model(sections);
  std::FILE* file = std::fopen(out.c_str(), "wb");
  if (file == nullptr || std::fwrite(model.data(), 1, model.size(), file) != model.size() ||
      std::fclose(file) != 0) {
    std::fprintf(stderr, "dateline_train: cannot write %s\n", out.c_str());
    return 2;
  }
  std::fprintf(stderr, "%s: %zu bytes\n", out.c_str(), model.size());
  return 0;
}

}  // namespace
}  // namespace dateline::training

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr,
                 "dateline_train DATA_FOLDER VECTORS_JSON OUT [CLUSTER_CACHE [STAGES]]\n"
                 "  DATA_FOLDER  with ud/ewt-train.conllu, ud/gum-train.conllu and ner/*.iob2, unpacked\n"
                 "  STAGES       p parser, n names; default pn\n");
    return 2;
  }
  return dateline::training::run(argv[1], argv[2], argv[3], argc > 4 ? argv[4] : "", argc > 5 ? argv[5] : "pn");
}
