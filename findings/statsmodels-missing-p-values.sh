#!/usr/bin/env bash
# statsmodels 0.15.0: one missing p-value makes every adjusted p-value NaN, while hypotheses are rejected all the same.
#
# Guess: a NaN (a test that could not be done) stays NaN and the others are adjusted among themselves, as R's p.adjust does;
#        or it is an error. In any case rejected means adjusted p-value <= alpha.
# Seen:  multipletests([.001, .02, nan, .5], method='fdr_bh') rejects the first two, and gives NaN as the adjusted p-value
#        of all four. 'holm' and 'bonferroni' give NaN for the missing one only, and count it as a fourth test.
#
# Needs Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'statsmodels==0.15.0' 'numpy==2.4.6' 'pandas==2.3.3' 'scipy==1.17.1'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import numpy as np
from statsmodels.stats.multitest import multipletests

for method in ("fdr_bh", "holm", "bonferroni"):
    rejected, adjusted = multipletests([0.001, 0.02, np.nan, 0.5], method=method)[:2]
    print(method, rejected.tolist(), [round(p, 3) for p in adjusted.tolist()])
PYTHON
)
echo "$seen"
expected="fdr_bh [True, True, False, False] [nan, nan, nan, nan]
holm [True, False, False, False] [0.004, 0.06, nan, 1.0]
bonferroni [True, False, False, False] [0.004, 0.08, nan, 1.0]"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
