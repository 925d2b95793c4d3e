#include "tagger.h"

#include "hashing.h"

namespace dateline::language {
namespace {

// Stands for the words before the first and behind the last.
const WordInfo& outside() {
  static const WordInfo info{.form = 11, .lower = 11, .shape = 11};
  return info;
}

}  // namespace

uint32_t tagger_features(std::span<const WordInfo> words, uint32_t i, Casing casing, uint32_t before1,
                         uint32_t before2, uint32_t* out) {
  const auto at = [&](int64_t k) -> const WordInfo& {
    return k < 0 || k >= static_cast<int64_t>(words.size()) ? outside() : words[static_cast<size_t>(k)];
  };
  const WordInfo& w = words[i];
  const WordInfo& p1 = at(static_cast<int64_t>(i) - 1);
  const WordInfo& p2 = at(static_cast<int64_t>(i) - 2);
  const WordInfo& n1 = at(static_cast<int64_t>(i) + 1);
  const WordInfo& n2 = at(static_cast<int64_t>(i) + 2);
  const uint32_t t1 = i > 0 ? before1 + 1 : 0;
  const uint32_t t2 = i > 1 ? before2 + 1 : 0;
  const auto style = static_cast<uint32_t>(casing);
  uint32_t* f = out;
  *f++ = mix(100, 0);
  *f++ = mix(101, w.form);
  *f++ = mix(102, w.lower);
  *f++ = mix(103, w.prefix[0]);
  *f++ = mix(104, w.prefix[1]);
  *f++ = mix(105, w.prefix[2]);
  *f++ = mix(106, w.prefix[3]);
  *f++ = mix(107, w.suffix[0]);
  *f++ = mix(108, w.suffix[1]);
  *f++ = mix(109, w.suffix[2]);
  *f++ = mix(110, w.suffix[3]);
  *f++ = mix(111, w.suffix[4]);
  *f++ = mix(112, w.shape, style);
  *f++ = mix(113, w.flags, i == 0 ? 1U : 0U, style);
  *f++ = mix(114, w.fine);
  *f++ = mix(115, w.coarse, w.flags);
  *f++ = mix(116, w.suffix[2], w.flags);
  *f++ = mix(117, p1.lower);
  *f++ = mix(118, p2.lower);
  *f++ = mix(119, n1.lower);
  *f++ = mix(120, n2.lower);
  *f++ = mix(121, p1.fine);
  *f++ = mix(122, n1.fine);
  *f++ = mix(123, n2.fine);
  *f++ = mix(124, p2.fine);
  *f++ = mix(125, n1.suffix[2]);
  *f++ = mix(126, p1.suffix[2]);
  *f++ = mix(127, n1.shape, w.shape);
  *f++ = mix(128, p1.shape, w.shape);
  *f++ = mix(129, t1);
  *f++ = mix(130, t1, t2);
  *f++ = mix(131, t1, w.lower);
  *f++ = mix(132, t1, n1.lower);
  *f++ = mix(133, t1, w.suffix[2]);
  *f++ = mix(134, t1, w.fine);
  *f++ = mix(135, t1, n1.fine);
  *f++ = mix(136, t1, t2, w.lower);
  *f++ = mix(137, w.lower, n1.lower);
  *f++ = mix(138, p1.lower, w.lower);
  *f++ = mix(139, w.fine, n1.fine);
  *f++ = mix(140, p1.fine, w.fine);
  *f++ = mix(141, w.coarse, n1.coarse, n2.coarse);
  *f++ = mix(142, t1, w.flags, n1.flags);
  *f++ = mix(143, w.lower, n1.suffix[2]);
  *f++ = mix(144, t1, w.coarse, n1.coarse);
  return static_cast<uint32_t>(f - out);
}

}  // namespace dateline::language
