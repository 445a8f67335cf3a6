#!/bin/sh
# Makes test-data/tiny-study anew: twelve samples of six subjects, whose groups differ in type_2 alone.
set -eu
cd "$(dirname "$0")/tiny-study"
PATH=$PWD/../../target/dist/bin:$PATH
work=$(mktemp -d)
screlate-simulate study --seed 3 --subjects 6 --cells-per-subject 90 --changed-type 2 \
    --output "$work/counts.arrow" --metadata-output "$work/metadata.tsv" --truth-output truth.tsv
awk -F '\t' -v OFS='\t' 'NR == 1 { print "cell", "library"; next } { print $1, $3 "_" $4 }' "$work/metadata.tsv" > "$work/libraries.tsv"
awk -F '\t' -v OFS='\t' '{ print $1, $2 }' "$work/metadata.tsv" > cell_types.tsv
screlate-subset --cells "$work/counts.arrow" --cell-table "$work/libraries.tsv" --split-by library --output "$work/libraries"
printf 'sample,input,format,metadata,label,study,subject,group\n' > samples.csv
rm -rf mtx
mkdir mtx
for library in "$work"/libraries/*.arrow; do
    name=$(basename "$library" .arrow)
    screlate-export --cells "$library" --output "mtx/$name"
    printf '%s,mtx/%s,mtx,cell_types.tsv,cell_type,tiny,%s,%s\n' "$name" "$name" "${name%_*}" "${name#*_}" >> samples.csv
done
awk -F '\t' -v OFS='\t' 'NR == 1 { print "gene_1", "gene_2" } $1 == "pair" { print $2, $3 }' truth.tsv > pairs.tsv
rm -r "$work"
