#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/command.h"

// The table of all options. The only file that includes CLI11, which is slow to compile.
namespace dateline::cli {
namespace {

void add_reading_options(CLI::App& command, Common& c) {
  command.add_option("source", c.sources, "HTML or text files (also .gz), folders, .jsonl files, or - for standard input")
      ->required();
  command.add_option("--jobs", c.jobs, "threads; 0 means one for each core")->envname("DATELINE_JOBS")->check(CLI::Range(0u, 256u));
  command.add_option("--limit", c.limit, "stop after so many documents; 0 means all");
  command.add_option("--rejects", c.rejects, "write refused documents to this file, one JSON object a line")
      ->envname("DATELINE_REJECTS");
  command.add_flag("--stats", c.stats, "print counts, rates and memory to standard error at the end");
  command.add_flag("--quiet", c.quiet, "no messages on refused documents, no progress");
  command.add_option("--home", c.home, "folder that holds models/ and data/")->envname("DATELINE_HOME");
  command.add_option("--max-document", c.limits.document_bytes, "largest document in bytes")->envname("DATELINE_MAX_DOCUMENT")->capture_default_str();
  command.add_option("--max-line", c.limits.line_bytes, "longest line of a .jsonl file in bytes")->envname("DATELINE_MAX_LINE")->capture_default_str();
  command.add_option("--max-text", c.limits.text_bytes, "longest article text analysed, in bytes")->envname("DATELINE_MAX_TEXT")->capture_default_str();
}

void add_read(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("read", "Read pages and print their records");
  auto common = std::make_shared<Common>();
  add_reading_options(*command, *common);
  command->add_option("--format", common->format, "text (the default on a terminal), json (one array) or jsonl (one record a line)")
      ->check(CLI::IsMember({"text", "json", "jsonl"}))->envname("DATELINE_FORMAT");
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
  command->add_option("--home", common->home, "folder that holds models/ and data/")->envname("DATELINE_HOME");
  command->footer("Examples:\n  dateline explain \"Police arrested three protesters in Minsk on Friday.\"\n"
                  "  dateline explain examples/stalemate.html v2");
  command->callback([common, what, published, &status] { status = explain(*common, *what, *published); });
}

void add_parse(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("parse", "Print the analysis of text: words, tags, lemmas, trees, names");
  auto common = std::make_shared<Common>();
  auto input = std::make_shared<std::string>("text");
  auto format = std::make_shared<std::string>("conllu");
  command->add_option("source", common->sources, "files, or - for standard input")->required();
  command->add_option("--format", *format, "output: conllu")->check(CLI::IsMember({"conllu"}));
  command->add_option("--input", *input, "text (paragraphs parted by blank lines) or conllu (sentences and words as given)")
      ->check(CLI::IsMember({"text", "conllu"}));
  command->add_option("--home", common->home, "folder that holds models/ and data/")->envname("DATELINE_HOME");
  command->footer("Example:\n  echo 'Troops withdrew from the border.' | dateline parse -");
  // `format` has one value so far; it is kept alive for the parser.
  command->callback([common, input, format, &status] { status = parse(*common, *input); });
}

void add_facets(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("facets", "Print what single stages find: times, quantities, place names");
  auto common = std::make_shared<Common>();
  add_reading_options(*command, *common);
  command->footer("For measuring and debugging; the record is what `dateline read` prints.\nExample:\n  dateline facets corpus.jsonl");
  command->callback([common, &status] { status = facets(*common); });
}

void add_verify(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("verify", "Check every span of records against their text and, if given, the stored sources");
  auto common = std::make_shared<Common>();
  auto records = std::make_shared<std::vector<std::string>>();
  auto sources = std::make_shared<std::vector<std::string>>();
  command->add_option("records", *records, "files of records, as dateline read --format jsonl prints them")->required();
  command->add_option("--source", *sources, "the pages they were read from: read again and compared byte for byte");
  command->add_option("--home", common->home, "folder that holds models/ and data/")->envname("DATELINE_HOME");
  command->footer("Example:\n  dateline read examples/ > records.jsonl && dateline verify records.jsonl --source examples/");
  command->callback([common, records, sources, &status] { status = verify(*common, *records, *sources); });
}

void add_doctor(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("doctor", "Show what is installed: models, limits, versions");
  auto common = std::make_shared<Common>();
  command->add_option("--home", common->home, "folder that holds models/ and data/")->envname("DATELINE_HOME");
  command->footer("Example:\n  dateline doctor");
  command->callback([common, &status] { status = doctor(*common); });
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app{"dateline reads news reporting and keeps a sourced record of it: who did what to whom, when, where;\n"
               "who said what; which figures are claimed; where accounts differ; what is due next."};
  app.name("dateline");
  app.set_version_flag("--version", DATELINE_VERSION);
  app.set_config("--config", "dateline.toml", "settings file; flags and DATELINE_* variables go before it");
  app.require_subcommand(1);
  app.footer("Exit status: 0 done, 1 nothing found, 2 cannot run, 3 done but some documents were refused.\n"
             "Example:\n  dateline read examples/stalemate.html");
  int status = kDone;
  add_read(app, status);
  add_explain(app, status);
  add_parse(app, status);
  add_facets(app, status);
  add_verify(app, status);
  add_doctor(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const int code = app.exit(e);
    return code == 0 ? kDone : kCannotRun;
  } catch (const std::exception& e) {
    complain(e.what());
    return kCannotRun;
  }
  return status;
}

}  // namespace dateline::cli
