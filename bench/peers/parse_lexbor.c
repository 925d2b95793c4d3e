/* Pages to trees by lexbor, where the system packages it. */
#include <lexbor/html/parser.h>

#include "parse_peer.h"

static void parse(const char* bytes, size_t size) {
  lxb_html_document_t* document = lxb_html_document_create();
  lxb_html_document_parse(document, (const lxb_char_t*)bytes, size);
  lxb_html_document_destroy(document);
}

int main(int argc, char** argv) { return time_peer(argc, argv, &parse); }
