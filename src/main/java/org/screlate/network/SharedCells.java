package org.screlate.network;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneEmbedding;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

/**
 * Edges that enough cells bear out: two genes that one cell shows together, and no other shows at all, correlate perfectly.
 *
 * @param network without the edges left out
 * @param leftOut how many they are
 */
public record SharedCells(CellGraph network, long leftOut) {
    /**
     * Leaves out the edges between genes that few cells show together.
     *
     * @param network symmetric
     * @param profiles of its genes, and perhaps others; a value other than 0 shows a gene
     * @param leastCells as many cells, or all where there are fewer
     */
    public static SharedCells of(CellGraph network, GeneEmbedding profiles, int leastCells) {
        int least = Math.min(leastCells, profiles.dimensions().size());
        var index = CellMatrix.index("gene", profiles.genes());
        BitSet[] shown = network.nodes().stream()
                .map(gene -> shown(profiles.values(), Objects.requireNonNull(index.get(gene))))
                .toArray(BitSet[]::new);
        SparseMatrix edges = network.weights();
        int[] offsets = new int[edges.rows() + 1];
        int[] indices = new int[edges.stored()];
        float[] values = new float[edges.stored()];
        int next = 0;
        for (int r = 0; r < edges.rows(); r++) {
            for (int e = edges.offsets()[r]; e < edges.offsets()[r + 1]; e++) {
                BitSet both = (BitSet) shown[r].clone();
                both.and(shown[edges.indices()[e]]);
                if (both.cardinality() >= least) {
                    indices[next] = edges.indices()[e];
                    values[next++] = edges.values()[e];
                }
            }
            offsets[r + 1] = next;
        }
        SparseMatrix kept = new SparseMatrix(
                edges.rows(), edges.columns(), offsets, Arrays.copyOf(indices, next), Arrays.copyOf(values, next));
        return new SharedCells(
                new CellGraph(network.nodes(), kept, network.name(), network.provenance()),
                (edges.stored() - next) / 2);
    }

    private static BitSet shown(DenseMatrix values, int gene) {
        BitSet cells = new BitSet(values.columns());
        for (int c = 0; c < values.columns(); c++) {
            cells.set(c, values.get(gene, c) != 0);
        }
        return cells;
    }
}
