#!/usr/bin/env bash
# layers.sh COUNTS LABEL MARKERS WORK: how well markers tell their types in counts and in each layer that screlate-impute makes
# of them, and how well these layers predict molecules kept back (molecular cross-validation). Counts as import reads them, the
# column LABEL with the types, MARKERS a GMT file such as pancreas_markers.gmt. Leaves files in WORK and prints two tables.
# Needs the launchers on PATH (target/dist/bin).
set -euo pipefail
counts=$(realpath "$1") label=$2 markers=$(realpath "$3")
mkdir -p "$4"
cd "$4"
run() { # TOOL OPTION...
    local tool=$1
    shift
    "screlate-$tool" "$@" --threads "${THREADS:-1}" 2> log.txt || { cat log.txt; exit 1; }
}
layers() { # COUNTS FOLDER: log-normalised expression and the layers made of it
    mkdir -p "$2"
    run preprocess --cells "$1" --min-cells 3 --target-sum 10000 --output "$2/lognorm.arrow"
    run impute --cells "$2/lognorm.arrow" --genes all --graph-genes hvg --output "$2/expected.arrow" \
        --conditional-output "$2/conditional.arrow"
    for method in sccr diffusion; do
        run impute --cells "$2/lognorm.arrow" --genes all --graph-genes hvg --mode smooth --method $method --output "$2/$method.arrow"
    done
}
run import --input "$counts" --output counts.arrow
layers counts.arrow whole
given=()
for layer in lognorm expected conditional sccr diffusion; do given+=(--layer "$layer=whole/$layer.arrow"); done
run evaluate markers --layer counts=counts.arrow "${given[@]}" --gene-sets "$markers" --truth counts.arrow --truth-column "$label" \
    --output markers.tsv
run simulate dropout --cells counts.arrow --mechanism thinning --rate 0.1 --output train.arrow --mask-output lost.arrow
layers train.arrow thinned
for layer in lognorm expected conditional sccr diffusion; do
    run evaluate denoising --recovered "thinned/$layer.arrow" --train train.arrow --reference counts.arrow --output "$layer.tsv"
done
printf 'type\tcounts\tlognorm\texpected\tconditional\tsccr\tdiffusion\n'
awk -F'\t' 'NR > 1 { n = split($2, w, " "); type = n == 1 ? "all" : w[2]; sum[type, w[1]] += $4; if (w[1] == "counts") number[type]++ }
    END { split("counts lognorm expected conditional sccr diffusion", layers, " "); for (type in number) { line = type
        for (i = 1; i <= 6; i++) line = line sprintf("\t%.3f", sum[type, layers[i]] / number[type]); print line } }' markers.tsv
for layer in lognorm expected conditional sccr diffusion; do tail -n +2 "$layer.tsv" | cut -f 2- | sed "s/^/$layer\t/"; done
