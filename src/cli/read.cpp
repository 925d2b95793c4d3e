#include <cstdlib>

#include "cli/document_run.h"
#include "record/text_view.h"

namespace dateline::cli {
int read(Common common) {
  if (common.format.empty()) common.format = output_is_terminal() ? "text" : "jsonl";
  const bool text = common.format == "text", array = common.format == "json";
  TextStyle style;
  style.width = output_is_terminal() ? terminal_width() : 100;
  const char* no_colour = std::getenv("NO_COLOR");
  style.colour = output_is_terminal() && (no_colour == nullptr || *no_colour == '\0');
  if (array && !write_out("[")) return kCannotRun;
  const int status = run_documents(common, [&](Pipeline& pipeline, Source source, Outcome& o) {
    const auto record = read_record(pipeline, std::move(source), o);
    if (!record) return;
    if (text) append_text(*record, style, o.output);
    else append_json(*record, o.output);
    if (!text && !array) o.output.push_back('\n');
  }, array ? ",\n" : "");
  if (array && !write_out("\n]\n")) return kCannotRun;
  return status;
}

}  // namespace dateline::cli
