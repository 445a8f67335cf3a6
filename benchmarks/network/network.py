"""screlate-network and screlate-evaluate beside networkx, igraph with leidenalg, scikit-learn and scipy: network.py BIN [FOLDER].

CPU seconds (user and system) of whole processes of ours, start included, and of the bare calls of the others.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import igraph
import leidenalg
import networkx
import numpy as np
import scipy.sparse
import scipy.sparse.linalg

NODES, EDGES_EACH, SAMPLE = 10_000, 10, 20


def ours(*command):
    pid = subprocess.Popen([str(word) for word in command], stderr=subprocess.DEVNULL).pid
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, command
    return usage.ru_utime + usage.ru_stime


def theirs(call):
    before = time.process_time()
    result = call()
    return time.process_time() - before, result


def spread(graph):
    weights = networkx.to_scipy_sparse_array(graph, dtype=np.float64, format="csr")
    root = 1 / np.sqrt(weights.sum(1))
    return scipy.sparse.diags_array(root) @ weights @ scipy.sparse.diags_array(root)


def walk(step, start):
    f = start
    for _ in range(62):  # 0.8 ** 62 < 1e-6
        f = 0.2 * start + 0.8 * (step @ f)
    return f


def main():
    tools, folder = Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else ".")
    graph = networkx.barabasi_albert_graph(NODES, EDGES_EACH, seed=1)
    edges = folder / "edges.tsv"
    edges.write_text("source\ttarget\n" + "".join(f"g{a}\tg{b}\n" for a, b in graph.edges))
    print(f"{NODES} nodes, {graph.number_of_edges()} edges: CPU seconds", flush=True)
    network = [tools / "screlate-network", "build", "--network", edges, "--output", folder / "network.arrow", "--starts", 1, "--threads", 2]
    print(f"  read, communities, degrees, clustering, cores: screlate {ours(*network, '--genes-output', folder / 'genes.tsv'):.1f}", flush=True)
    walks = [tools / "screlate-network", "walk", "--network", folder / "network.arrow", "--threads", 2]
    print(f"  walks from all {NODES} nodes: screlate {ours(*walks, '--all-genes-output', folder / 'walks.arrow'):.1f}", flush=True)
    step = spread(graph)
    block = np.zeros((NODES, SAMPLE))
    block[np.arange(SAMPLE), np.arange(SAMPLE)] = 1
    seconds, _ = theirs(lambda: walk(step, block))
    print(f"  walks from {SAMPLE} nodes: scipy, plain iteration {seconds:.2f}, so all {seconds * NODES / SAMPLE:.0f}", flush=True)
    seconds, _ = theirs(lambda: [networkx.pagerank(graph, alpha=0.8, personalization={n: 1}, tol=1e-6 / NODES) for n in range(2)])
    print(f"  personalised PageRank of 2 nodes: networkx {seconds:.2f}, so all {seconds * NODES / 2:.0f}", flush=True)
    seconds, _ = theirs(lambda: (networkx.clustering(graph), networkx.core_number(graph)))
    print(f"  clustering and cores: networkx {seconds:.1f}", flush=True)
    plain = igraph.Graph(NODES, list(graph.edges))
    seconds, found = theirs(lambda: leidenalg.find_partition(plain, leidenalg.ModularityVertexPartition, n_iterations=-1, seed=1))
    print(f"  communities: leidenalg {seconds:.1f}, modularity {plain.modularity(found.membership):.4f}", flush=True)


main()
