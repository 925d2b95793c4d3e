#pragma once

#include <string_view>

namespace dateline::page {

/// Number of the month a lower-cased (ASCII part) word begins, 0 if it names none. Words are
/// matched by the shortest beginning that is unique among the month names of the languages of news
/// sites written in Latin, Cyrillic or Greek script, so that cases and abbreviations come along
/// ("ledna", "mars", "sept").
[[nodiscard]] unsigned month_of(std::string_view word);

}  // namespace dateline::page
