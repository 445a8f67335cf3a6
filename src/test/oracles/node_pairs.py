"""Common neighbours and products of degrees plus one by networkx: run from the repository's root."""

from pathlib import Path

import networkx as nx

OUT = Path("src/test/resources/org/screlate/graph/node_pairs.tsv")

graph = nx.barabasi_albert_graph(30, 3, seed=4)
pairs = [(u, v) for u in range(30) for v in range(u + 1, 30)]
more = graph.copy()
more.add_edges_from((node, f"one more of {node}") for node in graph)
products = {(u, v): p for u, v, p in nx.preferential_attachment(more, pairs)}
lines = [
    f"# networkx {nx.__version__}, src/test/oracles/node_pairs.py: barabasi_albert_graph(30, 3, seed=4);"
    " has_edge, preferential_attachment with one neighbour more, common_neighbors",
    "first\tsecond\tedge\tproduct\tcommon",
]
for u, v in pairs:
    common = len(list(nx.common_neighbors(graph, u, v)))
    lines.append(f"{u}\t{v}\t{int(graph.has_edge(u, v))}\t{products[u, v]}\t{common}")
OUT.write_text("\n".join(lines) + "\n")
