#include <fmt/format.h>
#include <thread>

#include "cli/command.h"
#include "record/pipeline.h"

namespace dateline::cli {
int doctor(const Common& common) {
  const std::string home = common.home.empty() ? Engine::default_home() : common.home;
  fmt::print("dateline {} (record schema {})\n", DATELINE_VERSION, kSchemaVersion);
  fmt::print("home        {}\n", home.empty() ? "not found" : home);
  auto engine = Engine::open(home);
  if (!engine) {
    fmt::print("models      not usable: {}\n", engine.error().message);
    return kCannotRun;
  }
  const auto& parts = (*engine)->parts();
  fmt::print("language    {}\n", parts.model->description());
  fmt::print("gazetteer   {} places\n", parts.gazetteer->size());
  fmt::print("events      {} predicate senses\n", parts.events.lexicon().size());
  fmt::print("cores       {}\n", std::thread::hardware_concurrency());
  const Limits& l = common.limits;
  fmt::print("limits      document {} bytes, line {} bytes, text {} bytes, sentence {} words, HTML depth {}, HTML nodes {}\n",
             l.document_bytes, l.line_bytes, l.text_bytes, l.sentence_words, l.html_depth, l.html_nodes);
  fmt::print("all well\n");
  return kDone;
}

}  // namespace dateline::cli
