#pragma once

#include <span>

namespace dateline::page {

/// How sure it is, in log-odds, that a block is article text, by a sum of small decision trees over
/// the columns of `block_features.h`. The trees are in `generated/block_model.inc`, made by
/// `training/blocks/train.sh` from pages whose text is known.
[[nodiscard]] float block_score(std::span<const float> row);
/// True if the score is high enough for text, by the threshold chosen with the trees.
[[nodiscard]] bool is_text_score(float score);

}  // namespace dateline::page
