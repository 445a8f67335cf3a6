#!/usr/bin/env bash
# anndata 0.12.19: a mask with names picks cells by position, not by name.
#
# Guess: cells[mask] with a pandas Series of true and false, whose index holds the cells' names, takes the named cells, as the
#        frame of the same cells does; or refuses an index in another order.
# Seen:  obs.loc[mask] gives cell c, cells[mask] gives cell a, without a word. A mask that comes from a table in another order
#        (a metadata file, a sorted result) selects other cells than it names.
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

cells = anndata.AnnData(np.arange(3.0).reshape(3, 1), obs=pd.DataFrame(index=["a", "b", "c"]))
wanted = pd.Series([True, False, False], index=["c", "b", "a"])
print("frame:", cells.obs.loc[wanted].index.tolist())
print("anndata:", cells[wanted].obs_names.tolist())
PYTHON
)
expected="frame: ['c']
anndata: ['a']"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
