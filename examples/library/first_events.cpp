// Prints the words of the events that an HTML page tells of: first_events PAGE.html
// Built against an installed dateline, by CMake or with `pkg-config --cflags --libs dateline`.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "dateline/reader.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: first_events PAGE.html\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "%s: cannot be read\n", argv[1]);
    return 2;
  }
  dateline::Source source;
  source.location = argv[1];
  source.bytes.assign(std::istreambuf_iterator<char>(file), {});

  const auto engine = dateline::Engine::open(DATELINE_HOME);
  if (!engine) {
    std::fprintf(stderr, "%s\n", engine.error().message.c_str());
    return 2;
  }
  dateline::Reader reader(*engine);
  const auto record = reader.read(std::move(source));
  if (!record) {
    std::fprintf(stderr, "%s\n", record.error().message.c_str());
    return 1;
  }
  for (const dateline::Event& event : record->events) {
    const std::string_view words = dateline::text_of(record->article.text, event.sentence_span);
    std::printf("%.*s\n", static_cast<int>(words.size()), words.data());
  }
  return 0;
}
