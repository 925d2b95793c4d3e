#include <fmt/format.h>

#include <array>

#include "base/bibtex.h"
#include "base/civil_date.h"
#include "base/strings.h"
#include "site/log.h"
#include "site/view.h"

// Three styles for a page of an archive: APA 7 (10.16, webpages), Chicago 17 (14.207), MLA 9. What is not known is left out.
namespace dateline::site {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January", "February", "March", "April", "May", "June",
                                                      "July", "August", "September", "October", "November", "December"};
constexpr std::array<std::string_view, 12> kShort = {"Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."};

// A date of any precision as "2014, March 7", "March 7, 2014" or "7 Mar. 2014".
enum class Order : uint8_t { kYearFirst, kMonthFirst, kDayFirst };
std::string written(std::string_view iso, Order order) {
  const std::string year(iso.substr(0, 4));
  const auto number = parse_number<unsigned>(iso.size() >= 7 ? iso.substr(5, 2) : std::string_view());
  if (!number || *number < 1 || *number > 12) return year;
  const auto day = parse_number<unsigned>(iso.size() >= 10 ? iso.substr(8, 2) : std::string_view());
  const std::string_view month = (order == Order::kDayFirst ? kShort : kMonths)[*number - 1];
  const std::string d = day ? std::to_string(*day) : std::string();
  switch (order) {
    case Order::kYearFirst: return fmt::format("{}, {}{}{}", year, month, day ? " " : "", d);
    case Order::kMonthFirst: return day ? fmt::format("{} {}, {}", month, d, year) : fmt::format("{} {}", month, year);
    case Order::kDayFirst: return fmt::format("{}{}{} {}", d, day ? " " : "", month, year);
  }
  return year;
}

}  // namespace

Citation cite(const View& v, const Place& place, int64_t now) {
  const std::string link = place.base + v.path;
  const std::string today = utc(now).substr(0, 10);
  const std::string publisher = v.publisher.empty() ? place.site_name : v.publisher;
  const bool ends = !v.title.empty() && std::string_view(".?!").find(v.title.back()) != std::string_view::npos;
  const std::string stop = ends ? "" : ".";
  Citation out;
  out.apa = fmt::format("{}. ({}). {}{} Retrieved {}, from {}", publisher, v.published.empty() ? "n.d." : written(v.published, Order::kYearFirst),
                        v.title, stop, written(today, Order::kMonthFirst), link);
  out.chicago = fmt::format("{}. \u201C{}{}\u201D {}Accessed {}. {}.", publisher, v.title, stop,
                            v.published.empty() ? "" : written(v.published, Order::kMonthFirst) + ". ", written(today, Order::kMonthFirst), link);
  out.mla = fmt::format("\u201C{}{}\u201D {}, {}{}. Accessed {}.", v.title, stop, publisher,
                        v.published.empty() ? "" : written(v.published, Order::kDayFirst) + ", ", link, written(today, Order::kDayFirst));
  out.bibtex = bibtex({(v.publisher.empty() ? "dateline" : v.publisher) + v.published.substr(0, 4) + v.path, v.title, "", publisher,
                       v.published.substr(0, 10), link, today, v.url.empty() ? "" : "Source: " + v.url});
  return out;
}

}  // namespace dateline::site
