#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_map.h"
#include "dateline/article.h"
#include "dateline/result.h"

namespace dateline::page {

/// How agency reports open: the table `data/page/placelines.tsv`. Immutable, shared by all threads.
class Placelines {
 public:
  /// Errors: the table is missing or has a wrong row.
  [[nodiscard]] static Result<std::shared_ptr<const Placelines>> read(const std::string& path);

  /// Reads the placeline that opens an agency report, at the start of its first or second paragraph:
  ///
  ///     KIEV, March 7 (Reuters) - ...      place, date, agency
  ///     MOSCOW (AP) --- ...                place, agency
  ///     (Reuters) - ...                    agency
  ///     BRUSSELS, 3 May - ...              place, date
  ///     BEIRUT: ...  CAIRO --- ...         place (capitals only)
  ///
  /// Place names may have several words and a country or state behind a comma ("SIMFEROPOL,
  /// Ukraine"). The span ends behind the dash or colon. Only text within the first 120 bytes of a
  /// paragraph is looked at.
  [[nodiscard]] Placeline find(std::string_view text, const std::vector<Paragraph>& paragraphs) const;

  /// True for the name of a news agency as bylines and placelines give it ("AP", "Xinhua"), case
  /// ignored.
  [[nodiscard]] bool is_agency(std::string_view name) const;

 private:
  struct Words {
    HashMap<bool> wholes;  // by hash of the word
    std::vector<std::string> starts, ends, insides;
    [[nodiscard]] bool has(std::string_view text) const;
  };
  [[nodiscard]] Placeline read_opening(std::string_view text, Span paragraph, bool heading) const;
  /// A place name: capitals, or capitalised words (then something else must confirm the placeline).
  [[nodiscard]] bool is_place(std::string_view name, bool* capitals) const;

  Words agencies_, labels_;
  HashMap<bool> particles_;
};

}  // namespace dateline::page
