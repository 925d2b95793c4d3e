#include "facts/actor/mended_names.h"

#include <algorithm>
#include <string>

#include "base/strings.h"

namespace dateline::facts {
namespace {

/// True for a hyphen between two capitalised words without blanks.
bool is_hyphen(const DocumentView& view, uint32_t i) {
  const auto& span = view.analysis().span;
  return i > 0 && i + 1 < view.size() && view.text(i) == "-" && span[i - 1].end == span[i].begin && span[i].end == span[i + 1].begin &&
         view.is_capitalised(i - 1) && view.is_capitalised(i + 1);
}

std::string double_name(const DocumentView& view, uint32_t hyphen) {
  return std::string(view.text(hyphen - 1)) + "-" + std::string(view.text(hyphen + 1));
}

/// A given name and one more word, perhaps behind a nationality.
bool is_full_name(const DocumentView& view, const ActorLexicon& lexicon, uint32_t begin, uint32_t end) {
  if (view.upos(begin) == Upos::kAdj) ++begin;
  if (end != begin + 2) return false;
  std::string given;
  append_lower(given, view.text(begin));
  return lexicon.gender(given) != 'u';
}

void split_pairs(const DocumentView& view, const ActorLexicon& lexicon, std::vector<Name>& names) {
  for (size_t k = 0; k < names.size(); ++k) {
    const Name name = names[k];
    for (uint32_t i = name.begin + 2; i + 2 < name.end; ++i) {
      if (view.upos(i) != Upos::kCconj) continue;
      const bool people = name.kind == NameKind::kPerson ||
                          (is_full_name(view, lexicon, name.begin, i) && is_full_name(view, lexicon, i + 1, name.end));
      if (!people) break;
      names[k].end = i;
      names[k].kind = NameKind::kPerson;
      names.push_back({i + 1, name.end, NameKind::kPerson});
      break;
    }
  }
}

void join_double_names(const DocumentView& view, std::vector<Name>& names) {
  std::vector<std::string> known;
  for (const auto& name : names) {
    if (name.kind == NameKind::kPerson && name.end - name.begin >= 2 && is_hyphen(view, name.end)) known.push_back(double_name(view, name.end));
  }
  if (known.empty()) return;
  for (uint32_t i = 1; i + 1 < view.size(); ++i) {
    if (!is_hyphen(view, i) || std::find(known.begin(), known.end(), double_name(view, i)) == known.end()) continue;
    Name whole{i - 1, i + 2, NameKind::kPerson};
    std::erase_if(names, [&](const Name& name) {
      if (name.end < whole.begin || name.begin > whole.end || name.end == i - 1 || name.begin == i + 2) return false;
      whole.begin = std::min(whole.begin, name.begin);
      whole.end = std::max(whole.end, name.end);
      return true;
    });
    names.push_back(whole);
  }
}

}  // namespace

std::vector<Name> mended_names(const DocumentView& view, const ActorLexicon& lexicon) {
  std::vector<Name> names = view.analysis().names;
  split_pairs(view, lexicon, names);
  join_double_names(view, names);
  return names;
}

}  // namespace dateline::facts
