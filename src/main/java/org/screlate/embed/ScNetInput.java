package org.screlate.embed;

import org.screlate.data.InvalidInputException;
import org.screlate.graph.HeldOutPairs;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.random.RandomOrder;
import org.screlate.stats.random.Streams;

/**
 * What {@link ScNet} learns from. Test edges are not here: training must not see them.
 *
 * @param expression {@code [cells × genes]}, natural log-normalised, not scaled, all finite; sparse for large data
 * @param cellGraph {@code [cells × cells]}, both directions of each edge; weights are not used
 * @param edges {@code [genes × genes]}, training interactions, both directions of each edge; weights are not used
 * @param variable for each gene, whether its expression is to be reconstructed
 * @param validation held-out edges, neither training nor test ones, by which the best epoch is chosen
 * @param network {@code [genes × dimensions]}, coordinates before those that are learned; without columns for none
 */
public record ScNetInput(
        Matrix expression,
        SparseMatrix cellGraph,
        SparseMatrix edges,
        boolean[] variable,
        HeldOutPairs validation,
        DenseMatrix network) {
    /** With no coordinates but those that are learned. */
    public ScNetInput(
            Matrix expression,
            SparseMatrix cellGraph,
            SparseMatrix edges,
            boolean[] variable,
            HeldOutPairs validation) {
        this(expression, cellGraph, edges, variable, validation, DenseMatrix.zeros(expression.columns(), 0));
    }

    /** Checks that the parts fit. */
    public ScNetInput {
        int cells = expression.rows();
        int genes = expression.columns();
        if (cellGraph.rows() != cells || cellGraph.columns() != cells) {
            throw new IllegalArgumentException("a graph of " + cellGraph.rows() + " nodes for " + cells + " cells");
        }
        if (edges.rows() != genes || edges.columns() != genes || variable.length != genes) {
            throw new IllegalArgumentException("a network of " + edges.rows() + " nodes and " + variable.length
                    + " flags for " + genes + " genes");
        }
        if (network.rows() != genes) {
            throw new IllegalArgumentException("coordinates of " + network.rows() + " genes for " + genes);
        }
        if (cells < 2) {
            throw new InvalidInputException("embedding needs at least 2 cells, not " + cells);
        }
        if (edges.stored() == 0) {
            throw new InvalidInputException("no interaction is left to learn from; give a network of these genes");
        }
    }

    /** How many cells. */
    public int cells() {
        return expression.rows();
    }

    /** How many genes. */
    public int genes() {
        return expression.columns();
    }

    /**
     * The control of what expression adds: the same cells, graphs and interactions, but each gene with the expression of
     * another, drawn at random, each one's once.
     */
    public ScNetInput withPermutedGenes(long seed) {
        int[] order = RandomOrder.of(genes(), Streams.of(seed, "permuted expression"));
        boolean[] flags = new boolean[order.length];
        for (int g = 0; g < order.length; g++) {
            flags[g] = variable[order[g]];
        }
        return new ScNetInput(expression.selectColumns(order), cellGraph, edges, flags, validation, network);
    }
}
