#!/usr/bin/env bash
# python-igraph 1.0.0: one call on one matrix is an error when the matrix is dense, and takes the larger weight when it is sparse.
#
# Guess: Graph.Weighted_Adjacency(matrix, mode="undirected") does the same for a dense and a sparse matrix of equal values.
# Seen:  for weights that are not symmetric (a graph of nearest neighbours, say) the dense one is refused ("should be
#        symmetric"), while the scipy matrix gives the maximum of both directions without a word: a check that works in a small
#        test is gone at full size.
#
# Needs Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'igraph==1.0.0' 'numpy==2.4.6' 'scipy==1.17.1'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import igraph
import numpy as np
import scipy.sparse

weights = np.array([[0.0, 1.0], [3.0, 0.0]])
for name, matrix in (("dense", weights), ("sparse", scipy.sparse.csr_matrix(weights))):
    try:
        graph = igraph.Graph.Weighted_Adjacency(matrix, mode="undirected")
        print(name, graph.get_edgelist(), [float(weight) for weight in graph.es["weight"]])
    except igraph.InternalError:
        print(name, "refused")
PYTHON
)
expected="dense refused
sparse [(0, 1)] [3.0]"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
