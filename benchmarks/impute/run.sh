#!/bin/sh
# run.sh INPUT.h5ad CELLS...: seconds and peak memory of screlate-impute as a whole process, by one thread and, of the last
# number of cells, by two. All cells of the input, unchanged, where CELLS is their number; else it is resampled.
# Needs the launchers on PATH (target/dist/bin), GNU time, and Python with anndata.
set -eu
here=$(dirname "$0")
input=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# measure CELLS "MODE METHOD" THREADS
measure() {
    env time -f "$1 cells, $2, $3 thread(s): %e s wall, %U + %S CPU s, %M KB" -o "$work/time" \
        screlate-impute --cells "$work/expression.arrow" --output "$work/out.arrow" --mode "${2% *}" --method "${2#* }" \
        --threads "$3" 2>/dev/null
    cat "$work/time"
}

for cells; do
    "${PYTHON:-python3}" "$here/resample.py" "$input" "$cells" "$work/data.h5ad" 2500
    screlate-import --input "$work/data.h5ad" --output "$work/counts.arrow" 2>/dev/null
    screlate-preprocess --cells "$work/counts.arrow" --output "$work/expression.arrow" \
        --hvg-method variance --size-factors hvg --hvg-only 2>/dev/null
    rm "$work/data.h5ad" "$work/counts.arrow"
    for what in "recover sccr" "smooth sccr" "recover conditional"; do
        measure "$cells" "$what" 1
    done
done
measure "$cells" "smooth sccr" 2
