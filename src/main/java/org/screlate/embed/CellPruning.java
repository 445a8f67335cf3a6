package org.screlate.embed;

import java.util.Arrays;
import org.screlate.matrix.SparseMatrix;

/**
 * Takes from each cell the edges of least attention: those below a percentile of all edges' attention, but never one of
 * the cell's strongest few.
 */
final class CellPruning {
    private CellPruning() {}

    /**
     * The edges that stay.
     *
     * @param graph its weights are attention
     */
    static SparseMatrix prune(SparseMatrix graph, ScNetOptions.Pruning options) {
        float[] attention = graph.values();
        float threshold = percentile(attention, options.percentile());
        float[] strong = new float[graph.rows()];
        for (int r = 0; r < graph.rows(); r++) {
            float[] sorted = Arrays.copyOfRange(attention, graph.offsets()[r], graph.offsets()[r + 1]);
            Arrays.sort(sorted);
            strong[r] = sorted.length == 0 ? 0 : sorted[Math.max(0, sorted.length - options.leastEdges())];
        }
        return keep(graph, (row, edge) -> attention[edge] >= Math.min(threshold, strong[row]));
    }

    /** Whether an edge stays. */
    interface Choice {
        boolean keeps(int row, int edge);
    }

    /** The graph with some of its edges, asked for in their order. */
    static SparseMatrix keep(SparseMatrix graph, Choice choice) {
        int[] offsets = new int[graph.rows() + 1];
        int[] indices = new int[graph.stored()];
        float[] values = new float[graph.stored()];
        int next = 0;
        for (int r = 0; r < graph.rows(); r++) {
            for (int k = graph.offsets()[r]; k < graph.offsets()[r + 1]; k++) {
                if (choice.keeps(r, k)) {
                    indices[next] = graph.indices()[k];
                    values[next++] = graph.values()[k];
                }
            }
            offsets[r + 1] = next;
        }
        return new SparseMatrix(
                graph.rows(), graph.columns(), offsets, Arrays.copyOf(indices, next), Arrays.copyOf(values, next));
    }

    /** Linear between order statistics, as numpy. */
    static float percentile(float[] values, double percent) {
        if (values.length == 0) {
            return 0;
        }
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = percent / 100 * (sorted.length - 1);
        int below = (int) place;
        float next = sorted[Math.min(below + 1, sorted.length - 1)];
        return (float) (sorted[below] + (place - below) * (next - sorted[below]));
    }
}
