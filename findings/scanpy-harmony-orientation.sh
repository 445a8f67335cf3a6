#!/usr/bin/env bash
# scanpy 1.11.5 with harmonypy 2.1.0, which pip chooses: harmony_integrate takes the corrected components the wrong way round.
#
# Guess: the newest harmonypy is called as the older ones were, and X_pca_harmony has a row for each cell.
# Seen:  harmonypy gives cells × components where it gave components × cells, and scanpy turns the result still. So a ValueError
#        about shapes ends the call, which names neither harmonypy nor its version. What harmonypy gives when called by itself can
#        be put into obsm as it is.
#
# Needs Python 3.11. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'scanpy==1.11.5' 'anndata==0.12.19' 'harmonypy==2.1.0'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import warnings
warnings.filterwarnings("ignore")
import anndata
import harmonypy
import numpy as np
import scanpy.external as external

random = np.random.default_rng(0)
a = anndata.AnnData(random.poisson(1, (60, 50)).astype("float32"))
a.obs["batch"] = ["a", "b"] * 30
a.obsm["X_pca"] = random.normal(size=(60, 20))
try:
    external.pp.harmony_integrate(a, "batch")
    print("scanpy:", a.obsm["X_pca_harmony"].shape)
except ValueError as e:
    print("scanpy: ValueError, harmonypy named:", "harmonypy" in str(e))
own = np.asarray(harmonypy.run_harmony(a.obsm["X_pca"], a.obs, "batch").Z_corr)
print("harmonypy:", own.shape, "near the components:", bool(np.corrcoef(own.ravel(), a.obsm["X_pca"].ravel())[0, 1] > 0.5))
PYTHON
)
expected="scanpy: ValueError, harmonypy named: False
harmonypy: (60, 20) near the components: True"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
