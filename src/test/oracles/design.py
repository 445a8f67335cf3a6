"""Design matrices of formulas, by patsy: run from the repository's root."""

from pathlib import Path

import numpy as np
import pandas as pd
import patsy

OUT = Path("src/test/resources/org/screlate/data/formula/design.tsv")

FORMULAS = [
    "~ 1", "~ g", "~ 0 + g", "~ g + b", "~ 0 + g + b", "~ g * b", "~ g + g:b", "~ g:b", "~ 0 + g:b", "~ x", "~ 0 + x", "~ x + g",
    "~ 0 + x + g", "~ x * g", "~ x + x:g", "~ x:g", "~ g + x:g", "~ 0 + g + x:g", "~ x * z", "~ g * b * x", "~ b:x + g",
]

random = np.random.default_rng(2)
data = pd.DataFrame({
    "g": [("Pre", "Post")[i % 2] for i in range(24)],
    "b": [("b1", "b2", "b3")[(i // 2) % 3] for i in range(24)],
    "x": random.normal(size=24).round(3),
    "z": random.normal(size=24).round(3),
})
data["g"] = pd.Categorical(data["g"], ["Pre", "Post"])
lines = [f"# patsy {patsy.__version__}, src/test/oracles/design.py: dmatrix(formula, data); fitted: least squares of sin(row^2)"]
lines.append("formula\tcolumns\trank\tfitted")
y = np.sin(np.arange(24.0) ** 2)
for formula in FORMULAS:
    X = np.asarray(patsy.dmatrix(formula[1:], data))
    fitted = X @ np.linalg.lstsq(X, y, rcond=None)[0]
    lines.append(f"{formula}\t{X.shape[1]}\t{np.linalg.matrix_rank(X)}\t{','.join(repr(float(v)) for v in fitted)}")
OUT.write_text("\n".join(lines) + "\n")
data.insert(0, "cell", [f"c{i}" for i in range(24)])
table = f"# numpy {np.__version__}, src/test/oracles/design.py: default_rng(2)\n" + data.to_csv(sep="\t", index=False)
OUT.with_name("design_data.tsv").write_text(table)
