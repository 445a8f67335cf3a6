"""scCR done densely, the slow way, in double precision: every formula as it is written, 2 x genes nodes in the gene graph.

Run from the top of the checkout: python3 src/test/oracles/sccr.py
Writes src/test/resources/org/screlate/impute/<case>_<stage>.csv, and what the ablations and the baselines give for the same
input.
"""

import pathlib

import numpy as np

CELLS, GENES, SEED = 40, 60, 0
OUT = pathlib.Path("src/test/resources/org/screlate/impute")


def counts(rng):
    """Three kinds of cells; genes of a kind are higher in its cells; one gene that no cell expresses."""
    kind = rng.integers(3, size=CELLS)
    mean = rng.gamma(1.0, 1.0, GENES)[None, :] * np.exp(1.2 * (np.arange(GENES)[None, :] % 3 == kind[:, None]))
    drawn = rng.poisson(mean * rng.gamma(4, 0.25, CELLS)[:, None])
    drawn[:, 7] = 0
    return drawn


def knn_graph(e, k, symmetric=True):
    e = e / np.maximum(np.linalg.norm(e, axis=1, keepdims=True), 1e-12)
    s = e @ e.T
    b = np.zeros_like(s)
    for i, row in enumerate(s):
        best = np.argsort(-row, kind="stable")[: k + 1]
        b[i, best] = np.maximum(row[best], 0)
    c = b + np.eye(len(s))
    c = (c + c.T) / 2 if symmetric else c
    return c / c.sum(1, keepdims=True)


def hold(x, a, observed):
    y = x
    for _ in range(40):
        y = np.where(observed, x, a @ y)
    return y


def soften(x, a, beta):
    y = x
    for _ in range(40):
        y = beta * (a @ y) + (1 - beta) * x
    return y


def sccr(x, symmetric, alpha=0.05, beta=0.99, gamma=0.01, k=5, k_gene=2):
    observed = x != 0
    a1 = knn_graph(x, k, True)
    x1 = hold(x, a1, observed)
    d = np.hstack([x1, -x1])
    sd = d.std(0, ddof=1)
    sd = np.where(sd == 0, sd.mean(), sd)
    z = (d - d.mean(0)) / sd
    a2 = knn_graph(z.T, k_gene, True)
    w = hold(z.T, a2, np.hstack([observed, observed]).T).T
    p = (w * sd + d.mean(0))[:, :GENES]
    a3 = knn_graph(p, k, True)
    x2 = hold(x, a3, observed)
    m = alpha * x1 + (1 - alpha) * x2
    a4 = knn_graph(m, k, symmetric)
    s = soften(x, a4, beta)
    return {"x": x, "x1": x1, "z": z[:, :GENES], "p": p, "x2": x2, "m": m, "s": s, "out": (1 - gamma) * s + gamma * m,
            "a1": a1, "a2": a2, "a3": a3, "a4": a4}


def ablated(x, step, alpha=0.05, k=5, k_gene=2):
    """M with less of stage 2."""
    observed = x != 0
    x1 = hold(x, knn_graph(x, k), observed)
    d = x1 if step == "no-concatenation" else np.hstack([x1, -x1])
    mean, sd = (0, 1) if step == "no-standardisation" else (d.mean(0), d.std(0, ddof=1))
    sd = sd if np.isscalar(sd) else np.where(sd == 0, sd.mean(), sd)
    z = (d - mean) / sd
    held = observed if step == "no-concatenation" else np.hstack([observed, observed])
    w = hold(z.T, knn_graph(z.T, k_gene), held.T).T
    p = x1 if step == "none" else (w * sd + mean)[:, :GENES]
    return alpha * x1 + (1 - alpha) * hold(x, knn_graph(p, k), observed)


def scfp(x, k=5):
    filled = hold(x, knn_graph(x, k), x != 0)
    return soften(filled, knn_graph(filled, k), 0.99)


def diffusion(x, k=5):
    return soften(x, knn_graph(x, k), 0.99)


def two_way(x):
    observed = x != 0
    gene = x.sum(0) / np.maximum(observed.sum(0), 1)
    cell = ((x - gene) * observed).sum(1) / np.maximum(observed.sum(1), 1)
    return np.where(gene == 0, 0, np.maximum(gene + cell[:, None], 0))


def shrunken_two_way(x, shrinkage):
    observed = x != 0
    mu = x[observed].mean()
    gene, cell = np.zeros(x.shape[1]), np.zeros(len(x))
    for _ in range(10):
        gene = ((x - mu - cell[:, None]) * observed).sum(0) / (observed.sum(0) + shrinkage)
        cell = ((x - mu - gene) * observed).sum(1) / (observed.sum(1) + shrinkage)
    return mu + gene + cell[:, None]


def leading(x, rank):
    u, s, v = np.linalg.svd(x, full_matrices=False)
    return u[:, :rank] * s[:rank], v[:rank]


def related(x, k=5, components=6):
    filled = hold(x, knn_graph(x, k), x != 0)
    return knn_graph(leading(filled - filled.mean(0), components)[0], 8)


def conditional(x, shrinkage, weight, rank=4):
    observed = x != 0
    b = shrunken_two_way(x, shrinkage)
    residuals = np.where(observed, x - b, 0)
    f = hold(residuals, related(x), observed)
    scores, axes = leading(f, rank)
    least = np.where(observed, x, np.inf).min(1, keepdims=True)
    values = np.maximum(b + (1 - weight) * (scores @ axes) + weight * f, least)
    return np.where(observed.any(0), values, 0)


def save(name, values):
    with open(OUT / f"{name}.csv", "w") as file:
        file.write(f"# numpy {np.__version__}: python3 src/test/oracles/sccr.py\n")
        np.savetxt(file, values, fmt="%.7g", delimiter=",")


def main():
    raw = counts(np.random.default_rng(SEED))
    x = np.log1p(raw * np.median(raw.sum(1)) / raw.sum(1, keepdims=True))
    for case, symmetric in (("symmetric", True), ("directed", False)):
        for stage, values in sccr(x, symmetric).items():
            if case == "directed" and stage not in ("a4", "s", "out"):
                continue
            save(f"{case}_{stage}", values)
    for step in ("no-concatenation", "no-standardisation", "none"):
        save(f"ablated_{step}", ablated(x, step))
    save("scfp", scfp(x))
    save("diffusion", diffusion(x))
    save("two-way", two_way(x))
    save("conditional_5_0.5", conditional(x, 5, 0.5))
    save("conditional_20_0", conditional(x, 20, 0))


main()
