#include "cli/intake_options.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/intake_commands.h"

namespace dateline::cli {
namespace {

void add_feeds(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("feeds", "Print what feeds, sitemaps and OPML lists hold, one item a line");
  auto common = std::make_shared<Common>();
  auto headers = std::make_shared<std::vector<std::string>>();
  command->add_option("source", common->sources, "files of RSS, Atom, RDF, CDF, JSON Feed, sitemaps or OPML, or - for standard input")->required();
  command->add_option("--format", common->format, "table (the default on a terminal), jsonl, or opml (a list of the feeds)")
      ->check(CLI::IsMember({"table", "jsonl", "opml"}))->configurable(false);
  command->add_option("--header", *headers, "a header that the server sent: Content-Type, Content-Location or Content-Language")->configurable(false);
  command->add_option("--max-document", common->limits.document_bytes, "largest file in bytes, unpacked")->capture_default_str();
  command->footer("Example:\n  dateline feeds news.rss sitemap.xml.gz");
  command->callback([common, headers, &status] { status = feeds(*common, *headers); });
}

}  // namespace

void add_intake_commands(CLI::App& app, int& status) { add_feeds(app, status); }

}  // namespace dateline::cli
