#include "model_file.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "base/strings.h"

namespace dateline::language {
namespace {

constexpr size_t kHeaderBytes = 32;
constexpr size_t kChecked = 32;  // the checksum covers everything from here
constexpr size_t kAlignment = 64;

struct SectionEntry {
  uint32_t id, zero;
  uint64_t offset, length;
};

template <class T>
T value_at(std::string_view bytes, size_t offset) {
  T value{};
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

template <class T>
void append_value(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Lines "NOUN NN"; false if one is not known.
bool read_tags(std::string_view section, std::vector<TagPair>& out) {
  for (const std::string_view line : split(section, '\n')) {
    if (line.empty()) continue;
    const size_t space = line.find(' ');
    const auto upos = upos_of(line.substr(0, space));
    if (space == line.npos || !upos) return false;
    out.push_back({*upos, xpos_index(line.substr(space + 1))});
  }
  return !out.empty();
}

bool read_relations(std::string_view section, std::vector<Deprel>& out) {
  for (const std::string_view line : split(section, '\n')) {
    if (line.empty()) continue;
    const auto relation = relation_of(line);
    if (!relation) return false;
    out.push_back(*relation);
  }
  return !out.empty();
}

}  // namespace

Result<std::shared_ptr<const LoadedModel>> LoadedModel::load(MappedFile file, const std::string& path) {
  const std::string_view bytes = file.bytes();
  const auto malformed = [&](const char* what, size_t offset = 0) {
    return fail(ErrorCode::kMalformed,
                "model " + path + ": " + what + "; restore the file or train it again", offset);
  };
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kModelMagic)) {
    return malformed("not a language model");
  }
  if (const auto version = value_at<uint32_t>(bytes, 8); version != kModelVersion) {
    return fail(ErrorCode::kUnsupported,
                "model " + path + ": version " + std::to_string(version) + ", this program reads " +
                    std::to_string(kModelVersion),
                8);
  }
  const auto count = value_at<uint32_t>(bytes, 12);
  if (value_at<uint64_t>(bytes, 16) != bytes.size()) return malformed("wrong size: truncated?", 16);
  if (value_at<uint64_t>(bytes, 24) != hash64(bytes.substr(kChecked))) {
    return malformed("checksum does not match", 24);
  }
  if (count > kSectionLimit || kHeaderBytes + count * sizeof(SectionEntry) > bytes.size()) {
    return malformed("bad section count", 12);
  }
  std::array<std::string_view, kSectionLimit> section{};
  for (uint32_t i = 0; i < count; ++i) {
    const size_t at = kHeaderBytes + i * sizeof(SectionEntry);
    const auto entry = value_at<SectionEntry>(bytes, at);
    if (entry.id >= kSectionLimit || entry.offset % kAlignment != 0 || entry.offset > bytes.size() ||
        entry.length > bytes.size() - entry.offset) {
      return malformed("bad section", at);
    }
    section[entry.id] = bytes.substr(entry.offset, entry.length);
  }
  const auto get = [&](Section id) { return section[static_cast<size_t>(id)]; };

  auto model = std::make_shared<LoadedModel>();
  model->description_ = get(Section::kDescription);
  if (!read_tags(get(Section::kTags), model->tags)) return malformed("bad tags");
  if (!read_relations(get(Section::kRelations), model->relations)) return malformed("bad relations");
  model->root_relation = static_cast<uint32_t>(
      std::find(model->relations.begin(), model->relations.end(), Deprel::kRoot) - model->relations.begin());
  auto network = Network::read(get(Section::kWords), get(Section::kPieces), get(Section::kNetwork));
  auto sentences = LinearTable::read(get(Section::kSentences));
  if (!network || network->tags != model->tags.size() || network->relations != model->relations.size() ||
      !sentences || sentences->label_count() != 2) {
    return malformed("bad weights");
  }
  model->network = std::move(*network);
  model->sentences = std::move(*sentences);
  const auto clusters = WordClusters::read(get(Section::kClusters));
  const auto lemmas = Lemmatizer::read(get(Section::kLemmas));
  if (!clusters || !lemmas) return malformed("bad word tables");
  model->clusters = *clusters;
  model->lemmas = *lemmas;
  model->file_ = std::move(file);
  return model;
}

Result<std::shared_ptr<const Model>> Model::open(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return tl::unexpected(file.error());
  auto model = LoadedModel::load(std::move(*file), path);
  if (!model) return tl::unexpected(model.error());
  return std::shared_ptr<const Model>(std::move(*model));
}

std::string pack_model(const std::array<std::string, kSectionLimit>& sections) {
  std::string table, body;
  uint32_t count = 0;
  for (const std::string& section : sections) count += section.empty() ? 0 : 1;
  const size_t head = kHeaderBytes + count * sizeof(SectionEntry);
  const auto pad = [&] { body.resize((head + body.size() + kAlignment - 1) / kAlignment * kAlignment - head); };
  for (uint32_t id = 0; id < kSectionLimit; ++id) {
    if (sections[id].empty()) continue;
    pad();
    append_value(table, SectionEntry{id, 0, head + body.size(), sections[id].size()});
    body += sections[id];
  }
  std::string out(kModelMagic);
  append_value(out, kModelVersion);
  append_value(out, count);
  append_value(out, static_cast<uint64_t>(head + body.size()));
  const std::string checked = table + body;
  append_value(out, hash64(checked));
  return out + checked;
}

}  // namespace dateline::language
