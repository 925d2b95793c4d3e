"""python -m network.paragraphs: articles of Wikinews (JSON lines) to text, a paragraph a line and an empty line behind each."""

import json
import sys

for line in sys.stdin:
    article = json.loads(line)
    text = article["text"].split("\nSources")[0]
    for paragraph in (article["title"], *text.split("\n")):
        if paragraph.strip():
            print(paragraph.strip() + "\n")
