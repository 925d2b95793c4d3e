#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/story_finder.h"

namespace dateline::archive {

/// Columns of the table `recent`: little-endian numbers, and an XXH3 of them behind, 8 bytes.
///
///   sketch     u64 * n
///   features   u16 words, names, numbers, lead, pairs, dates; i32 published; u16 year; then the lists: u32 hash and f32 weight of
///              each term, u32 of pairs and dates. Empty if the article has no story.
///   links      (u64 document, f32 log-odds) * n
[[nodiscard]] std::string pack(const std::vector<uint64_t>& sketch);
[[nodiscard]] std::string pack(const StoryFeatures& features);
[[nodiscard]] std::string pack(const std::vector<StoryFinder::Link>& links);

/// The other way; throw `Damaged` for bytes that are not what was packed.
[[nodiscard]] std::vector<uint64_t> unpack_sketch(std::string_view bytes);
[[nodiscard]] StoryFeatures unpack_features(std::string_view bytes);
[[nodiscard]] std::vector<StoryFinder::Link> unpack_links(std::string_view bytes);

}  // namespace dateline::archive
