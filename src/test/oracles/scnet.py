"""The dual-view network of embed on seven cells and nine genes, by plain PyTorch in double precision.

Run from the top of the checkout: python3 src/test/oracles/scnet.py
Writes src/test/resources/org/screlate/embed/scnet_tiny.tsv: embeddings, attention, decoded expression, losses, and of the
gradient of each parameter the sum of g_i cos(i), for both forms and both kinds of weights.
"""

import numpy as np
import torch
from torch.nn.functional import leaky_relu, relu, softplus

OUT = "src/test/resources/org/screlate/embed/scnet_tiny.tsv"
CELLS, GENES, LAYERS, HIDDEN, DIMENSIONS = 7, 9, 2, 5, 3
CELL_EDGES = sorted({(i, (i + d) % CELLS) for i in range(CELLS) for d in (1, CELLS - 1)} | {(0, 3), (3, 0), (2, 5)})
GENE_EDGES = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (4, 5), (6, 7)]
OTHERS = [(0, 8), (1, 5), (2, 6)]
SAMPLED, SAMPLED_OTHERS = [(0, 1), (3, 4)], [(5, 7), (0, 6)]
VARIABLE = [g for g in range(GENES) if g != 5]

torch.set_default_dtype(torch.float64)
counter = 0
parameters = []


def parameter(*shape):
    """The p-th parameter made is 0.8 sin(0.7 + 1.7 p + 0.37 i²), i running over its rows."""
    global counter
    size = int(np.prod(shape))
    values = 0.8 * np.sin(0.7 + 1.7 * counter + 0.37 * np.arange(size) ** 2)
    counter += 1
    parameters.append(torch.tensor(values.reshape(shape), requires_grad=True))
    return parameters[-1]


def mean(edges, n):
    a = np.zeros((n, n))
    for i, j in edges:
        a[i, j] = 1
    return torch.tensor(a / np.maximum(a.sum(1, keepdims=True), 1))


def symmetric(edges, n):
    a = np.eye(n)
    for i, j in edges:
        a[i, j] = 1
    d = a.sum(1)
    return torch.tensor(a / np.sqrt(np.outer(d, d)))


def convolution(features, rank, sage):
    if rank:
        down, up, bias = parameter(features, 2 * rank if sage else rank), None, None
        up, bias = parameter(features, 2 * rank if sage else rank), parameter(features)

        def apply(x, p):
            thin = x @ down
            mixed = torch.cat([p @ thin[:, :rank], thin[:, rank:]], 1) if sage else p @ thin
            return mixed @ up.T + bias

    else:
        neighbours, bias = parameter(features, features), parameter(features)
        own = parameter(features, features) if sage else None

        def apply(x, p):
            return p @ x @ neighbours + bias + (x @ own if sage else 0)

    return apply


def linear(inputs, outputs):
    weight, bias = parameter(inputs, outputs), parameter(outputs)
    return lambda x: x @ weight + bias


def head(features, edges, n, gate):
    narrow = linear(features, HIDDEN)
    zero = narrow(torch.zeros(1, features))
    query, key, value, skip = (linear(HIDDEN, DIMENSIONS) for _ in range(4))
    p = symmetric(edges, n)
    rows = torch.tensor([e[0] for e in edges])
    columns = torch.tensor([e[1] for e in edges])

    def apply(x):
        h = leaky_relu(p @ (narrow(x) - zero) + zero, 0.01)
        a = (query(h)[rows] * key(h)[columns]).sum(1) / DIMENSIONS**0.5
        if gate:
            w = torch.sigmoid(3 * (a - a.mean()) / a.std())
        else:
            e = a.exp()
            w = e / torch.zeros(n).index_add(0, rows, e)[rows]
        return torch.zeros(n, DIMENSIONS).index_add(0, rows, w[:, None] * value(h)[columns]) + skip(h), w

    return apply


def standardised(x):
    return (x - x.mean(0)) / x.std(0)


def pair_loss(scores_edges, scores_others):
    return softplus(-scores_edges).mean() + softplus(scores_others).mean()


def run(sage, rank):
    global counter
    counter = 0
    parameters.clear()
    c, g = np.meshgrid(np.arange(CELLS), np.arange(GENES), indexing="ij")
    raw = 1 + np.sin(1 + 0.7 * c + 1.3 * g + 0.11 * c * g)
    x = torch.tensor((raw - raw.mean(0)) / (raw.std(0, ddof=1) + 1e-5))
    both = sorted(GENE_EDGES + [(j, i) for i, j in GENE_EDGES])
    pc = mean(CELL_EDGES, CELLS) if sage else symmetric(CELL_EDGES, CELLS)
    pg = mean(both, GENES) if sage else symmetric(both, GENES)
    layers = [(convolution(GENES, rank, sage), convolution(CELLS, rank, sage)) for _ in range(LAYERS)]
    gene_head = head(CELLS, both, GENES, False)
    cell_head = head(GENES, CELL_EDGES, CELLS, True)
    decoder = [linear(DIMENSIONS, HIDDEN), linear(HIDDEN, HIDDEN)]
    wide, wide_bias = parameter(GENES, HIDDEN), parameter(GENES)

    table = x
    for over_cells, over_genes in layers:
        y = leaky_relu(over_cells(table, pc), 0.01)
        table = table + y if rank else y
        y = leaky_relu(over_genes(table.T, pg), 0.01).T
        table = table + y if rank else y
    genes, _ = gene_head(table.T)
    cells, attention = cell_head(table)
    decoded = relu(decoder[1](relu(decoder[0](cells)))) @ wide.T + wide_bias

    product = lambda z, pairs: (z[[i for i, _ in pairs]] * z[[j for _, j in pairs]]).sum(1)
    edge = pair_loss(product(genes, GENE_EDGES), product(genes, OTHERS))
    o = standardised(decoded)
    expression = ((o - standardised(x))[:, VARIABLE] ** 2).mean()
    r = o.T / (CELLS - 1) ** 0.5
    correlation = pair_loss(product(r, SAMPLED), product(r, SAMPLED_OTHERS))
    (edge + expression + correlation).backward()
    gradients = [float((p.grad.ravel() * torch.cos(torch.arange(p.numel()))).sum()) for p in parameters]
    return {
        "genes": genes,
        "cells": cells,
        "attention": attention,
        "decoded": decoded.T,
        "loss": torch.stack([edge, expression, correlation]),
        "gradient": torch.tensor(gradients),
    }


with open(OUT, "w") as file:
    file.write(f"# src/test/oracles/scnet.py, PyTorch {torch.__version__}, double precision, autograd\n")
    file.write("form\trank\twhat\tindex\tvalue\n")
    for form in ("SAGE", "GCN"):
        for rank in (0, 2):
            for what, values in run(form == "SAGE", rank).items():
                for i, value in enumerate(values.detach().numpy().ravel()):
                    file.write(f"{form}\t{rank}\t{what}\t{i}\t{value:.9g}\n")
