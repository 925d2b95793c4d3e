#include "name_features.h"

#include "hashing.h"

namespace dateline::language {

uint32_t name_features(std::span<const WordInfo> words, std::span<const uint32_t> tags, uint32_t i,
                       Casing casing, uint32_t* out) {
  static constexpr WordInfo kOutside{.form = 11, .lower = 11, .shape = 11};
  constexpr uint32_t kSeen = 31;  // not whether words are glued: name corpora do not say
  const auto n = static_cast<int64_t>(words.size());
  const auto at = [&](int64_t k) -> const WordInfo& {
    return k < 0 || k >= n ? kOutside : words[static_cast<size_t>(k)];
  };
  const auto tag = [&](int64_t k) -> uint32_t {
    return k < 0 || k >= n ? 400 : tags[static_cast<size_t>(k)];
  };
  const int64_t k = i;
  const WordInfo &w = at(k), &p1 = at(k - 1), &p2 = at(k - 2), &n1 = at(k + 1), &n2 = at(k + 2);
  const auto style = static_cast<uint32_t>(casing);
  const uint32_t first = i == 0 ? 1 : 0;
  uint32_t* f = out;
  *f++ = mix(500, 0);
  *f++ = mix(501, w.form);
  *f++ = mix(502, w.lower);
  *f++ = mix(503, w.prefix[1]);
  *f++ = mix(504, w.prefix[2]);
  *f++ = mix(505, w.prefix[3]);
  *f++ = mix(506, w.suffix[1]);
  *f++ = mix(507, w.suffix[2]);
  *f++ = mix(508, w.suffix[3]);
  *f++ = mix(509, w.suffix[4]);
  *f++ = mix(510, w.shape, style);
  *f++ = mix(511, w.flags & kSeen, first, style);
  *f++ = mix(512, w.fine, w.flags & kCapital);
  *f++ = mix(513, w.coarse, w.flags & kCapital);
  *f++ = mix(514, tag(k));
  *f++ = mix(515, tag(k), (w.flags & kSeen), style);
  *f++ = mix(516, p1.lower);
  *f++ = mix(517, n1.lower);
  *f++ = mix(518, p2.lower);
  *f++ = mix(519, n2.lower);
  *f++ = mix(520, p1.fine, p1.flags & kCapital);
  *f++ = mix(521, n1.fine, n1.flags & kCapital);
  *f++ = mix(522, p2.fine, p2.flags & kCapital);
  *f++ = mix(523, n2.fine, n2.flags & kCapital);
  *f++ = mix(524, p1.coarse, w.coarse);
  *f++ = mix(525, w.coarse, n1.coarse);
  *f++ = mix(526, (p1.flags & kSeen), (w.flags & kSeen), (n1.flags & kSeen));
  *f++ = mix(527, tag(k - 1), tag(k), tag(k + 1));
  *f++ = mix(528, tag(k - 1), tag(k));
  *f++ = mix(529, tag(k), tag(k + 1));
  *f++ = mix(530, p1.form, w.form);
  *f++ = mix(531, w.form, n1.form);
  *f++ = mix(532, p1.fine, w.fine, w.flags & kCapital);
  *f++ = mix(533, w.fine, n1.fine, w.flags & kCapital);
  *f++ = mix(534, p1.shape, w.shape);
  *f++ = mix(535, w.shape, n1.shape);
  *f++ = mix(536, p1.lower, (w.flags & kSeen));
  *f++ = mix(537, n1.lower, (w.flags & kSeen));
  *f++ = mix(538, p2.lower, p1.lower, w.flags & kCapital);
  *f++ = mix(539, n1.lower, n2.lower, w.flags & kCapital);
  *f++ = mix(540, p1.suffix[2], w.flags & kCapital);
  *f++ = mix(541, n1.suffix[2], w.flags & kCapital);
  *f++ = mix(542, (p2.flags & kSeen), (p1.flags & kSeen), (w.flags & kSeen));
  *f++ = mix(543, (w.flags & kSeen), (n1.flags & kSeen), (n2.flags & kSeen));
  *f++ = mix(544, p1.form, w.form, n1.form);
  *f++ = mix(545, p1.coarse, w.coarse, n1.coarse);
  *f++ = mix(546, p1.fine, n1.fine, w.flags & kCapital);
  *f++ = mix(547, w.suffix[2], w.shape);
  return static_cast<uint32_t>(f - out);
}

}  // namespace dateline::language
