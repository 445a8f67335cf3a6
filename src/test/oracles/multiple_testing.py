"""Adjusted p-values by SciPy: run from the repository's root."""

from pathlib import Path

import numpy as np
import scipy
from scipy.stats import false_discovery_control

OUT = Path("src/test/resources/org/screlate/stats/test/multiple_testing.tsv")

random = np.random.default_rng(1)
p = np.concatenate([random.uniform(size=60), random.beta(0.2, 4, size=35), [0, 1, 1, 1e-300, 0.03]])
p[10:14] = p[9]
bh = false_discovery_control(p, method="bh")
by = false_discovery_control(p, method="by")
lines = [f"# SciPy {scipy.__version__}, src/test/oracles/multiple_testing.py: false_discovery_control(p, method='bh') and 'by'", "p\tbh\tby"]
lines += [f"{float(a)!r}\t{float(b)!r}\t{float(c)!r}" for a, b, c in zip(p, bh, by)]
OUT.write_text("\n".join(lines) + "\n")
