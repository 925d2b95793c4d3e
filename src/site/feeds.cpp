#include <fmt/format.h>

#include <array>

#include "archive/listing_formats.h"
#include "base/civil_date.h"
#include "base/json_writer.h"
#include "base/strings.h"
#include "site/html.h"
#include "site/log.h"
#include "site/view.h"

// RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 of a page's main list, and oEmbed.
namespace dateline::site {
namespace {

struct Entry {
  std::string title, text, link, date;  ///< date: RFC 3339, to the second
};

// A date of lesser precision gets what it lacks: feeds know only moments.
std::string moment(std::string_view iso, int64_t otherwise) {
  std::string out(iso);
  if (out.size() == 4) out += "-01";
  if (out.size() == 7) out += "-01";
  if (!parse_iso_day(out)) return utc(otherwise);
  if (out.size() == 10) return out + "T00:00:00Z";
  if (out.size() == 16) return out + ":00Z";
  if (out.size() == 19) return out + "Z";
  return out;
}

std::vector<Entry> entries(const View& v, const Place& place) {
  std::vector<Entry> out;
  if (v.sections.empty()) return out;
  for (const Section& s : v.sections) {
    if (&s != &v.sections.front() && v.name != "front") break;
    for (const auto& row : s.rows.rows) {
      const auto get = [&](std::string_view name) { return archive::text_of(s.rows, row, name); };
      Summary summary = summarize(s.rows, row, s.kind);
      std::string_view date = get("published");
      for (const std::string_view name : {"seen", "at", "last_reported", "last", "date_from"}) {
        if (date.empty()) date = get(name);
      }
      out.push_back({std::move(summary.title), std::move(summary.text), place.base + std::string(get("href")), moment(date, v.updated)});
    }
  }
  return out;
}

// RFC 822 with a year of four digits, as RSS wants it. The offset stays as it is.
std::string rfc822(const std::string& iso) {
  static constexpr std::array<const char*, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = parse_iso_day(iso);
  if (!day || iso.size() < 19) return {};
  std::string zone = "+0000";
  if (const size_t sign = iso.find_first_of("+-", 19); sign != iso.npos && iso.size() >= sign + 6) {
    zone = iso.substr(sign, 3) + iso.substr(sign + 4, 2);
  }
  return fmt::format("{}, {:02} {} {:04} {} {}", kDays[iso_weekday(*day) - 1], day->day, kMonths[day->month - 1], day->year, iso.substr(11, 8), zone);
}

}  // namespace

std::string as_rss(const View& v, const Place& place) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\n<title>{}</title>\n"
      "<link>{}</link>\n<description>{}</description>\n<lastBuildDate>{}</lastBuildDate>\n"
      "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n",
      escape(v.title), escape(place.base + v.path), escape(v.description.empty() ? v.title : v.description), rfc822(utc(v.updated)),
      escape(place.base + with_ending(v.path, ".rss")));
  for (const Entry& e : entries(v, place)) {
    out += fmt::format("<item><title>{}</title><link>{}</link><guid isPermaLink=\"true\">{}</guid><pubDate>{}</pubDate><description>{}</description></item>\n",
                       escape(e.title), escape(e.link), escape(e.link), rfc822(e.date), escape(escape(e.text)));
  }
  return out + "</channel></rss>\n";
}

std::string as_atom(const View& v, const Place& place) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>{0}</id><title>{1}</title>\n<updated>{2}</updated>\n"
      "<link rel=\"alternate\" type=\"text/html\" href=\"{0}\"/><link rel=\"self\" type=\"application/atom+xml\" href=\"{3}\"/>\n"
      "<author><name>{4}</name></author>\n",
      escape(place.base + v.path), escape(v.title), utc(v.updated), escape(place.base + with_ending(v.path, ".atom")), escape(place.site_name));
  for (const Entry& e : entries(v, place)) {
    out += fmt::format("<entry><id>{0}</id><title>{1}</title><updated>{2}</updated><link rel=\"alternate\" href=\"{0}\"/><summary>{3}</summary></entry>\n",
                       escape(e.link), escape(e.title), e.date, escape(e.text));
  }
  return out + "</feed>\n";
}

std::string as_json_feed(const View& v, const Place& place) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("version", "https://jsonfeed.org/version/1.1").field("title", v.title).field("home_page_url", place.base + v.path)
      .field("feed_url", place.base + with_ending(v.path, ".feed.json")).optional("description", v.description).key("items").begin_array();
  for (const Entry& e : entries(v, place)) {
    json.begin_object().field("id", e.link).field("url", e.link).field("title", e.title).field("content_text", e.text.empty() ? e.title : e.text)
        .field("date_published", e.date).end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

std::string as_oembed(const View& v, const Place& place, bool xml) {
  const std::string link = place.base + v.path;
  const std::string html = fmt::format("<blockquote><p>{}</p><p><a href=\"{}\">{}</a>, {}</p></blockquote>", escape(v.description), escape(link),
                                       escape(v.title), escape(v.publisher.empty() ? place.site_name : v.publisher));
  constexpr int kWidth = 480, kHeight = 180;
  if (xml) {
    return fmt::format("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<oembed><version>1.0</version><type>rich</type><title>{}</title>"
                       "<provider_name>{}</provider_name><provider_url>{}</provider_url><author_name>{}</author_name><html>{}</html>"
                       "<width>{}</width><height>{}</height></oembed>\n",
                       escape(v.title), escape(place.site_name), escape(place.base + "/"), escape(v.publisher), escape(html), kWidth, kHeight);
  }
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("version", "1.0").field("type", "rich").field("title", v.title).field("provider_name", place.site_name)
      .field("provider_url", place.base + "/").optional("author_name", v.publisher).field("html", html).field("width", kWidth)
      .field("height", kHeight).end_object();
  return out + "\n";
}

}  // namespace dateline::site
