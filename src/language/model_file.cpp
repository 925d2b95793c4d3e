#include "model_file.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

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
  const std::string_view tags = get(Section::kTags), moves = get(Section::kTransitions);
  model->tags = {reinterpret_cast<const TagPair*>(tags.data()), tags.size() / sizeof(TagPair)};
  model->transitions = {reinterpret_cast<const Transition*>(moves.data()),
                        moves.size() / sizeof(Transition)};
  if (model->tags.empty() || model->tags.size() > LinearTable::kLabels) return malformed("bad tags");
  for (const TagPair& tag : model->tags) {
    if (tag.upos > static_cast<uint8_t>(Upos::kX)) return malformed("bad tags");
  }
  if (model->transitions.size() < 3 || model->transitions.size() > LinearTable::kLabels) {
    return malformed("bad transitions");
  }
  std::array<bool, 3> has{};
  for (const Transition& t : model->transitions) {
    if (t.move > 2 || t.relation > static_cast<uint8_t>(Deprel::kXcomp)) {
      return malformed("bad transitions");
    }
    has[t.move] = true;
  }
  if (!has[0] || !has[1] || !has[2]) return malformed("bad transitions");
  const std::string_view follow = get(Section::kNameTransitions);
  if (follow.size() != sizeof model->name_transitions) return malformed("bad name transitions");
  std::memcpy(model->name_transitions.data(), follow.data(), follow.size());
  for (int32_t& weight : model->name_transitions) weight = std::clamp(weight, -100'000, 100'000);

  const auto table = [&](Section id, uint32_t labels, LinearTable& out) {
    auto read = LinearTable::read(get(id));
    if (!read || read->label_count() != labels) return false;
    out = *read;
    return true;
  };
  if (!table(Section::kTagger, static_cast<uint32_t>(model->tags.size()), model->tagger) ||
      !table(Section::kParser, static_cast<uint32_t>(model->transitions.size()), model->parser) ||
      !table(Section::kNames, kNameLabels, model->names) ||
      !table(Section::kSentences, 2, model->sentences)) {
    return malformed("bad weights");
  }
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
