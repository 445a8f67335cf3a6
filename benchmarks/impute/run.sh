#!/bin/sh
# run.sh INPUT.h5ad CELLS...: CPU seconds and peak memory of screlate-impute as a whole process, one thread.
# Needs the launchers on PATH (target/dist/bin), GNU time, and for resampling Python with anndata.
set -eu
here=$(dirname "$0")
input=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for cells; do
    "${PYTHON:-python3}" "$here/resample.py" "$input" "$cells" "$work/data.h5ad" 2500
    screlate-import --input "$work/data.h5ad" --output "$work/counts.arrow" 2>/dev/null
    screlate-preprocess --counts "$work/counts.arrow" --output "$work/expression.arrow" \
        --hvg-method variance --size-factors hvg --hvg-only 2>/dev/null
    for what in "recover conditional" "recover sccr" "smooth sccr"; do
        mode=${what% *}
        printf '%s cells, %s: ' "$cells" "$what"
        env time -f '%U + %S CPU s, %M KB' -o "$work/time" \
            screlate-impute --cells "$work/expression.arrow" --output "$work/out.arrow" --mode "$mode" \
            --method "${what#* }" --threads 1 2>/dev/null
        cat "$work/time"
    done
done
