#!/bin/sh
# lines.sh COUNTS LABELS PPI OTHER_COUNTS OTHER_LABELS [OPTION...]: screlate-embed as a whole process on counts of known cell
# lines (text, genes in rows): CPU seconds, peak memory, held-out interactions, clusters, and markers found in other cells
# of the same lines. Needs the launchers on PATH (target/dist/bin), GNU time, and PYTHON with pyarrow, scikit-learn,
# leidenalg, pandas and scipy. Options go to screlate-embed.
set -eu
here=$(dirname "$0")
counts=$1 labels=$2 ppi=$3 others=$4 other_labels=$5
shift 5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in counts others; do
    eval "file=\$$name"
    screlate-import --input "$file" --orientation genes-in-rows --output "$work/$name.arrow" 2> /dev/null
    screlate-preprocess --cells "$work/$name.arrow" --output "$work/$name.expression.arrow" \
        --min-genes 200 --min-cells 3 --target-sum 10000 2> /dev/null
done
env time -f '%U + %S CPU s, %M KB' screlate-embed train --cells "$work/counts.expression.arrow" --ppi "$ppi" \
    --output "$work/genes.arrow" --cell-output "$work/cells.arrow" --scores-output "$work/scores.tsv" \
    --reconstructed-output "$work/reconstructed.arrow" "$@"
cat "$work/scores.tsv"
"${PYTHON:-python3}" "$here/quality.py" "$work/cells.arrow" "$work/counts.expression.arrow" "$work/reconstructed.arrow" \
    "$labels" "$work/others.expression.arrow" "$other_labels"
