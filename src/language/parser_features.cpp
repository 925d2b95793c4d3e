#include "parser_features.h"

#include <algorithm>

#include "dateline/analysis.h"
#include "hashing.h"

namespace dateline::language {
namespace {

constexpr uint32_t kNone = ParserState::kNone;

uint32_t distance_class(uint32_t a, uint32_t b) {
  if (a == kNone || b == kNone) return 0;
  const uint32_t d = b > a ? b - a : a - b;
  if (d <= 5) return d;
  if (d <= 10) return 6;
  return d <= 20 ? 7 : 8;
}

uint32_t fold_set(uint64_t set) { return static_cast<uint32_t>(set ^ (set >> 32) * 0x9E3779B1U); }

}  // namespace

uint32_t parser_features(const ParserState& state, std::span<const ParserWord> words, uint32_t* out) {
  static constexpr ParserWord kAbsent{1, 300, 30, 60000, 60000};
  static constexpr ParserWord kRootWord{2, 301, 31, 60001, 60001};
  static constexpr ParserState::Node kNoNode{};
  const uint32_t n = state.words();
  const auto word = [&](uint32_t i) -> const ParserWord& {
    if (i < n) return words[i];
    return i == n ? kRootWord : kAbsent;
  };
  const auto node = [&](uint32_t i) -> const ParserState::Node& {
    return i <= n ? state.node(i) : kNoNode;
  };
  const uint32_t s0 = state.stack(0), s1 = state.stack(1), s2 = state.stack(2), b0 = state.buffer();
  const uint32_t b1 = b0 + 1, b2 = b0 + 2, b3 = b0 + 3;
  const ParserWord &S0 = word(s0), &S1 = word(s1), &S2 = word(s2), &B0 = word(b0),
                   &B1 = word(b1 <= n ? b1 : kNone), &B2 = word(b2 <= n ? b2 : kNone),
                   &B3 = word(b3 <= n ? b3 : kNone);
  const ParserState::Node &N0 = node(s0), &N1 = node(s1), &NB = node(b0);
  const auto label = [&](uint32_t i) -> uint32_t { return i < n ? state.node(i).relation + 1U : 0; };
  const ParserWord &S0l = word(N0.left1), &S0r = word(N0.right1), &S1l = word(N1.left1),
                   &S1r = word(N1.right1), &B0l = word(NB.left1);
  const ParserWord &S0l2 = word(N0.left2), &S0r2 = word(N0.right2), &S1r2 = word(N1.right2),
                   &B0l2 = word(NB.left2);
  const uint32_t s0l = label(N0.left1), s0r = label(N0.right1), s1r = label(N1.right1),
                 s1l = label(N1.left1), b0l = label(NB.left1), s0l2 = label(N0.left2),
                 s0r2 = label(N0.right2), b0l2 = label(NB.left2), s1r2 = label(N1.right2);
  const uint32_t d0 = distance_class(s0, b0), d1 = distance_class(s1, s0);
  const uint32_t set0l = fold_set(N0.left_labels), set0r = fold_set(N0.right_labels),
                 set1l = fold_set(N1.left_labels), set1r = fold_set(N1.right_labels),
                 setbl = fold_set(NB.left_labels);
  const auto valency = [](uint32_t count) { return std::min(count, 4U); };
  const uint32_t v0l = valency(N0.left_count), v0r = valency(N0.right_count),
                 v1r = valency(N1.right_count), vbl = valency(NB.left_count),
                 v1l = valency(N1.left_count);
  // Neighbours in the text.
  const ParserWord& before_b0 = word(b0 > 0 ? b0 - 1 : kNone);
  const ParserWord& after_s0 = word(s0 != kNone && s0 + 1 <= n ? s0 + 1 : kNone);
  const ParserWord& before_s0 = word(s0 != kNone && s0 > 0 ? s0 - 1 : kNone);
  const ParserWord& after_s1 = word(s1 != kNone && s1 + 1 <= n ? s1 + 1 : kNone);

  uint32_t* f = out;
  *f++ = mix(200, 0);
  // Single words.
  *f++ = mix(201, S0.form, S0.tag);
  *f++ = mix(202, S0.form);
  *f++ = mix(203, S0.tag);
  *f++ = mix(204, S0.fine, S0.pos);
  *f++ = mix(205, S1.form, S1.tag);
  *f++ = mix(206, S1.form);
  *f++ = mix(207, S1.tag);
  *f++ = mix(208, S1.fine, S1.pos);
  *f++ = mix(209, S2.tag);
  *f++ = mix(210, S2.form);
  *f++ = mix(211, B0.form, B0.tag);
  *f++ = mix(212, B0.form);
  *f++ = mix(213, B0.tag);
  *f++ = mix(214, B0.fine, B0.pos);
  *f++ = mix(215, B1.form, B1.tag);
  *f++ = mix(216, B1.form);
  *f++ = mix(217, B1.tag);
  *f++ = mix(218, B1.fine);
  *f++ = mix(219, B2.form);
  *f++ = mix(220, B2.tag);
  *f++ = mix(221, B3.tag);
  *f++ = mix(222, S0.coarse, S0.pos);
  *f++ = mix(223, B0.coarse, B0.pos);
  *f++ = mix(224, S1.coarse, S1.pos);
  // Pairs.
  *f++ = mix(230, mix(1, S0.form, S0.tag), B0.form, B0.tag);
  *f++ = mix(231, S0.form, S0.tag, B0.tag);
  *f++ = mix(232, S0.tag, B0.form, B0.tag);
  *f++ = mix(233, S0.form, B0.form);
  *f++ = mix(234, S0.tag, B0.tag);
  *f++ = mix(235, S0.fine, B0.fine);
  *f++ = mix(236, S0.fine, B0.tag);
  *f++ = mix(237, S0.tag, B0.fine);
  *f++ = mix(238, S1.form, S1.tag, S0.tag);
  *f++ = mix(239, S1.tag, S0.form, S0.tag);
  *f++ = mix(240, S1.form, S0.form);
  *f++ = mix(241, S1.tag, S0.tag);
  *f++ = mix(242, S1.fine, S0.fine);
  *f++ = mix(243, S1.fine, S0.tag);
  *f++ = mix(244, S1.tag, S0.fine);
  *f++ = mix(245, B0.tag, B1.tag);
  *f++ = mix(246, B0.form, B1.tag);
  *f++ = mix(247, B0.tag, B1.form);
  *f++ = mix(248, B0.form, B1.form);
  *f++ = mix(249, S1.tag, B0.tag);
  *f++ = mix(250, S1.form, B0.tag);
  *f++ = mix(251, S1.tag, B0.form);
  *f++ = mix(252, S1.fine, B0.fine);
  *f++ = mix(253, S0.coarse, B0.coarse);
  *f++ = mix(254, S1.coarse, S0.coarse);
  *f++ = mix(255, S0.tag, B1.tag);
  *f++ = mix(256, S0.form, B1.form);
  // Triples.
  *f++ = mix(260, S0.tag, B0.tag, B1.tag);
  *f++ = mix(261, S1.tag, S0.tag, B0.tag);
  *f++ = mix(262, S2.tag, S1.tag, S0.tag);
  *f++ = mix(263, B0.tag, B1.tag, B2.tag);
  *f++ = mix(264, S0.form, B0.tag, B1.tag);
  *f++ = mix(265, S0.tag, B0.form, B1.tag);
  *f++ = mix(266, S1.form, S0.tag, B0.tag);
  *f++ = mix(267, S1.tag, S0.form, B0.tag);
  *f++ = mix(268, S1.tag, S0.tag, B0.form);
  *f++ = mix(269, S0.tag, B0.tag, B0l.tag);
  *f++ = mix(270, S0.tag, S0l.tag, B0.tag);
  *f++ = mix(271, S0.tag, S0r.tag, B0.tag);
  *f++ = mix(272, S1.tag, S1r.tag, S0.tag);
  *f++ = mix(273, S1.tag, S1l.tag, S0.tag);
  *f++ = mix(274, S1.tag, S0.tag, S0l.tag);
  *f++ = mix(275, S1.tag, S0.tag, S0r.tag);
  *f++ = mix(276, S1.fine, S0.coarse, B0.coarse);
  *f++ = mix(277, S1.coarse, S0.coarse, B0.coarse);
  *f++ = mix(278, S0.coarse, B0.coarse, B1.coarse);
  *f++ = mix(279, mix(2, S1.pos, S0.pos, B0.pos), B1.pos, S2.pos);
  *f++ = mix(280, mix(3, S0.tag, B0.tag), B1.tag, B2.tag);
  *f++ = mix(281, S1.form, S0.form, B0.tag);
  *f++ = mix(282, S0.form, B0.form, B1.tag);
  *f++ = mix(283, mix(7, S1.tag, S0.tag), B0.tag, B1.tag);
  // Children and their relations.
  *f++ = mix(290, S0l.form, S0.tag, s0l);
  *f++ = mix(291, S0r.form, S0.tag, s0r);
  *f++ = mix(292, B0l.form, B0.tag, b0l);
  *f++ = mix(293, S1r.form, S1.tag, s1r);
  *f++ = mix(294, S1l.form, S1.tag, s1l);
  *f++ = mix(295, S0.form, s0l, s0l2);
  *f++ = mix(296, S0.form, s0r, s0r2);
  *f++ = mix(297, B0.form, b0l, b0l2);
  *f++ = mix(298, S1.form, s1r, s1r2);
  *f++ = mix(299, S0.tag, set0l);
  *f++ = mix(300, S0.tag, set0r);
  *f++ = mix(301, B0.tag, setbl);
  *f++ = mix(302, S1.tag, set1r);
  *f++ = mix(303, S1.tag, set1l);
  *f++ = mix(304, S0.form, set0r);
  *f++ = mix(305, S0.form, set0l);
  *f++ = mix(306, B0.form, setbl);
  *f++ = mix(307, S1.form, set1r);
  *f++ = mix(308, S1.form, set1l);
  *f++ = mix(309, S0.tag, s0l, s0r);
  *f++ = mix(310, mix(4, S0.tag, B0.tag), set0l, setbl);
  *f++ = mix(311, mix(5, S1.tag, S0.tag), set1r, set0l);
  *f++ = mix(312, mix(6, S1.tag, S0.tag), set0r, B0.tag);
  *f++ = mix(313, S0.tag, S0l.tag, S0l2.tag);
  *f++ = mix(314, S0.tag, S0r.tag, S0r2.tag);
  *f++ = mix(315, B0.tag, B0l.tag, B0l2.tag);
  *f++ = mix(316, S1.tag, S1r.tag, S1r2.tag);
  *f++ = mix(317, S0r.fine, s0r, B0.pos);
  *f++ = mix(318, S0.fine, set0r);
  *f++ = mix(319, S1.fine, set1r);
  // Distances and valencies.
  *f++ = mix(330, S0.form, d0);
  *f++ = mix(331, S0.tag, d0);
  *f++ = mix(332, B0.form, d0);
  *f++ = mix(333, B0.tag, d0);
  *f++ = mix(334, S0.tag, B0.tag, d0);
  *f++ = mix(335, S1.tag, S0.tag, d1);
  *f++ = mix(336, S1.form, d1);
  *f++ = mix(337, S0.form, v0l);
  *f++ = mix(338, S0.tag, v0r, v0l);
  *f++ = mix(339, B0.tag, vbl);
  *f++ = mix(340, S1.tag, v1r, v1l);
  *f++ = mix(341, S0.form, v0r);
  *f++ = mix(342, std::min(state.stack_size(), 5U), B0.pos, S0.pos);
  // Neighbours.
  *f++ = mix(350, before_b0.tag, B0.tag, S0.tag);
  *f++ = mix(351, after_s0.tag, S0.tag, B0.tag);
  *f++ = mix(352, before_s0.tag, S0.tag, B0.tag);
  *f++ = mix(353, before_s0.form, S0.tag);
  *f++ = mix(354, after_s1.tag, S1.tag, S0.tag);
  *f++ = mix(355, B0.tag, B1.form, B2.tag);
  return static_cast<uint32_t>(f - out);
}

}  // namespace dateline::language
