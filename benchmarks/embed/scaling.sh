#!/bin/sh
# scaling.sh COUNTS PPI GENES CELLS... [-- OPTION...]: what screlate-embed costs by number of cells, drawn again from counts (text,
# genes in rows) at a tenth of their depth, with Poisson noise: the GENES genes of the network that vary most. Prints CPU seconds and peak memory (KB) of
# whole processes with 1 and 3 epochs; half of the difference is an epoch. Needs the launchers on PATH (target/dist/bin),
# GNU time, and PYTHON with anndata and pandas. Options go to screlate-embed; SCRELATE_MEMORY_MB is its memory.
set -eu
here=$(dirname "$0")
counts=$1 ppi=$2 genes=$3
shift 3
sizes=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
    sizes="$sizes $1"
    shift
done
[ $# -eq 0 ] || shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
quiet() { "$@" > "$work/said" 2>&1 || { cat "$work/said" >&2; exit 1; }; }
quiet screlate-import --input "$counts" --orientation genes-in-rows --output "$work/counts.arrow"
quiet screlate-export --cells "$work/counts.arrow" --output "$work/counts.h5ad"
quiet "${PYTHON:-python3}" "$here/among.py" "$work/counts.h5ad" "$ppi" 0.1 "$work/among.h5ad"
echo "cells genes epochs cpu_s peak_kb"
for cells in $sizes; do
    quiet "${PYTHON:-python3}" "$here/../impute/resample.py" "$work/among.h5ad" "$cells" "$work/cells.h5ad" "$genes"
    quiet screlate-import --input "$work/cells.h5ad" --output "$work/cells.arrow"
    rm "$work/cells.h5ad"
    for epochs in 1 3; do
        quiet env time -o "$work/time" -f '%U %S %M' screlate-embed train --cells "$work/cells.arrow" --ppi "$ppi" \
            --output "$work/genes.arrow" --cell-output "$work/placed.arrow" --epochs "$epochs" --evaluate-every 1000 "$@"
        awk -v cells="$cells" -v genes="$genes" -v epochs="$epochs" \
            '{ printf "%d %d %d %.1f %d\n", cells, genes, epochs, $1 + $2, $3 }' "$work/time"
    done
done
