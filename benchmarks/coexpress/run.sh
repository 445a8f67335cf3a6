#!/bin/sh
# run.sh DATA: CPU milliseconds of fits of pairs, and how they grow with the number of cells. DATA has
# gse266919.{counts,meta}.csv.gz and gse108989.{counts,meta}.csv.gz. Needs target/dist (mvnw package), or CLASSPATH.
set -eu
here=$(dirname "$0")
data=$1
classpath=${CLASSPATH:-$here/../../target/dist/lib/*}
pairs() { java -XX:+UseSerialGC -cp "$classpath" "$here/Pairs.java" "$@"; }
pairs "$data/gse266919.counts.csv.gz" "$data/gse266919.meta.csv.gz" Pre 9 1
pairs "$data/gse108989.counts.csv.gz" "$data/gse108989.meta.csv.gz" CD4 9 1
for repeats in 2 5 10 20; do
    pairs "$data/gse266919.counts.csv.gz" "$data/gse266919.meta.csv.gz" Pre 4 "$repeats"
done
