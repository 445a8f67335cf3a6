#!/usr/bin/env bash
# biology.sh COUNTS PPI GMT OBO GAF WORK [OPTION...]: what scNET's embedding knows, beside expression and the interactions that
# it was learned from: modularity, pathways, held-out interactions, terms, prediction of annotations. Counts as text, genes
# in rows. Leaves files in the folder WORK and prints the tables and the CPU seconds of each step. Options go to screlate-embed.
# Needs the launchers on PATH (target/dist/bin) and GNU time.
set -euo pipefail
counts=$(realpath "$1") ppi=$(realpath "$2") gmt=$(realpath "$3") obo=$(realpath "$4") gaf=$(realpath "$5") work=$6
shift 6
mkdir -p "$work"
cd "$work"
run() { # TOOL OPTION...
    local tool=$1
    shift
    env time -f "%U %S %M" -o time.txt "screlate-$tool" "$@" --threads "${THREADS:-1}" 2> log.txt || { cat log.txt; exit 1; }
    awk -v what="$tool ${*: -1}" '{ printf "%-34s %7.1f CPU-s %6.0f MB\n", what, $1 + $2, $3 / 1024 }' <(tail -1 time.txt) >> seconds.txt
}
rm -f seconds.txt
run import --input "$counts" --orientation genes-in-rows --output counts.arrow
run preprocess --cells counts.arrow --min-genes 200 --min-cells 3 --target-sum 10000 --output expression.arrow
run embed train --cells expression.arrow --ppi "$ppi" --edges-output edges.tsv --scores-output scores.tsv "$@" --output genes.arrow
sweep=(--unweighted --starts 1 --percentile 99 --sweep 50,75,95,99)
run network build --profiles genes.arrow "${sweep[@]}" --sweep-output sweep_embedding.tsv --genes-output genes.tsv --output coembedded.arrow
tail -n +2 genes.tsv | cut -f 1 > embedded.txt
run network build --profiles expression.arrow --genes embedded.txt "${sweep[@]}" --sweep-output sweep_expression.tsv \
    --sweep-plot-output sweep.svg --sweep-beside embedding=sweep_embedding.tsv --output coexpression.arrow
profiles=(--profiles embedding=genes.arrow --profiles expression=expression.arrow)
networks=(--network coembedded=coembedded.arrow --network coexpression=coexpression.arrow --network ppi="$ppi")
run evaluate pathways "${networks[@]}" --gene-sets "$gmt" --sets-output pathway_sets.tsv --output pathways.tsv
# Reactome's sets named after diseases stand for lists of their genes.
{ gunzip -c "$gmt" 2> gunzip.txt || cat "$gmt"; } | grep -iE "^[^	]*(disease|disorder|infection|cancer)" > diseases.gmt
run evaluate pathways "${networks[@]}" --gene-sets diseases.gmt --random-networks 30 --sets-output disease_sets.tsv --output diseases.tsv
run evaluate edges --edges edges.tsv "${profiles[@]}" --output edge_scores.tsv
run evaluate ontology "${profiles[@]}" --ontology "$obo" --annotations "$gaf" --output ontology.tsv
run evaluate annotations --folds 2 --min-size 200 "${profiles[@]}" --network ppi="$ppi" --ontology "$obo" --annotations "$gaf" --sets-output terms.tsv --output annotations.tsv
run evaluate annotations --folds 2 "${profiles[@]}" --network ppi="$ppi" --gene-sets "$gmt" --sets-output pathway_labels.tsv --output pathway_annotations.tsv
for table in sweep_embedding sweep_expression pathways diseases edge_scores ontology annotations pathway_annotations; do
    printf '\n%s\n' $table
    column -t -s $'\t' $table.tsv
done
printf '\n'
cat seconds.txt
