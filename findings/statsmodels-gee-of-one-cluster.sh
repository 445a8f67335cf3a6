#!/usr/bin/env bash
# statsmodels 0.15.0: a GEE of cells that all come from one donor gives a p-value of 0 for everything.
#
# Guess: with one cluster there is nothing to estimate the spread between clusters from: an error, or NaN.
# Seen:  no error; standard errors of about 1e-17 and p-values of exactly 0, for two columns that have nothing to do with each other.
#        OLS with cov_type='cluster' and one cluster raises ZeroDivisionError.
#
# Needs Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'statsmodels==0.15.0' 'numpy==2.4.6' 'pandas==2.3.3' 'scipy==1.17.1'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import numpy as np
import pandas as pd
import statsmodels.formula.api as smf

random = np.random.default_rng(0)
cells = pd.DataFrame({"y": random.normal(size=60), "x": random.normal(size=60), "donor": "d1"})
gee = smf.gee("y ~ x", "donor", cells).fit()
print("GEE: converged", gee.converged, "- p of x", float(gee.pvalues["x"]), "- standard error below 1e-10:", bool(gee.bse["x"] < 1e-10))
try:
    smf.ols("y ~ x", cells).fit(cov_type="cluster", cov_kwds={"groups": np.zeros(60)})
    print("OLS: fitted")
except ZeroDivisionError:
    print("OLS: ZeroDivisionError")
PYTHON
)
expected="GEE: converged True - p of x 0.0 - standard error below 1e-10: True
OLS: ZeroDivisionError"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
