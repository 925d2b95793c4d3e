/* Pages to trees by gumbo; prints bytes and CPU seconds of the best of some rounds. */
#include <gumbo.h>

#include "parse_peer.h"

static void parse(const char* bytes, size_t size) {
  GumboOutput* out = gumbo_parse_with_options(&kGumboDefaultOptions, bytes, size);
  gumbo_destroy_output(&kGumboDefaultOptions, out);
}

int main(int argc, char** argv) { return time_peer(argc, argv, &parse); }
