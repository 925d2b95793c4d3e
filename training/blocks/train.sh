#!/bin/sh
# Trains src/page/generated/block_model.inc; a few minutes on two cores, fixed seeds.
#
#   training/blocks/train.sh [PAGES]
#
# PAGES  folder with dev.jsonl (id, url, html, articleBody) and the pages it names, gzipped
#        (default ../shared/eval/pages)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
pages=${1:-$root/../shared/eval/pages}
build=$root/build/training
work=$build/blocks
[ -f "$pages/dev.jsonl" ] || { echo "train.sh: $pages: no dev.jsonl; give the folder of the pages" >&2; exit 2; }
mkdir -p "$work"
[ -x "$build/venv/bin/python" ] || python3 -m venv "$build/venv"
"$build/venv/bin/python" -m pip install -q -r "$root/training/blocks/requirements.txt"
cmake -S "$root" -B "$build" -G Ninja -DDATELINE_TRAINING=ON -DDATELINE_TESTS=OFF >/dev/null
ninja -C "$build" dateline_blocks
"$build/venv/bin/python" - "$pages" "$work" <<'PY'
import gzip, json, sys
from pathlib import Path
pages, work = map(Path, sys.argv[1:])
with (work / "list.tsv").open("w") as out:
    for row in map(json.loads, (pages / "dev.jsonl").open()):
        file = work / f"{row['id']}.html"
        file.write_bytes(gzip.decompress((pages / row["html"]).read_bytes()))
        out.write(f"{row['id']}\t{row['url']}\t{file}\n")
PY
"$build/training/dateline_blocks" "$work/list.tsv" > "$work/rows.tsv"
"$build/venv/bin/python" "$root/training/blocks/train.py" "$work/rows.tsv" "$pages/dev.jsonl" \
  "$root/src/page/generated/block_model.inc"
