"""Tail probabilities of T = Z sqrt(A), A = f + (tau / kappa)^2 with density A^(-nu/2) exp(-nu u / 2A) / (tau + 1), by adaptive quadrature.

    python src/test/oracles/integrated_t.py > src/test/resources/org/screlate/stats/test/integrated_t.tsv
"""

import numpy as np
import scipy
from scipy import stats
from scipy.integrate import quad


def two_sided(t, f, u, df, scale):
    def density(x):  # of x = log tau
        a = f + np.exp(2 * x) / scale**2
        return np.exp(-0.5 * df * (np.log(a) + u / a - np.log(u) - 1)) * np.exp(x) / (np.exp(x) + 1)

    edges = np.linspace(-14, 22, 145)
    total = sum(quad(density, a, b, epsabs=0, epsrel=1e-11)[0] for a, b in zip(edges, edges[1:]))
    tail = lambda x: density(x) * 2 * stats.norm.sf(t / np.sqrt(f + np.exp(2 * x) / scale**2))
    return sum(quad(tail, a, b, epsabs=0, epsrel=1e-11)[0] for a, b in zip(edges, edges[1:])) / total


print(f"# SciPy {scipy.__version__}, src/test/oracles/integrated_t.py: scipy.integrate.quad")
print("floor\tunbounded\tdf\tscale\tt\tp")
for f, u, df, scale in [(1, 0.4, 4, 3), (1, 1, 2, 10), (0.7, 1, 7, 1), (0.7, 1.3, 7, 20), (0.2, 1, 9, 4), (0.9, 0.01, 14, 0.5), (1, 0.8, 60, 5), (0.5, 1, 900, 8)]:
    for t in (0.5, 2, 4, 8):
        print(f, u, df, scale, t, f"{two_sided(t, f, u, df, scale):.10g}", sep="\t")
