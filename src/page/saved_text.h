#pragma once

#include <string_view>

#include "dateline/article.h"
#include "page/lexicon.h"

namespace dateline::page {

/// Reads a page that was saved as plain text:
///
///     Headline                                   first line
///     One sentence that sums it up.              standfirst: lines before the tools or the date
///     By Ann Lee
///     Last updated: 07 Mar 2014 13:25            published (or modified, if another line says
///     published) Print Article                              furniture, by its words
///
///     First paragraph ...                        body; a short line without end mark is a subhead
///
///     Featured on the site                       from here on nothing is body
///     Teaser of another page.
///
/// Lines wrapped at a fixed width are joined up to the next blank line. `article` must be empty.
void read_saved_text(const Lexicon& lexicon, std::string_view bytes, Article& article);

/// Paragraphs of a body given as such: its non-blank lines, with those joined that go on with a sentence of the line before.
/// The text is copied byte for byte.
void read_given_body(std::string_view bytes, Article& article);

}  // namespace dateline::page
