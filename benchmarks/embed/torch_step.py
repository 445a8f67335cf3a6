"""CPU seconds of one training step of the dual-view network with full weights in PyTorch: torch_step.py GENES CELLS EDGES THREADS

The same network, loss and optimiser as Steps.java: three layers of GraphSAGE over cells and genes, both heads, decoder, 4000
sampled pairs for the correlations (the published code takes the correlations of all genes, and a second forward pass).
"""

import sys
import time

import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce
from torch.nn.functional import dropout, leaky_relu, relu

genes, cells, edges, threads = map(int, sys.argv[1:])
torch.set_num_threads(threads)
torch.manual_seed(0)


class Sparse(torch.autograd.Function):
    @staticmethod
    def forward(context, x, p, transposed):
        context.transposed = transposed
        return p @ x

    @staticmethod
    def backward(context, gradient):
        return context.transposed @ gradient, None, None


def graph(n, number):
    pairs = torch.randint(n, (2, number))
    both = torch.cat([pairs, pairs.flip(0)], 1)
    mean = torch.sparse_coo_tensor(both, torch.full((both.shape[1],), n / both.shape[1]), (n, n)).coalesce()
    return both, mean.to_sparse_csr(), mean.t().coalesce().to_sparse_csr()


def weight(rows, columns):
    return torch.nn.Parameter((torch.rand(rows, columns) * 2 - 1) / rows**0.5)


class Convolution(torch.nn.Module):
    def __init__(self, n):
        super().__init__()
        self.neighbours, self.own, self.bias = weight(n, n), weight(n, n), torch.nn.Parameter(torch.zeros(n))

    def forward(self, x, p, t):
        return dropout(leaky_relu(Sparse.apply(x, p, t) @ self.neighbours + x @ self.own + self.bias), 0.25)


class Head(torch.nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.narrow = torch.nn.Linear(inputs, 250)
        self.query, self.key, self.value, self.skip = (torch.nn.Linear(250, 75) for _ in range(4))

    def forward(self, x, both, p, t):
        h = dropout(leaky_relu(Sparse.apply(self.narrow(x), p, t)), 0.25)
        i, j = both
        a = (self.query(h)[i] * self.key(h)[j]).sum(1) / 75**0.5
        w = torch.sigmoid(3 * (a - a.mean()) / a.std())
        return self.skip(h).index_add(0, i, w[:, None] * self.value(h)[j])


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.over_cells = torch.nn.ModuleList(Convolution(genes) for _ in range(3))
        self.over_genes = torch.nn.ModuleList(Convolution(cells) for _ in range(3))
        self.gene_head, self.cell_head = Head(cells), Head(genes)
        self.decoder = torch.nn.ModuleList([torch.nn.Linear(75, 250), torch.nn.Linear(250, 250), torch.nn.Linear(250, genes)])


x = torch.randn(cells, genes)
cell_graph, gene_graph = graph(cells, 16 * cells), graph(genes, edges)
network = Network()
optimiser = torch.optim.Adam(network.parameters(), lr=1e-3, weight_decay=1e-5)


def step():
    table = x
    for over_cells, over_genes in zip(network.over_cells, network.over_genes):
        table = over_genes(over_cells(table, *cell_graph[1:]).t(), *gene_graph[1:]).t()
    z, y = network.gene_head(table.t(), *gene_graph), network.cell_head(table, *cell_graph)
    for layer in network.decoder[:-1]:
        y = relu(layer(y))
    o = network.decoder[-1](y)
    o = (o - o.mean(0)) / (o.std(0) + 1e-15)
    pairs, others = gene_graph[0][:, :edges], torch.randint(genes, (2, edges))
    few, few_others = pairs[:, torch.randint(edges, (min(4000, edges),))], torch.randint(genes, (2, min(4000, edges)))
    score = lambda rows, of: (rows[of[0]] * rows[of[1]]).sum(1)
    loss = ((o - x) ** 2).mean()
    for rows, edge, other in ((z, pairs, others), (o.t() / (cells - 1) ** 0.5, few, few_others)):
        loss = loss + bce(score(rows, edge), torch.ones(edge.shape[1])) + bce(score(rows, other), torch.zeros(other.shape[1]))
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
    optimiser.step()


for _ in range(5):
    step()
start = time.process_time()
for _ in range(20):
    step()
print(f"torch {torch.__version__}\t{genes}\t{cells}\t{threads}\t{(time.process_time() - start) / 20:.3f}")
