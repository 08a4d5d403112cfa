#!/bin/sh
# Trains the bundled encoder from nothing and writes it to resources/encoder/gnomon-mini, then measures it.
#
#   build/encoder/train.sh --data DIR
#
# DIR holds text/text.jsonl, text/wordnet.jsonl, sts/stsb-train.csv, sts/stsb-dev.csv (only measured with),
# raw/arena-hard-questions.jsonl and raw/arena-hard-*.jsonl (only measured with).
# Needs Debian's python3-torch, python3-numpy, python3-onnx and libopenblas0-pthread; about ten minutes on two cores.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out="$here/../../resources/encoder/gnomon-mini"
# Debian's torch hands its matrix products to OpenBLAS: threads of both kinds would fight for the cores.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=2 PYTHONHASHSEED=0
/usr/bin/python3 "$here/train.py" --out "$out" "$@"
node "$here/evaluate.mjs" "$@"
