"""python -m network.paragraphs < LINES: articles or records (JSON lines) to text, a paragraph a line and an empty line behind each.

Articles have "title" and "text" at the top, records in "article"; those in other languages than English are left out.
"""

import json
import sys

for line in sys.stdin:
    found = json.loads(line)
    article = found.get("article", found)
    if not (article.get("language") or "en").startswith("en"):
        continue
    text = article["text"].split("\nSources")[0]
    for paragraph in (article.get("title") or "", *text.split("\n")):
        if paragraph.strip():
            print(paragraph.strip() + "\n")
