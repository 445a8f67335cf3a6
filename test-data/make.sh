#!/bin/sh
# Makes test-data/tiny anew, with the programs that `make build` puts into target/dist/bin.
set -eu
cd "$(dirname "$0")/tiny"
PATH=$PWD/../../target/dist/bin:$PATH
screlate-simulate study --seed 1 --output counts.arrow --metadata-output metadata.tsv \
    --network-output ppi.tsv --gene-sets-output sets.gmt --truth-output truth.tsv
rm -rf mtx
screlate-export --cells counts.arrow --output mtx
screlate-export --cells counts.arrow --output counts.tsv.gz
screlate-export --cells counts.arrow --output tiny.h5ad
screlate-preprocess --cells counts.arrow --output expression.arrow --hvg 100
sed -n "s/^markers_\\([^\t]*\\)\t[^\t]*/\\1\t/p" sets.gmt > markers.gmt
awk -F '\t' 'BEGIN { print "[Term]\nid: all\nnamespace: biological_process" }
    { print "\n[Term]\nid: " $1 "\nnamespace: biological_process\nis_a: all" }' sets.gmt > go.obo
awk -F '\t' 'BEGIN { print "!gaf-version: 2.2" }
    { for (g = 3; g <= NF; g++) print "\t\t" $g "\t\t" $1 "\t\t\t\t\t\t\t\t\t\t" }' sets.gmt > genes.gaf
