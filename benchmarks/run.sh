#!/bin/sh
# Runs every benchmark on made data; PYTHON names a Python with scanpy, anndata and pyarrow (default: python3).
# The figures go to standard output, the data to a folder that is removed at the end (about 2 GB).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=$here/../target/dist/bin
PYTHON=${PYTHON:-python3}
export PYTHON
if ! "$PYTHON" -c 'import scanpy, anndata, pyarrow' 2> /dev/null; then
    echo "bench skipped: $PYTHON lacks scanpy, anndata or pyarrow; name another by PYTHON=" >&2
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "== kernels"
"$here/kernels/run.sh"
echo "== import and export"
"$PYTHON" "$here/io/io.py" "$bin"
echo "== preprocess"
"$PYTHON" "$here/preprocess/make_counts.py" "$work/counts"
"$here/preprocess/run.sh" "$work/counts" 2
echo "== network"
if "$PYTHON" -c 'import networkx, igraph, leidenalg' 2> /dev/null; then
    "$PYTHON" "$here/network/network.py" "$bin" "$work"
else
    echo "skipped: $PYTHON lacks networkx, igraph or leidenalg"
fi
echo "== impute"
PATH=$bin:$PATH "$here/impute/run.sh" "$work/counts.h5ad" 1000 5000
