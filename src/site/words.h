#pragma once

#include <string>
#include <string_view>

// What titles, mails and feeds call things: readers' words for codes, ISO dates and numbers.
namespace dateline::site {

/// An ISO date of any precision, its time left out: "7 March 2014", "March 2014", "2014". Other text stays as it is.
[[nodiscard]] std::string written_day(std::string_view iso);
/// With the time where there is one: "7 March 2014, 13:25 UTC".
[[nodiscard]] std::string written_moment(std::string_view iso);
/// "6 March 2014 to 7 March 2014"; one day if both are the same or one is not known.
[[nodiscard]] std::string written_days(std::string_view from, std::string_view to);
/// "1 article", "3 articles", "12,000 articles".
[[nodiscard]] std::string counted(std::string_view number, std::string_view one, std::string_view many = {});
/// A number with commas between thousands, from a million on in words: "2,600", "1.1 billion". ".0" at its end is dropped.
[[nodiscard]] std::string written_number(std::string_view number);
/// Names that lists join by "; ": "Iran, Russia and 2 others".
[[nodiscard]] std::string joined_names(std::string_view names);

struct EventWords {
  std::string_view type, mode, status, source, target, place;  ///< as a row has them; names joined by "; "
};
/// An event in a short sentence: "Russia attacked Ukraine", "Attack in Mosul", "Norway will hold talks with Poland". Verbs are in the
/// past or follow an auxiliary, so that they fit one actor and several.
[[nodiscard]] std::string event_sentence(const EventWords& event);

/// What a dispute is about: "Figures differ: killed", "Denied: Russia attacked Ukraine".
[[nodiscard]] std::string dispute_title(std::string_view kind, std::string_view about);
/// Why accounts differ, as a dispute's row has it: "Russia denies it" as "denied by Russia", which fits several as well.
[[nodiscard]] std::string dispute_why(std::string_view why);
/// The name of a country by its ISO 3166 alpha-3 code; of other codes the code.
[[nodiscard]] std::string country_name(std::string_view code);
/// An actor's code in words: "Russia: government" of RUSGOV. What no word is known for stays a code.
[[nodiscard]] std::string actor_words(std::string_view code);
/// A line with its ISO dates and its large numbers as readers write them.
[[nodiscard]] std::string readable(std::string_view line);

}  // namespace dateline::site
