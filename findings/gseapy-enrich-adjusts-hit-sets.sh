#!/usr/bin/env bash
# gseapy 1.3.1: enrich adjusts p-values over the gene sets that were hit, not over those that were given.
#
# Guess: adjusted over all the sets of the file, since each of them was asked about.
# Seen:  the same list and the same two hit sets have the same adjusted p-values whether none or 1,000 sets without a hit stand
#        beside them; those are not in the result either. Over all 1,002 sets they would be 0.046 and 0.15.
#
# Needs Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'gseapy==1.3.1' 'numpy==2.4.6' 'pandas==2.3.3' 'scipy==1.17.1'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import gseapy

hit = {"one": [f"g{i}" for i in range(20)], "two": [f"g{i}" for i in range(10, 60)]}
empty = {f"none{k}": [f"h{i}" for i in range(k, k + 20)] for k in range(1000)}
for sets in (hit, hit | empty):
    result = gseapy.enrich(gene_list=["g0", "g12", "g40"], gene_sets=sets, background=5000, outdir=None).results
    found = [(row["Term"], float(f"{row['P-value']:.3g}"), float(f"{row['Adjusted P-value']:.3g}")) for _, row in result.iterrows()]
    print(len(sets), "sets:", sorted(found))
PYTHON
)
expected="2 sets: [('one', 4.55e-05, 9.1e-05), ('two', 0.000292, 0.000292)]
1002 sets: [('one', 4.55e-05, 9.1e-05), ('two', 0.000292, 0.000292)]"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
