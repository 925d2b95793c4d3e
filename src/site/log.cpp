#include "site/log.h"

#include <fmt/format.h>
#include <unistd.h>

#include <ctime>

namespace dateline::site {

int64_t now_s() { return static_cast<int64_t>(std::time(nullptr)); }

void log(std::string_view level, std::string_view event, const std::function<void(JsonWriter&)>& more) {
  std::string line;
  JsonWriter json(line);
  json.begin_object().field("at", utc(now_s())).field("level", level).field("event", event);
  if (more) more(json);
  json.end_object();
  line += '\n';
  // One write a line: the system keeps lines of this length whole.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace dateline::site
