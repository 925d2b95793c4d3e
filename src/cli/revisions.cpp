#include "archive/revision_diff.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "cli/archive_access.h"

namespace dateline::cli {
namespace {

void append_json(const archive::Difference& d, std::string& out) {
  JsonWriter w(out);
  w.begin_object().field("part", d.part).field("change", d.change).optional("what", d.what).optional("before", d.before).optional("after", d.after);
  if (!d.marks.empty()) {
    w.key("marks").begin_array();
    for (const archive::Mark& m : d.marks) {
      w.begin_object().field("edit", m.edit == Edit::kKept ? "kept" : m.edit == Edit::kAdded ? "added" : "removed").field("text", m.text).end_object();
    }
    w.end_array();
  }
  w.end_object();
  out += '\n';
}

void append_text(const archive::Difference& d, std::string& out) {
  if (d.part == "sentence") {
    out += d.change == "added"     ? "+ " + d.after
           : d.change == "removed" ? "- " + d.before
                                   : "~ " + archive::marked(d.marks);
  } else {
    out += fmt::format("{} {}{}: ", d.part, d.change, d.what.empty() ? "" : " (" + d.what + ")");
    out += !d.marks.empty() ? archive::marked(d.marks) : d.before.empty() ? d.after : d.after.empty() ? d.before : d.before + " -> " + d.after;
  }
  out += '\n';
}

}  // namespace

int revision_diff(const Common& common, const std::string& path, const std::string& key, int before, int after) {
  auto archive = open_reader(path);
  if (!archive) return kCannotRun;
  const auto differences = archive::revision_differences(*archive, key, before, after);
  if (!differences) {
    complain(differences.error().message);
    return differences.error().code == ErrorCode::kNotFound ? kNothingFound : kCannotRun;
  }
  const bool text = common.format.empty() ? output_is_terminal() : common.format == "text";
  std::string out;
  for (const archive::Difference& d : *differences) text ? append_text(d, out) : append_json(d, out);
  if (!write_out(out)) return kCannotRun;
  return differences->empty() ? kNothingFound : kDone;
}

}  // namespace dateline::cli
