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
screlate-preprocess --counts counts.arrow --output expression.arrow --hvg 100
