#!/usr/bin/env bash
# anndata 0.12.19: a table of cells in another order renames the cells when it is set as obs, and is refused in obsm.
#
# Guess: cells.obs = table brings the rows into the order of the cells by their names, as cells.obs['n'] = series does; or is
#        refused, as cells.obsm['n'] = table is.
# Seen:  the column is aligned and the obsm refused, but obs = table gives the cell with the values of a the name c, without
#        a word: names, metadata and values no longer belong together.
#
# Needs Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'anndata==0.12.19' 'numpy==2.4.6' 'pandas==2.3.3' 'scipy==1.17.1'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import anndata
import numpy as np
import pandas as pd

names = ["a", "b", "c"]
table = pd.DataFrame({"n": [3, 2, 1]}, index=["c", "b", "a"])


def cells():
    return anndata.AnnData(np.arange(3.0).reshape(3, 1), obs=pd.DataFrame(index=names))


one = cells()
one.obs["n"] = table["n"]
print("column:", dict(zip(one.obs_names, one.obs["n"].tolist())), dict(zip(one.obs_names, one.X[:, 0].tolist())))
try:
    one.obsm["n"] = table
    print("obsm: taken")
except ValueError:
    print("obsm: refused")
one = cells()
one.obs = table
print("obs:", dict(zip(one.obs_names, one.obs["n"].tolist())), dict(zip(one.obs_names, one.X[:, 0].tolist())))
PYTHON
)
expected="column: {'a': 1, 'b': 2, 'c': 3} {'a': 0.0, 'b': 1.0, 'c': 2.0}
obsm: refused
obs: {'c': 3, 'b': 2, 'a': 1} {'c': 0.0, 'b': 1.0, 'a': 2.0}"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
