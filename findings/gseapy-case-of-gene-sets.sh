#!/usr/bin/env bash
# gseapy 1.3.1: whether a gene set in capitals is found in mouse-style symbols depends on the other sets of the call.
#
# Guess: names are compared as they stand, so a set TOP of GENE0, GENE1 … finds nothing among Gene0, Gene1 …, whatever other
#        sets are given with it; or case never matters.
# Seen:  alone, TOP is ranked (ES 1.0, 30 of 30 genes: the symbols were put into capitals without a word). Together with one
#        set that matches as it stands, TOP is missing from the result, without a word. So adding a set to a file of sets takes
#        another one out of the result.
#
# Needs Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'gseapy==1.3.1' 'numpy==2.4.6' 'pandas==2.3.3' 'scipy==1.17.1'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import gseapy
import numpy as np
import pandas as pd

scores = np.sort(np.random.default_rng(0).normal(size=500))[::-1]
ranking = pd.Series(scores, index=[f"Gene{i}" for i in range(500)])
top = [f"GENE{i}" for i in range(30)]
spread = [f"Gene{i}" for i in range(0, 500, 20)]


def terms(sets):
    done = gseapy.prerank(rnk=ranking, gene_sets=sets, permutation_num=20, min_size=5, seed=1, outdir=None)
    return [f"{row.Term} {row['Tag %']}" for _, row in done.res2d.iterrows()]


print("alone:", terms({"TOP": top}))
print("beside another:", terms({"TOP": top, "spread": spread}))
PYTHON
)
expected="alone: ['TOP 30/30']
beside another: ['spread 6/25']"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
