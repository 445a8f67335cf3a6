#!/usr/bin/env bash
# CPU seconds and peak memory of screlate-enrich beside scanpy and gseapy, one thread each.
# Usage: run.sh FOLDER (with baron_mouse_1.h5ad and reactome_pathways.gmt.gz; programs of `make build`; PYTHON with scanpy and gseapy)
set -euo pipefail
data=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
bin=$here/../../target/dist/bin
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
measure() { # NAME COMMAND...
    local name=$1
    shift
    OMP_NUM_THREADS=1 NUMBA_NUM_THREADS=1 /usr/bin/time -f "%U %S %M" -o time "$@" > log 2>&1 || { cat log; exit 1; }
    awk -v name="$name" '{ printf "%-28s %7.2f CPU-s %6.0f MB\n", name, $1 + $2, $3 / 1024 }' <(tail -1 time)
}
"$bin/screlate-import" --input "$data/baron_mouse_1.h5ad" --output counts.arrow 2> log
"$bin/screlate-preprocess" --cells counts.arrow --output expression.arrow 2> log
"$bin/screlate-export" --cells expression.arrow --output expression.h5ad 2> log
gunzip -c "$data/reactome_pathways.gmt.gz" | tr '[:lower:]' '[:upper:]' > sets.gmt
measure "differential, screlate" "$bin/screlate-enrich" differential --cells expression.arrow --group-column celltype --threads 1 --output de.tsv
measure "differential, scanpy" "$python" "$here/others.py" differential expression.h5ad scanpy.tsv
awk -F'\t' 'NR == 1 || $1 == "beta"' de.tsv | awk -F'\t' -v OFS='\t' 'NR > 1 { $3 = toupper($3) } !seen[$3]++' > ranking.tsv
measure "gsea, screlate" "$bin/screlate-enrich" gsea --ranking ranking.tsv --gene-sets sets.gmt --threads 1 --output gsea.tsv
measure "gsea, gseapy" "$python" "$here/others.py" gsea ranking.tsv sets.gmt gseapy.tsv
"$python" - << 'END'
import pandas as pd
ours, scanpy = pd.read_csv("de.tsv", sep="\t"), pd.read_csv("scanpy.tsv", sep="\t", na_values=[])
both = ours.merge(scanpy, left_on=["group", "gene"], right_on=["group", "names"])
print(f"{len(both)} of {len(ours)} tests: greatest difference of scores {(both.score - both.scores.fillna(0)).abs().max():.1e}, of p-values {(both.p_value - both.pvals.fillna(1)).abs().max():.1e}")
gsea, gseapy = pd.read_csv("gsea.tsv", sep="\t"), pd.read_csv("gseapy.tsv", sep="\t")
both = gsea.merge(gseapy, left_on="set", right_on="Term")
print(f"{len(both)} of {len(gsea)} sets: greatest difference of ES {(both.es - both.ES).abs().max():.1e}, mean of NES {(both.nes - both.NES).abs().mean():.3f}")
END
