"""Tail probabilities of T = Z sqrt(A / max(f, A C)), A = max(f, u / C'), by nested adaptive quadrature over C and C'.

    python src/test/oracles/bounded_t.py > src/test/resources/org/screlate/stats/bounded_t.tsv
"""

import numpy as np
import scipy
from scipy import stats
from scipy.integrate import quad


def beyond(t, ratio):
    return 2 * stats.norm.sf(t * np.sqrt(ratio))


def given(t, least, df):
    """Over C, where (T / Z)^-2 is max(least, C)."""
    c = stats.gamma(df / 2, scale=2 / df)
    high = c.isf(1e-15)
    above, _ = quad(lambda x: c.pdf(x) * beyond(t, x), least, high, epsabs=0, epsrel=1e-10, limit=500, points=[min(high, max(least, 1 / t**2))])
    return c.cdf(least) * beyond(t, least) + above


def two_sided(t, f, u, df):
    c = stats.gamma(df / 2, scale=2 / df)
    at_floor = u / f if f > 0 else np.inf
    high = min(at_floor, c.isf(1e-15))
    below, _ = quad(lambda x: c.pdf(x) * given(t, f * x / u, df), 0, high, epsabs=0, epsrel=1e-9, limit=500)
    return (c.sf(at_floor) * given(t, 1.0, df) if f > 0 else 0) + below


print(f"# SciPy {scipy.__version__}, src/test/oracles/bounded_t.py: scipy.integrate.quad, nested")
print("floor\tunbounded\tdf\tt\tp")
for f, u, df in [(1, 0.4, 4), (1, 1, 2), (0.7, 1, 7), (0.7, 1.3, 7), (0.2, 1, 9), (0.9, 0.01, 14), (1, 0.8, 60)]:
    for t in (0.5, 2, 4, 8):
        print(f, u, df, t, f"{two_sided(t, f, u, df):.10g}", sep="\t")
