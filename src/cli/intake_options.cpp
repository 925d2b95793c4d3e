#include "cli/intake_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "base/strings.h"
#include "cli/intake_commands.h"

namespace dateline::cli {
namespace {

void add_feed_limits(CLI::App& command, Limits& limits) {
  command.add_option("--max-feed-items", limits.feed_items, "most items of one feed or sitemap")->capture_default_str();
  command.add_option("--max-feed-marks", limits.xml_marks, "most tags and attributes of one feed or sitemap")->capture_default_str();
}

void add_feeds(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("feeds", "Print what feeds, sitemaps and OPML lists hold, one item a line");
  auto common = std::make_shared<Common>();
  auto headers = std::make_shared<std::vector<std::string>>();
  command->add_option("source", common->sources, "files or URLs of RSS, Atom, RDF, CDF, JSON Feed, sitemaps or OPML, or - for standard input")->required();
  command->add_option("--format", common->format, "table (the default on a terminal), jsonl, or opml (a list of the feeds)")
      ->check(CLI::IsMember({"table", "jsonl", "opml"}))->configurable(false);
  command->add_option("--header", *headers, "a header that the server sent: Content-Type, Content-Location or Content-Language")->configurable(false);
  command->add_option("--max-document", common->limits.document_bytes, "largest file in bytes, unpacked")->capture_default_str();
  add_feed_limits(*command, common->limits);
  add_fetch_options(*command, common->fetch);
  command->footer("Example:\n  dateline feeds news.rss sitemap.xml.gz https://gazette.example/feed");
  command->callback([common, headers, &status] { status = feeds(*common, *headers); });
}

void add_records(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("records", "List the records of WARC and ARC files, one JSON object a line");
  auto common = std::make_shared<Common>();
  command->add_option("source", common->sources, "files, also packed with gzip or zstd, or - for standard input")->required();
  command->add_option("--max-document", common->limits.document_bytes, "largest record in bytes")->capture_default_str();
  command->footer("Broken records are listed with their error.\nExample:\n  dateline records crawl.warc.gz");
  command->callback([common, &status] { status = archive_records(*common); });
}

// Seconds of "90", "90s", "15m", "6h" or "1d"; 0 if it is none of these.
int64_t seconds_of(const std::string& text) {
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = parse_number<int64_t>(std::string_view(text).substr(0, digits));
  const std::string unit = text.substr(digits);
  const int64_t scale = unit.empty() || unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : unit == "d" ? 86'400 : 0;
  return number && *number <= 86'400 ? *number * scale : 0;
}

void add_watch(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("watch", "Poll feeds and sitemaps, and read the pages of new items into an archive");
  auto common = std::make_shared<Common>();
  auto options = std::make_shared<WatchOptions>();
  command->add_option("--archive", options->archive, "the archive's file; made if it is not there")->required();
  command->add_option("source", common->sources, "URLs of feeds, sitemaps or OPML lists, or files of OPML")->required();
  command->add_option_function<std::string>("--every", [options](const std::string& text) {
    options->every = seconds_of(text);
    if (options->every < 1) throw CLI::ValidationError("--every", "takes a time such as 90s, 15m or 6h");
  }, "time between two looks at one feed [15m]");
  command->add_flag("--once", options->once, "look at each feed once, then end");
  command->add_option("--jobs", common->jobs, "threads; 0 means one for each core")->check(CLI::Range(0u, 256u));
  command->add_flag("--quiet", common->quiet, "no messages on refused pages, no counts");
  command->add_option("--home", common->home, "folder that holds models/ and data/");
  command->add_option("--max-document", common->limits.document_bytes, "largest document in bytes")->capture_default_str();
  add_feed_limits(*command, common->limits);
  add_fetch_options(*command, common->fetch);
  command->footer("What was seen is kept in the archive, so a killed run is taken up by the same command.\nExample:\n"
                  "  dateline watch --archive news.db --every 15m feeds.opml https://gazette.example/sitemap.xml");
  command->callback([common, options, &status] { status = watch(*common, *options); });
}

}  // namespace

void add_fetch_options(CLI::App& command, intake::FetchOptions& fetch) {
  command.add_flag("--allow-private", fetch.allow_private, "fetch also from addresses of this machine and of private networks");
  command.add_flag("!--no-robots", fetch.robots, "do not ask for robots.txt: for sites of your own");
  const auto seconds = [&](const char* name, std::chrono::milliseconds& value, const char* help) {
    command.add_option_function<double>(name, [&value](double s) { value = std::chrono::milliseconds(static_cast<int64_t>(s * 1000)); }, help)->check(CLI::Range(0.0, 86'400.0));
  };
  seconds("--host-delay", fetch.host_delay, "seconds between two requests to one host [1]");
  seconds("--timeout", fetch.timeout, "seconds that one request may take [60]");
}

void add_intake_commands(CLI::App& app, int& status) {
  add_feeds(app, status);
  add_records(app, status);
  add_watch(app, status);
}

}  // namespace dateline::cli
