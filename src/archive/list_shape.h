#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <string_view>

#include "archive/query.h"

namespace dateline::archive {

/// How a list is made: its columns, the tables it comes from and the expressions that filters look at, "" for none.
///
/// In `from`, `i` is the item, `a` its article and `d` its document, where it has one.
struct ListShape {
  const char* columns;
  const char* from;
  const char* date;        ///< items are in its order
  const char* id;
  bool ascending = false;
  bool of_articles = true;  ///< an item belongs to one article
  const char* revision = "d.revision";
  const char* until = "";   ///< end of a range of dates that begins with `date`; "" where it is a day
  const char *type = "", *status = "", *country = "", *place = "", *admin = "", *speaker = "", *confidence = "";
  const char *first_actor = "", *first_code = "", *second_actor = "", *second_code = "";
  const char* story = "a.story";
  bool on_map = false;      ///< has `i.lat` and `i.lon`
  /// Condition on the articles of an item that has several, with {} for what is asked of one (`a`).
  const char* some_article = "";
  /// Condition that one of the articles of such an item is the document {0}, by an index.
  const char* in_document = "";
  /// Condition that an item is of the story {0}, by an index; "" where `story` is one.
  const char* in_story = "";
};
[[nodiscard]] const ListShape& shape_of(List what);
/// Events and statements by way of `actor_item` (`x`), whose rows of one code are in the order of the list; other lists as they are.
[[nodiscard]] const ListShape& shape_by_actor(List what);

/// A question to the database as it grows: conditions and the values for their placeholders.
class Question {
 public:
  /// `by_code`: the filter's actor is a code that stands in `actor_item`.
  explicit Question(const ListShape& shape, bool by_code = false) : shape_(shape), by_code_(by_code) {}

  void where(std::string_view condition);
  /// Does nothing for an empty value or column. Case is ignored.
  void equals(const char* column, const std::string& value);
  /// The same for a column whose values are all in capitals: an index can answer it.
  void code(const char* column, const std::string& value);
  void begins(const char* column, const std::string& value);
  /// A value; gives the number of its placeholder.
  [[nodiscard]] size_t bind(std::string value);
  /// Gives the placeholders of its statement their values.
  void bind_to(SQLite::Statement& statement) const;
  /// Asks something of the item's article, or of one of them.
  void of_article(const std::string& condition);

  [[nodiscard]] const ListShape& shape() const { return shape_; }
  [[nodiscard]] bool by_code() const { return by_code_; }
  [[nodiscard]] const std::string& conditions() const { return conditions_; }
  [[nodiscard]] const std::vector<std::string>& values() const { return values_; }

 private:
  const ListShape& shape_;
  bool by_code_;
  std::string conditions_;
  std::vector<std::string> values_;
};

/// `value` for LIKE with `ESCAPE '\'`: it stands for itself.
[[nodiscard]] std::string literal_pattern(const std::string& value);

/// Adds the conditions of a filter but its words. `kUsage` for a box that is none.
[[nodiscard]] Result<void> narrow(Question& question, List what, const Filter& filter);
/// Adds the condition that an item is one of the actor with a code, by way of `actor_item`.
void narrow_to_code(Question& question, List what, const std::string& actor);
/// Adds the condition that the item's article, or one of them, matches the words.
void narrow_to_words(Question& question, const std::string& words);

/// A failure of a statement that asks for words: `kUsage` if they are what is wrong.
[[nodiscard]] Error words_error(const std::string& words, const char* why);

}  // namespace dateline::archive
