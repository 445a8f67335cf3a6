#!/bin/sh
# CPU seconds and peak memory of screlate-preprocess and of scanpy on the same counts: run.sh NAME [threads]
set -eu
name=$1
threads=${2:-2}
here=$(dirname "$0")
bin=${SCRELATE_BIN:-$here/../../target/dist/bin}
format='%U user + %S system CPU-s, %e s, %M KB'
export OMP_NUM_THREADS="$threads" NUMBA_NUM_THREADS="$threads" OPENBLAS_NUM_THREADS="$threads"

echo "screlate-preprocess, $threads threads:"
/usr/bin/time -f "$format" "$bin/screlate-preprocess" --cells "$name.arrow" --output "$name.expression.arrow" \
    --qc-output "$name.qc.tsv" --pca-output "$name.pca.arrow" --graph-output "$name.graph.arrow" \
    --min-genes 200 --min-cells 3 --threads "$threads"
echo "scanpy, $threads threads (the first run also compiles numba's code; the second finds it cached):"
for run in 1 2; do
    /usr/bin/time -f "$format" "${PYTHON:-python}" -W ignore "$here/scanpy_run.py" "$name.h5ad" "$name.scanpy.h5ad"
done
