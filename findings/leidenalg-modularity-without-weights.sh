#!/usr/bin/env bash
# leidenalg 0.12.0 with python-igraph 1.0.0: the modularity of a partition leaves out the weights it was found with.
#
# Guess: partition.modularity is that of the graph with the given weights, as it is for igraph's own community_leiden and
#        community_multilevel.
# Seen:  for two cliques with one heavy edge between them leidenalg's partition says 0.2721, and its quality() 0.1733, which is
#        the weighted modularity; igraph's clustering of the same graph says 0.1733 in the attribute of the same name.
#
# Needs Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'leidenalg==0.12.0' 'igraph==1.0.0'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import igraph
import leidenalg

graph = igraph.Graph.Full(5) + igraph.Graph.Full(5)
graph.add_edge(0, 5)
graph.es["weight"] = [10.0 if edge.tuple == (0, 5) else 0.1 for edge in graph.es]
found = leidenalg.find_partition(graph, leidenalg.ModularityVertexPartition, weights="weight", seed=1)
weighted = graph.modularity(found.membership, weights="weight")
print(f"leidenalg: modularity {found.modularity:.4f}, quality {found.quality():.4f}, weighted modularity {weighted:.4f}")
own = graph.community_leiden(objective_function="modularity", weights="weight")
print(f"igraph: modularity {own.modularity:.4f}, weighted modularity {graph.modularity(own.membership, weights='weight'):.4f}")
PYTHON
)
expected="leidenalg: modularity 0.2721, quality 0.1733, weighted modularity 0.1733
igraph: modularity 0.1733, weighted modularity 0.1733"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
