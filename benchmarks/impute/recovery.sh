#!/bin/sh
# recovery.sh INPUT.h5ad SEED...: errors on values hidden by screlate-simulate, as a Markdown table: MAE/RMSE of the mean
# over the seeds, hidden places | zeros that nobody hid. Needs the launchers on PATH (target/dist/bin).
set -eu
input=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
metric() { # NAME METRIC
    cut -f 2-4 "$work"/metrics.*.tsv | awk -v name="$1" -v metric="$2" '$1 == name && $2 == metric {s += $3; n++}
        END {printf "%.4f", s / n}'
}
screlate-import --input "$input" --output "$work/counts.arrow" 2>/dev/null
screlate-preprocess --counts "$work/counts.arrow" --output "$work/expression.arrow" \
    --hvg-method variance --size-factors hvg --hvg-only 2>/dev/null
for rate in 0.2 0.4 0.8; do
    for seed; do
        screlate-simulate --scenario dropout --cells "$work/expression.arrow" --rate $rate --seed "$seed" \
            --output "$work/masked.$seed.arrow" --mask-output "$work/mask.$seed.arrow" 2>/dev/null
    done
    for method in ${METHODS:-two-way diffusion scfp sccr conditional}; do
        for seed; do
            screlate-impute --cells "$work/masked.$seed.arrow" --output "$work/imputed.arrow" --method "$method" 2>/dev/null
            screlate-evaluate --task recovery --recovered "$work/imputed.arrow" --mask "$work/mask.$seed.arrow" \
                --reference "$work/expression.arrow" --output "$work/metrics.$seed.tsv" 2>/dev/null
        done
        echo "| $rate | $method | $(metric masked mae)/$(metric masked rmse)" \
            "| $(metric untouched_zeros mae)/$(metric untouched_zeros rmse) |"
    done
done
