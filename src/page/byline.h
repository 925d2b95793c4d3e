#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_map.h"
#include "dateline/result.h"
#include "page/placeline.h"

namespace dateline::page {

/// What bylines are made of: the table `data/page/bylines.tsv`. Immutable, shared by all threads. Asked about some short
/// lines of a page only.
class Bylines {
 public:
  /// Errors: the table is missing or has a wrong row.
  [[nodiscard]] static Result<Bylines> read(const std::string& path, std::shared_ptr<const Placelines> placelines);

  /// Names in a byline: "By Ann Lee and Bo Ek, in Kyiv" gives "Ann Lee", "Bo Ek", "in Kyiv". Labels, addresses, dates and
  /// credentials ("Ph.D.") are dropped.
  [[nodiscard]] std::vector<std::string> names(std::string_view byline) const;
  /// True for a line that begins as bylines do: "By Ann Lee", "Von Ann Lee".
  [[nodiscard]] bool is_labelled(std::string_view line) const;
  /// True for a label with no name behind it: "By", "Written by:".
  [[nodiscard]] bool is_label(std::string_view text) const;
  /// True if it has a word that names no one: "staff writer", "published".
  [[nodiscard]] bool is_role(std::string_view name) const;
  /// True for a word that is part of no personal name: "Hardware".
  [[nodiscard]] bool is_thing(std::string_view word) const;
  /// True for the name of a person in full: two to five words that begin with capitals, none of them one that a section
  /// or a label would have.
  [[nodiscard]] bool is_person(std::string_view name) const;

  /// True if a text has the form of a name of one or some words: not too long, no address, no label.
  [[nodiscard]] static bool could_name(std::string_view text);
  /// True if it begins with a capital or a letter that is not ASCII. `text` is not empty.
  [[nodiscard]] static bool starts_like_name(std::string_view text);

 private:
  /// Bytes of the labels in front of `text`.
  [[nodiscard]] size_t labels_before(std::string_view text) const;
  void take(std::string_view piece, std::vector<std::string>& names) const;
  /// "Ph.D.", "MBA", "CFP\u00AE": letters behind a name.
  [[nodiscard]] bool is_credential(std::string_view text) const;

  std::shared_ptr<const Placelines> placelines_;  // for the names of agencies
  std::vector<std::string> labels_, marks_, roles_, bodies_;
  HashMap<bool> particles_, things_;  // by hash of the word
};

}  // namespace dateline::page
