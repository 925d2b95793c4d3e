#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>

#include "cli/archive_options.h"
#include "cli/command.h"
#include "cli/intake_options.h"
#ifdef DATELINE_SITE
#include "cli/site/site_options.h"
#endif
#include "export/exporter.h"

// The table of all options; those that change an archive are in archive_options.cpp, those of the site in site/site_options.cpp.
// No other file includes CLI11, which is slow to compile.
namespace dateline::cli {
namespace {

void add_home(CLI::App& command, Common& c) {
  command.add_option("--home", c.home, "folder that holds models/ and data/");
}

void add_limits(CLI::App& command, Limits& l) {
  command.add_option("--max-document", l.document_bytes, "largest document in bytes")->capture_default_str();
  command.add_option("--max-line", l.line_bytes, "longest line of a .jsonl file in bytes")->capture_default_str();
  command.add_option("--max-text", l.text_bytes, "longest article text analysed, in bytes")->capture_default_str();
}

void add_reading_options(CLI::App& command, Common& c) {
  command.add_option("source", c.sources, "HTML or text files, feeds, .jsonl and .warc files (also .gz and .zst), folders, http(s) URLs, or - for standard input");
  command.add_option("--urls", c.urls, "file with more sources, one a line");
  add_fetch_options(command, c.fetch);
  command.add_option("--jobs", c.jobs, "threads; 0 means one for each core")->check(CLI::Range(0u, 256u));
  command.add_option("--limit", c.limit, "stop after so many documents; 0 means all");
  command.add_option("--rejects", c.rejects, "write refused documents to this file, one JSON object a line");
  command.add_flag("--stats", c.stats, "print counts, rates and memory to standard error at the end");
  command.add_flag("--quiet", c.quiet, "no messages on refused documents, no progress");
  add_home(command, c);
  add_limits(command, c.limits);
}

/// Variable of an option: `--max-line` is DATELINE_MAX_LINE.
std::string variable_of(const std::string& option) {
  std::string name = "DATELINE_" + option;
  for (char& c : name) c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

/// Reads `dateline.toml`. A key at the top is for every subcommand that has such an option, a key in a section `[read]` for
/// that one, and goes before the first. What a `DATELINE_*` variable sets is left to it: CLI11 alone would prefer the file.
class Settings : public CLI::ConfigTOML {
 public:
  explicit Settings(const CLI::App& app) : app_(app) {}

  std::vector<CLI::ConfigItem> from_config(std::istream& in) const override {
    if (app_.get_subcommands().empty()) return {};  // wrong use, told of later
    const CLI::App& chosen = *app_.get_subcommands().front();
    std::vector<CLI::ConfigItem> of_section, of_top;
    for (auto& item : CLI::ConfigTOML::from_config(in)) {
      if (item.name == "++" || item.name == "--") continue;  // borders of sections
      if (!known(item)) {
        throw CLI::ConfigError("dateline.toml: no option is called " + item.fullname() + "; see dateline " + chosen.get_name() + " --help");
      }
      const char* variable = std::getenv(variable_of(item.name).c_str());
      if (variable != nullptr && *variable != '\0') continue;
      if (item.parents.empty()) {
        if (!takes(chosen, item.name)) continue;
        item.parents = {chosen.get_name()};
        of_top.push_back(std::move(item));
      } else if (item.parents.front() == chosen.get_name()) {
        of_section.push_back(std::move(item));
      }
    }
    of_section.insert(of_section.end(), of_top.begin(), of_top.end());  // the first that sets an option stands
    return of_section;
  }

 private:
  static bool takes(const CLI::App& command, const std::string& name) {
    const CLI::Option* option = command.get_option_no_throw("--" + name);
    return option != nullptr && option->get_configurable();
  }
  bool known(const CLI::ConfigItem& item) const {
    if (item.parents.size() > 1) return false;
    const auto commands = app_.get_subcommands(nullptr);
    return std::any_of(commands.begin(), commands.end(), [&](const CLI::App* command) {
      return (item.parents.empty() || item.parents.front() == command->get_name()) && takes(*command, item.name);
    });
  }

  const CLI::App& app_;
};

/// Gives every option of every subcommand its variable.
void add_variables(CLI::App& app) {
  for (CLI::App* command : app.get_subcommands(nullptr)) {
    for (CLI::Option* option : command->get_options()) {
      const auto& names = option->get_lnames();
      if (!names.empty() && option->get_configurable()) option->envname(variable_of(names.front()));
    }
  }
}

void add_read(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("read", "Read pages and print their records");
  auto common = std::make_shared<Common>();
  add_reading_options(*command, *common);
  command->add_option("--format", common->format, "text (the default on a terminal), json (one array) or jsonl (one record a line)")
      ->check(CLI::IsMember({"text", "json", "jsonl"}));
  command->footer("Example:\n  dateline read examples/ --format jsonl --jobs 2 > records.jsonl");
  command->callback([common, &status] { status = read(*common); });
}

void add_explain(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("explain", "Show why an item is there, or why none is: words, tree, rules");
  auto common = std::make_shared<Common>();
  auto what = std::make_shared<std::vector<std::string>>();
  auto published = std::make_shared<std::string>();
  command->add_option("what", *what, "a sentence in quotation marks; or a file, with an item of its record (v3, s1, f2) behind it")
      ->required()->expected(1, 2);
  command->add_option("--published", *published, "date that relative times are reckoned from (YYYY-MM-DD)");
  add_home(*command, *common);
  add_limits(*command, common->limits);
  command->footer("Examples:\n  dateline explain \"Police arrested three protesters in Minsk on Friday.\"\n"
                  "  dateline explain examples/stalemate.html v2");
  command->callback([common, what, published, &status] { status = explain(*common, *what, *published); });
}

void add_parse(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("parse", "Print the analysis of text: words, tags, lemmas, trees, names");
  auto common = std::make_shared<Common>();
  auto input = std::make_shared<std::string>("text");
  command->add_option("source", common->sources, "files, or - for standard input")->required();
  command->add_option("--format", common->format, "conllu, json (one object a sentence) or tree (to be read); conllu if not given")
      ->check(CLI::IsMember({"conllu", "json", "tree"}))
      ->configurable(false);  // a setting of another format is meant for `read`
  command->add_option("--input", *input, "text (paragraphs parted by blank lines), sentences (one a line), words (one sentence a line, words "
                      "parted by blanks) or conllu")
      ->check(CLI::IsMember({"text", "sentences", "words", "conllu"}));
  add_home(*command, *common);
  add_limits(*command, common->limits);
  command->footer("Example:\n  echo 'Troops withdrew from the border.' | dateline parse -");
  command->callback([common, input, &status] { status = parse(*common, *input); });
}

void add_parse_html(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("parse-html", "Print the tree, the tokens or the charset of HTML pages");
  auto common = std::make_shared<Common>();
  auto what = std::make_shared<std::string>("tree");
  auto cases = std::make_shared<bool>(false);
  command->add_option("source", common->sources, "files, or - for standard input")->required();
  command->add_option("--print", *what, "tree, tokens or charset; tree if not given")
      ->check(CLI::IsMember({"tree", "tokens", "charset"}));
  command->add_flag("--cases", *cases, "sources are JSON Lines: {\"html\", \"context\", \"scripting\"} for trees, {\"html\", \"state\", "
                    "\"end\"} for tokens; prints a line of JSON for each");
  add_limits(*command, common->limits);
  command->footer("For measuring and debugging, in the form of html5lib's tests.\nExample:\n  dateline parse-html examples/stalemate.html");
  command->callback([common, what, cases, &status] { status = parse_html(*common, *what, *cases); });
}

void add_facets(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("facets", "Print what single stages find: times, quantities, place names, attributions");
  auto common = std::make_shared<Common>();
  add_reading_options(*command, *common);
  auto by_group = std::make_shared<bool>(false);
  command->add_flag("--groups", *by_group, "print instead which documents tell one story and which are copies of one text");
  command->footer("For measuring and debugging; the record is what `dateline read` prints.\nExample:\n  dateline facets corpus.jsonl");
  command->callback([common, by_group, &status] { status = *by_group ? groups(*common) : facets(*common); });
}

void add_verify(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("verify", "Check every span of records against their text, and records against their sources");
  auto common = std::make_shared<Common>();
  auto records = std::make_shared<std::vector<std::string>>();
  auto sources = std::make_shared<std::vector<std::string>>();
  auto archive = std::make_shared<std::string>();
  auto* files = command->add_option("records", *records, "files of records, as dateline read --format jsonl prints them");
  command->add_option("--archive", *archive, "check the records of this archive against the sources stored there instead")->excludes(files);
  command->add_option("--source", *sources, "the pages they were read from: read again and compared byte for byte");
  add_home(*command, *common);
  add_limits(*command, common->limits);
  command->footer("Examples:\n  dateline read examples/ > records.jsonl && dateline verify records.jsonl --source examples/\n"
                  "  dateline verify --archive news.db");
  command->callback([common, records, sources, archive, &status] {
    if (records->empty() && archive->empty()) throw CLI::RequiredError("records or --archive");
    status = archive->empty() ? verify(*common, *records, *sources) : verify_archive(*common, *archive);
  });
}

void add_doctor(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("doctor", "Show what is installed: models, limits, versions");
  auto common = std::make_shared<Common>();
  add_home(*command, *common);
  command->footer("Example:\n  dateline doctor");
  command->callback([common, &status] { status = doctor(*common); });
}

void add_ingest(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("ingest", "Read pages into an archive; what is there already is passed over");
  auto common = std::make_shared<Common>();
  auto archive = std::make_shared<std::string>();
  command->add_option("--archive", *archive, "the archive's file; made if it is not there")->required();
  add_reading_options(*command, *common);
  command->footer("A killed run is taken up by the same command.\nExample:\n  dateline ingest --archive news.db pages/");
  command->callback([common, archive, &status] { status = ingest(*common, *archive); });
}

void add_list(CLI::App& app, int& status, const std::string& what, const std::string& summary, const std::string& example) {
  auto* command = app.add_subcommand(what, summary);
  auto common = std::make_shared<Common>();
  auto archive = std::make_shared<std::string>();
  auto filter = std::make_shared<archive::Filter>();
  auto style = std::make_shared<ListStyle>();
  auto box = std::make_shared<std::vector<double>>();
  const auto any = [&](std::initializer_list<const char*> lists) {
    return std::any_of(lists.begin(), lists.end(), [&](const char* name) { return what == name; });
  };
  command->add_option("--archive", *archive, "the archive's file")->required();
  auto* words = command->add_option("words", filter->words, "words, \"phrases\", prefix*, AND, OR, NOT");
  if (what == "search") words->required();
  command->add_option("--since", filter->since, "from this date on (YYYY, YYYY-MM or YYYY-MM-DD)");
  command->add_option("--until", filter->until, "up to this date, included");
  if (any({"articles", "events", "statements", "disputes", "search"})) command->add_option("--type", filter->type, "type or kind of the item");
  if (what == "disputes") {
    command->add_option("--scope", filter->status, "article: within one page; story: between articles")->check(CLI::IsMember({"article", "story"}));
  }
  if (any({"events", "schedule"})) command->add_option("--status", filter->status, "status of the event or date");
  if (what == "events") {
    command->add_option("--admin", filter->admin, "first-order division of the place");
    command->add_option("--box", *box, "places within west,south,east,north in degrees")->delimiter(',')->expected(4);
    command->add_flag("--merged", style->merged, "each event once, with all its reports taken together");
    command->add_option("--event", filter->merged, "number of a merged event: its reports, each with the reason");
    command->add_option("--confidence", filter->confidence, "at least (0 to 1)");
  }
  if (what == "schedule") command->add_flag("--merged", style->merged, "what is due once for all reports of it, and what became of it");
  if (any({"events", "stories"})) {
    command->add_option("--country", filter->country, "country of the place (ISO 3166 alpha-3)");
    command->add_option("--least", filter->least, "articles of a story, or reports of a merged event: at least");
  }
  if (any({"events", "statements"})) command->add_option("--actor", filter->actor, "beginning of a name or code of either side, or of the speaker");
  if (any({"events", "figures", "schedule"})) command->add_option("--place", filter->place, "beginning of the place's name");
  if (any({"statements", "figures"})) command->add_option("--speaker", filter->speaker, "beginning of the name of who says it");
  command->add_option("--source", filter->source, "part of the publisher's name or of the URL");
  command->add_option("--document", filter->document, "key of one document");
  command->add_option("--story", filter->story, "number of one story");
  command->add_option("--language", filter->language, "language of the article (ISO 639-1)");
  command->add_option("--facets", style->facets, "count the items instead, by type, status, country, admin, place, actor, speaker, publisher, "
                      "language, story or month, as far as the list has it")->configurable(false);
  command->add_option("--limit", filter->limit, "items of a page")->capture_default_str()->check(CLI::Range(1u, 10'000u));
  command->add_option("--after", filter->after, "cursor that the page before ended with");
  command->add_option("--format", common->format, "table (the default on a terminal), jsonl, csv or geojson")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "geojson"}))->configurable(false);
  command->footer("Example:\n  " + example);
  command->callback([common, archive, filter, style, box, what, &status] {
    if (box->size() == 4) filter->box = {(*box)[0], (*box)[1], (*box)[2], (*box)[3]};
    status = list(*common, what, *archive, *filter, *style);
  });
}

void add_changes(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("changes", "List what was added and revised, oldest first, from a cursor on");
  auto common = std::make_shared<Common>();
  auto archive = std::make_shared<std::string>();
  auto since = std::make_shared<int64_t>(0);
  auto limit = std::make_shared<uint32_t>(1000);
  command->add_option("--archive", *archive, "the archive's file")->required();
  command->add_option("--since", *since, "cursor of the last change seen; 0 means from the beginning")->configurable(false);
  command->add_option("--limit", *limit, "changes of a page")->capture_default_str()->check(CLI::Range(1u, 10'000u));
  command->add_option("--format", common->format, "table (the default on a terminal), jsonl or csv")
      ->check(CLI::IsMember({"table", "jsonl", "csv"}))->configurable(false);
  command->footer("Example:\n  dateline changes --archive news.db --since 1042");
  command->callback([common, archive, since, limit, &status] { status = changes(*common, *archive, *since, *limit); });
}

void add_export(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("export", "Print the events of an archive in a format of event data");
  auto common = std::make_shared<Common>();
  auto archive = std::make_shared<std::string>();
  auto options = std::make_shared<ExportOptions>();
  command->add_option("--archive", *archive, "the archive's file")->required();
  const auto& names = exporting::formats();
  command->add_option("--as", options->format, "the format (docs/exports.md)")->required()
      ->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())));
  command->add_option("--since", options->since, "only documents changed after this cursor, which the last export ended with")
      ->configurable(false);
  command->add_option("--status", options->status, "statuses of events, parted by commas; else what the format can tell apart");
  command->add_option("--confidence", options->confidence, "at least (0 to 1)");
  command->add_flag("--quiet", common->quiet, "no count and cursor at the end");
  add_home(*command, *common);
  command->footer("Example:\n  dateline export --archive news.db --as gdelt > 20140307.export.CSV");
  command->callback([common, archive, options, &status] { status = export_archive(*common, *archive, *options); });
}

void add_check(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("check", "Look at every page and every stored document of an archive");
  auto archive = std::make_shared<std::string>();
  command->add_option("--archive", *archive, "the archive's file")->required();
  command->footer("Example:\n  dateline check --archive news.db");
  command->callback([archive, &status] { status = check_archive(*archive); });
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app{"dateline reads news reporting and keeps a sourced record of it: who did what to whom, when, where;\n"
               "who said what; which figures are claimed; where accounts differ; what is due next."};
  app.name("dateline");
  app.set_version_flag("--version", DATELINE_VERSION);
  app.set_config("--config", "dateline.toml", "settings file; flags and DATELINE_* variables go before it");
  app.config_formatter(std::make_shared<Settings>(app));
  app.fallthrough();  // --config may stand behind the subcommand
  app.require_subcommand(1);
  app.footer("Exit status: 0 done, 1 nothing found, 2 cannot run, 3 done but some documents were refused.\n"
             "Example:\n  dateline read examples/stalemate.html");
  int status = kDone;
  add_read(app, status);
  add_explain(app, status);
  add_parse(app, status);
  add_parse_html(app, status);
  add_facets(app, status);
  add_verify(app, status);
  add_doctor(app, status);
  add_ingest(app, status);
  add_list(app, status, "articles", "List the articles of an archive", "dateline articles --archive news.db --since 2014-03 --source reuters");
  add_list(app, status, "events", "List events: who did what to whom", "dateline events --archive news.db --actor RUS --type MOBILIZE --format csv");
  add_list(app, status, "statements", "List who said what", "dateline statements --archive news.db --speaker \"Angela Merkel\"");
  add_list(app, status, "figures", "List figures with who claims them", "dateline figures --archive news.db killed --since 2014");
  add_list(app, status, "disputes", "List where accounts differ", "dateline disputes --archive news.db");
  add_list(app, status, "schedule", "List what is due, soonest first", "dateline schedule --archive news.db --since 2014-03-10");
  add_list(app, status, "search", "Search the text of articles, best first", "dateline search --archive news.db '\"border guard\" crimea'");
  add_list(app, status, "stories", "List stories, newest first: articles that tell of one thing", "dateline stories --archive news.db --since 2014-03");
  add_changes(app, status);
  add_export(app, status);
  add_check(app, status);
  add_archive_commands(app, status);
#ifdef DATELINE_SITE
  add_site_commands(app, status);
#endif
  add_intake_commands(app, status);
  add_variables(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    status = app.exit(e) == 0 ? kDone : kCannotRun;  // prints the help that was asked for, or the fault
  } catch (const std::exception& e) {
    complain(e.what());
    status = kCannotRun;
  }
  return flush_out() ? status : kCannotRun;
}

}  // namespace dateline::cli
