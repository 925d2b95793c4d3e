/* Pages to trees by libxml2's HTML parser, which is one of HTML 4. */
#include <libxml/HTMLparser.h>

#include "parse_peer.h"

static void parse(const char* bytes, size_t size) {
  xmlFreeDoc(htmlReadMemory(bytes, (int)size, NULL, "UTF-8",
                            HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
}

int main(int argc, char** argv) { return time_peer(argc, argv, &parse); }
