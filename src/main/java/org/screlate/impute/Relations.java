package org.screlate.impute;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.graph.NeighbourGraph;
import org.screlate.graph.NeighbourSearch;
import org.screlate.graph.Propagation;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * By what cells are related and how far values spread between them, the same for all methods.
 *
 * @param genes columns by which cells are compared; empty: all
 * @param graph weights {@code [cells × cells]} in place of the first graph that a method finds, or the only one; null: it
 *     is found
 * @param search how neighbours are found
 * @param tolerance change in a step at which propagation stops before its last iteration ({@link Propagation.Stop})
 */
public record Relations(int[] genes, @Nullable SparseMatrix graph, NeighbourSearch search, double tolerance) {
    /** Of propagation: of an estimate, a part in a hundred of a step's change leaves what is spread as good. */
    static final double NEARLY = 0.01;

    /** All genes, found graphs, all iterations. */
    public static final Relations DEFAULTS = new Relations(new int[0], null, NeighbourSearch.DEFAULTS, 0);

    /** Checks the tolerance. */
    public Relations {
        new Propagation.Stop(1, tolerance);
    }

    /** The same settings for other data. */
    public Relations with(int[] otherGenes, @Nullable SparseMatrix otherGraph) {
        return new Relations(otherGenes, otherGraph, search, tolerance);
    }

    /** The weights of a graph between cells, in the order of the cells; refuses a graph that lacks one of them. */
    public static SparseMatrix weights(CellGraph graph, List<String> cells) {
        Map<String, Integer> nodes = CellMatrix.index("node", graph.nodes());
        int[] places = new int[cells.size()];
        for (int c = 0; c < places.length; c++) {
            Integer node = nodes.get(cells.get(c));
            if (node == null) {
                throw new InvalidInputException("the graph has no node for cell '" + cells.get(c)
                        + "'; it must hold every cell of the expression");
            }
            places[c] = node;
        }
        for (float weight : graph.weights().values()) {
            if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
                throw new InvalidInputException(
                        "the graph has a weight of " + weight + "; weights must be finite and not negative");
            }
        }
        return graph.weights().selectRows(places).selectColumns(places);
    }

    /** The values by which cells are compared. */
    DenseMatrix compared(DenseMatrix x) {
        return isAllOf(x.columns()) ? x : x.selectColumns(genes);
    }

    /** The values by which cells are compared. */
    SparseMatrix compared(SparseMatrix x) {
        return isAllOf(x.columns()) ? x : x.selectColumns(genes);
    }

    /** Whether nothing is to be chosen: a copy would take the memory of the matrix once more. */
    private boolean isAllOf(int columns) {
        return genes.length == 0
                || (genes.length == columns && IntStream.range(0, columns).allMatch(g -> genes[g] == g));
    }

    /** C of the graph given, else of the k nearest of each cell, both ways. */
    SparseMatrix first(DenseMatrix x, int k, Workers workers) {
        return graph != null ? NeighbourGraph.withSelf(graph) : found(compared(x), k, true, workers);
    }

    /** C of the k nearest rows of each by cosine. */
    SparseMatrix found(DenseMatrix points, int k, boolean symmetric, Workers workers) {
        return NeighbourGraph.positive(search.nearest(points, k, workers), symmetric);
    }

    /** Propagation over a graph C, each row divided by its sum. */
    Propagation over(SparseMatrix c, int iterations) {
        return over(c, iterations, Propagation.ERROR);
    }

    /** The same with an error allowed ({@link Propagation#over(SparseMatrix, Propagation.Stop, double)}). */
    Propagation over(SparseMatrix c, int iterations, double error) {
        return Propagation.over(c, new Propagation.Stop(iterations, tolerance), error);
    }
}
