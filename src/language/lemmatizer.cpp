#include "lemmatizer.h"

#include <array>
#include <cstring>

#include "base/strings.h"
#include "base/utf8.h"
#include "hashing.h"

namespace dateline::language {

std::optional<Lemmatizer> Lemmatizer::read(std::string_view section) {
  std::array<uint32_t, 4> header{};
  if (section.size() < sizeof header) return std::nullopt;
  std::memcpy(header.data(), section.data(), sizeof header);
  const uint64_t slots = header[0], rules = header[1], text = header[2];
  if (sizeof header + slots * sizeof(Slot) + rules * sizeof(Rule) + text > section.size()) {
    return std::nullopt;
  }
  const char* at = section.data() + sizeof header;
  if (reinterpret_cast<uintptr_t>(at) % alignof(Slot) != 0) return std::nullopt;
  Lemmatizer lemmatizer;
  lemmatizer.slots_ = {reinterpret_cast<const Slot*>(at), slots};
  at += slots * sizeof(Slot);
  lemmatizer.rules_ = {reinterpret_cast<const Rule*>(at), rules};
  at += rules * sizeof(Rule);
  lemmatizer.text_ = {at, text};
  bool has_free = false;
  for (const Slot& slot : lemmatizer.slots_) {
    has_free |= slot.rule == 0;
    if (slot.rule > rules) return std::nullopt;
  }
  for (const Rule& rule : lemmatizer.rules_) {
    if (static_cast<uint64_t>(rule.text_begin) + rule.text_length > text) return std::nullopt;
    if (rule.as > static_cast<uint8_t>(Case::kCapitalized)) return std::nullopt;
    if (!is_valid_utf8(lemmatizer.text_.substr(rule.text_begin, rule.text_length))) return std::nullopt;
  }
  if (!has_free && slots != 0) return std::nullopt;
  return lemmatizer;
}

uint32_t Lemmatizer::key(const WordInfo& info, uint32_t length, Upos upos, uint8_t xpos) {
  const uint32_t tags = (static_cast<uint32_t>(upos) << 8) | xpos;
  if (length == 0) return mix(600, tags);
  return mix(600 + length, length == kWhole ? info.lower : info.suffix[length - 1], tags);
}

const Lemmatizer::Rule* Lemmatizer::find(uint32_t fingerprint) const {
  uint64_t at = (fingerprint * static_cast<uint64_t>(slots_.size())) >> 32;
  while (slots_[at].rule != 0) {
    if (slots_[at].fingerprint == fingerprint) return &rules_[slots_[at].rule - 1];
    if (++at == slots_.size()) at = 0;
  }
  return nullptr;
}

void Lemmatizer::append_cased(std::string_view stem, Case as, std::string& out) {
  if (as == Case::kLower) {
    append_lower(out, stem);
    return;
  }
  const size_t begin = out.size();
  out += stem;
  if (as == Case::kCapitalized && !stem.empty() && is_lower(stem[0])) out[begin] = static_cast<char>(stem[0] - 'a' + 'A');
}

void Lemmatizer::append(std::string_view word, const WordInfo& info, Upos upos, uint8_t xpos,
                        std::string& out) const {
  const Rule* rule = nullptr;
  if (!slots_.empty()) {
    rule = find(key(info, kWhole, upos, xpos));
    for (uint32_t length = 5; rule == nullptr; --length) {
      if (length == 0 || info.suffix[length - 1] != 0) rule = find(key(info, length, upos, xpos));
      if (length == 0) break;
    }
  }
  const Case as = rule != nullptr ? static_cast<Case>(rule->as) : upos == Upos::kPropn ? Case::kAsItIs : Case::kLower;
  size_t strip = rule != nullptr ? rule->strip : 0;
  if (strip > word.size() || !is_utf8_border(word, word.size() - strip)) strip = 0;
  if (strip == word.size() && rule->text_length == 0) strip = 0;
  append_cased(word.substr(0, word.size() - strip), as, out);
  if (rule != nullptr && (strip > 0 || rule->strip == 0)) {
    out += text_.substr(rule->text_begin, rule->text_length);
  }
}

}  // namespace dateline::language
