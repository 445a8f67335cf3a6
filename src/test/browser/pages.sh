#!/bin/sh
# pages.sh ROOT FOLDER: FOLDER/tiny.html of most tools' results on the tiny data, FOLDER/odd.html of odd names.
set -eu
tiny=$1/test-data/tiny
to=$2/results/tiny/tiny
mkdir -p "$2/results/tiny"

screlate-preprocess --cells "$tiny/counts.arrow" --output "$to.expression.arrow" --counts-output "$to.counts.arrow" --min-counts 60 \
    --pca-output "$to.pca.arrow" --graph-output "$to.graph.arrow" --qc-output "$to.cell_qc.tsv" --gene-qc-output "$to.gene_qc.tsv"
screlate-cluster --graph "$to.graph.arrow" --method leiden --output "$to.clusters.arrow" --umap-output "$to.clusters.umap.arrow"
screlate-enrich differential --cells "$to.expression.arrow" --groups "$to.clusters.arrow" --output "$to.markers.tsv"
screlate-enrich gsea --ranking "$to.markers.tsv" --gene-sets "$tiny/sets.gmt" --min-size 5 --output "$to.marker_sets.tsv"
screlate-coexpress --cells "$tiny/counts.arrow" --model "$tiny/model.yaml" --preset none --pairs "$tiny/pairs.tsv" --output "$to.coexpression.tsv"
screlate-network build --profiles "$to.expression.arrow" --output "$to.network.arrow" --genes-output "$to.genes.tsv"
screlate-report --input "$2/results" --output "$2/tiny.html" --title "The tiny data"

node odd.js "$2/odd"
screlate-report --input "$2/odd" --output "$2/odd.html" --title '<b>Odd & "quoted"</b> 細胞'
