"""Reference values for the simulations, by SciPy: run from this folder's repository root, once per file written."""

from pathlib import Path

import numpy as np
import scipy
from scipy.optimize import brentq
from scipy.stats import binom, nbinom, norm, poisson as poisson_distribution

OUT = Path("src/test/resources/org/screlate/simulate")


def negative_binomial():
    lines = [f"# SciPy {scipy.__version__}, src/test/oracles/simulate.py: nbinom.ppf(probability, 1 / dispersion, 1 / (1 + mean * dispersion))"]
    lines.append("probability\tmean\tdispersion\tquantile")
    for mean in (0.01, 0.4, 3.7, 55.0, 250.0):
        for dispersion in (0.01, 0.3, 1.0, 12.5):
            for probability in (1e-9, 0.03, 0.25, 0.5, 0.77, 0.999, 1 - 1e-6):
                q = nbinom.ppf(probability, 1 / dispersion, 1 / (1 + mean * dispersion))
                lines.append(f"{probability!r}\t{mean!r}\t{dispersion!r}\t{int(q)}")
    (OUT / "negative_binomial.tsv").write_text("\n".join(lines) + "\n")


def binomial():
    lines = [f"# SciPy {scipy.__version__}, src/test/oracles/simulate.py: binom.ppf(probability, trials, success)"]
    lines.append("probability\ttrials\tsuccess\tquantile")
    for trials in (0, 1, 2, 17, 1000, 40000):
        for success in (0.02, 0.2, 0.5, 0.8, 0.99):
            for probability in (1e-9, 0.03, 0.25, 0.5, 0.77, 0.999, 1 - 1e-6):
                lines.append(f"{probability!r}\t{trials}\t{success!r}\t{int(binom.ppf(probability, trials, success))}")
    (OUT / "binomial.tsv").write_text("\n".join(lines) + "\n")


def poisson():
    lines = [f"# SciPy {scipy.__version__}, src/test/oracles/simulate.py: poisson.ppf(probability, mean)"]
    lines.append("probability\tmean\tquantile")
    for mean in (0.2, 1.0, 7.0, 300.0, 20000.0):
        for probability in (1e-9, 0.03, 0.25, 0.5, 0.77, 0.999, 1 - 1e-6):
            lines.append(f"{probability!r}\t{mean!r}\t{int(poisson_distribution.ppf(probability, mean))}")
    (OUT / "poisson.tsv").write_text("\n".join(lines) + "\n")


def mnar_scale():
    lines = [f"# SciPy {scipy.__version__}, src/test/oracles/simulate.py: brentq of sum(min(1, s * exp(-decay * x**2))) - rate * n, x = norm.ppf((i + 0.5) / n) + 3"]
    lines.append("n\tdecay\trate\tscale")
    for n in (7, 1000):
        x = norm.ppf((np.arange(n) + 0.5) / n) + 3
        for decay in (0.05, 0.1, 0.5):
            w = np.exp(-decay * x**2)
            for rate in (0.05, 0.2, 0.5, 0.9):
                s = brentq(lambda s: np.minimum(1, s * w).sum() - rate * n, 0, 1 / w.min(), xtol=1e-14, rtol=1e-14)
                lines.append(f"{n}\t{decay!r}\t{rate!r}\t{s!r}")
    (OUT / "mnar_scale.tsv").write_text("\n".join(lines) + "\n")


negative_binomial()
binomial()
poisson()
mnar_scale()
