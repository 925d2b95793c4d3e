#include <fmt/format.h>
#include <thread>

#include "cli/command.h"
#include "record/pipeline.h"

namespace dateline::cli {
int doctor(const Common& common) {
  const std::string home = common.home.empty() ? Engine::default_home() : common.home;
  std::string out = fmt::format("dateline {} (record schema {})\n", DATELINE_VERSION, kSchemaVersion);
  out += fmt::format("home        {}\n", home.empty() ? "not found" : home);
  auto engine = Engine::open(home);
  if (!engine) {
    out += fmt::format("models      not usable: {}\n", engine.error().message);
    (void)write_out(out);
    return kCannotRun;
  }
  const auto& parts = (*engine)->parts();
  out += fmt::format("language    {}\n", parts.model->description());
  out += fmt::format("gazetteer   {} places\n", parts.gazetteer->size());
  out += fmt::format("events      {} predicate senses\n", parts.events.lexicon().size());
  out += fmt::format("cores       {}\n", std::thread::hardware_concurrency());
  const Limits& l = common.limits;
  out += fmt::format("limits      document {} bytes, line {} bytes, text {} bytes, sentence {} words, HTML depth {}, HTML nodes {}\n",
                     l.document_bytes, l.line_bytes, l.text_bytes, l.sentence_words, l.html_depth, l.html_nodes);
  out += "all well\n";
  return write_out(out) ? kDone : kCannotRun;
}

}  // namespace dateline::cli
