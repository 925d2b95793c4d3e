"""Bodies of pages by trafilatura: a folder of pages in, JSON Lines out, a last line with the CPU seconds."""
import json
import pathlib
import sys
import time

import trafilatura

pages = [(p.stem, p.read_text(encoding="utf-8")) for p in sorted(pathlib.Path(sys.argv[1]).glob("*.html"))]
trafilatura.extract(pages[0][1])  # what is loaded at first use is not counted
seconds = 0.0
for name, html in pages:
    begun = time.process_time()
    try:
        body = trafilatura.extract(html, include_comments=False, include_tables=False) or ""
    except Exception:  # a page that it cannot read has no body
        body = ""
    seconds += time.process_time() - begun
    print(json.dumps({"id": name, "body": body}))
print(json.dumps({"pages": len(pages), "seconds": seconds}))
