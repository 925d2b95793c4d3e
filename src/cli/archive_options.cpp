#include "cli/archive_options.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/command.h"

namespace dateline::cli {
namespace {

struct Command {
  CLI::App* app;
  std::shared_ptr<Common> common;
  std::shared_ptr<std::string> archive;
};

Command add(CLI::App& app, const char* name, const char* summary, const char* example) {
  Command out{app.add_subcommand(name, summary), std::make_shared<Common>(), std::make_shared<std::string>()};
  out.app->add_option("--archive", *out.archive, "the archive's file")->required();
  out.app->add_option("--home", out.common->home, "folder that holds models/ and data/");
  out.app->footer(std::string("Example:\n  ") + example);
  return out;
}

void add_upgrade(CLI::App& app, int& status) {
  const Command c = add(app, "upgrade", "Bring an archive of an older version up to date; ingest does it too", "dateline upgrade --archive news.db");
  c.app->callback([c, &status] { status = upgrade(*c.common, *c.archive); });
}

void add_merge(CLI::App& app, int& status) {
  const Command c = add(app, "merge", "Decide by hand which reports are one event; later ingests keep to it",
                        "dateline merge --archive news.db --join 12 15");
  auto order = std::make_shared<MergeOrder>();
  auto shown = std::make_shared<bool>(false);
  auto* what = c.app->add_option_group("order", "what to decide");
  what->add_option("--join", order->join, "numbers of merged events that are one")->expected(2, 100);
  what->add_option("--split", order->split, "number of a merged event whose reports are all of different events");
  what->add_option("--take-out", order->take_out, "a report that is of another event: KEY#ITEM");
  what->add_option("--undo", order->undo, "number of a decision to forget");
  what->add_flag("--list", *shown, "list the decisions");
  what->require_option(1);
  for (CLI::Option* option : what->get_options()) option->configurable(false);
  c.app->add_option("--format", c.common->format, "of --list: table (the default on a terminal), jsonl or csv")
      ->check(CLI::IsMember({"table", "jsonl", "csv"}))->configurable(false);
  c.app->callback([c, order, shown, &status] { status = *shown ? decisions(*c.common, *c.archive) : merge(*c.common, *c.archive, *order); });
}

void add_revisions(CLI::App& app, int& status) {
  const Command c = add(app, "revisions", "List the revisions of a document, or how two of them differ",
                        "dateline revisions --archive news.db https://gazette.example/1 --diff");
  auto key = std::make_shared<std::string>();
  auto which = std::make_shared<std::vector<int>>();
  c.app->add_option("key", *key, "the document's key, as dateline articles lists it")->required();
  auto* diff = c.app->add_option("--diff", *which, "numbers of two revisions to compare; without numbers the last two")->expected(0, 2)
                   ->configurable(false);
  c.app->add_option("--format", c.common->format, "table, jsonl or csv; of --diff text or jsonl")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "text"}))->configurable(false);
  c.app->callback([c, key, which, diff, &status] {
    if (diff->count() == 0) {
      status = revisions(*c.common, *c.archive, *key);
      return;
    }
    std::erase(*which, 0);  // what the parser gives for no number; revisions count from 1
    if (which->size() == 1) throw CLI::ValidationError("--diff", "takes two numbers, or none");
    status = which->empty() ? revision_diff(*c.common, *c.archive, *key, 0, 0) : revision_diff(*c.common, *c.archive, *key, (*which)[0], (*which)[1]);
  });
}

void add_reread(CLI::App& app, int& status) {
  const Command c = add(app, "reread", "Read the stored sources again with this program and its models", "dateline reread --archive news.db --jobs 2");
  auto all = std::make_shared<bool>(false);
  c.app->add_flag("--all", *all, "also what this very program read");
  c.app->add_option("--jobs", c.common->jobs, "threads; 0 means one for each core")->check(CLI::Range(0u, 256u));
  c.app->add_flag("--quiet", c.common->quiet, "no count at the end");
  c.app->callback([c, all, &status] { status = reread(*c.common, *c.archive, *all); });
}

void add_remove(CLI::App& app, int& status) {
  const Command c = add(app, "remove", "Take documents out of an archive with all that was read in them",
                        "dateline remove --archive news.db https://gazette.example/1");
  auto keys = std::make_shared<std::vector<std::string>>();
  c.app->add_option("key", *keys, "keys of documents, as dateline articles lists them")->required();
  c.app->callback([c, keys, &status] { status = remove_documents(*c.common, *c.archive, *keys); });
}

}  // namespace

void add_archive_commands(CLI::App& app, int& status) {
  add_upgrade(app, status);
  add_merge(app, status);
  add_revisions(app, status);
  add_reread(app, status);
  add_remove(app, status);
}

}  // namespace dateline::cli
