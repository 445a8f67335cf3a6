package org.screlate.embed;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.screlate.graph.HeldOutPairs;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/**
 * Cells that were not there in training, put beside those that were. They listen to cells of the training, none listens to
 * them. The rows of weights that belong to a cell are, for a new one, the mean of its neighbours' where genes are told to
 * it, and zeros where it would tell genes: so neither genes nor other cells notice, but for the mean and deviation by which
 * attention is standardised.
 */
final class NewCells {
    private final int trained;
    private final SparseMatrix neighbours;

    /**
     * Sets who listens to whom.
     *
     * @param neighbours {@code [new cells × cells of the training]}
     */
    NewCells(SparseMatrix neighbours) {
        this.trained = neighbours.columns();
        this.neighbours = neighbours;
    }

    /** Training cells, then new ones. */
    ScNetInput beside(ScNetInput input, Matrix expression) {
        return new ScNetInput(
                below(input.expression(), expression),
                graph(input.cellGraph()),
                input.edges(),
                input.variable(),
                HeldOutPairs.NONE);
    }

    /** The state of the model with rows for the new cells. */
    ScNetState beside(ScNetState state) {
        Map<String, float[]> values = new TreeMap<>();
        state.values().forEach((name, value) -> values.put(name, extended(name, value)));
        return new ScNetState(state.epoch(), state.steps(), values, graph(state.cellGraph()), state.log());
    }

    private float[] extended(String name, float[] values) {
        if (name.equals("best.edges")) {
            float[] flags = Arrays.copyOf(values, values.length + neighbours.stored());
            Arrays.fill(flags, values.length, flags.length, 1);
            return flags;
        }
        if (!ScNetModel.hasARowForEachCell(name)) {
            return values;
        }
        int width = values.length / trained;
        float[] longer = Arrays.copyOf(values, (trained + neighbours.rows()) * width);
        for (int i = 0; i < neighbours.rows() && ScNetModel.tellsCells(name); i++) {
            int from = neighbours.offsets()[i];
            int to = neighbours.offsets()[i + 1];
            for (int k = from; k < to; k++) {
                for (int c = 0; c < width; c++) {
                    longer[(trained + i) * width + c] += values[neighbours.indices()[k] * width + c] / (to - from);
                }
            }
        }
        return longer;
    }

    private SparseMatrix graph(SparseMatrix among) {
        int n = trained + neighbours.rows();
        SparseMatrix below =
                new SparseMatrix(neighbours.rows(), n, neighbours.offsets(), neighbours.indices(), neighbours.values());
        SparseMatrix wide = new SparseMatrix(trained, n, among.offsets(), among.indices(), among.values());
        return (SparseMatrix) below(wide, below);
    }

    /** The rows of one matrix, then those of another; sparse if the first is. */
    private static Matrix below(Matrix first, Matrix second) {
        if (first instanceof SparseMatrix a) {
            SparseMatrix b = second.toSparse();
            int[] offsets = Arrays.copyOf(a.offsets(), a.rows() + b.rows() + 1);
            for (int i = 1; i <= b.rows(); i++) {
                offsets[a.rows() + i] = a.stored() + b.offsets()[i];
            }
            int[] indices = Arrays.copyOf(a.indices(), a.stored() + b.stored());
            System.arraycopy(b.indices(), 0, indices, a.stored(), b.stored());
            float[] values = Arrays.copyOf(a.values(), indices.length);
            System.arraycopy(b.values(), 0, values, a.stored(), b.stored());
            return new SparseMatrix(a.rows() + b.rows(), a.columns(), offsets, indices, values);
        }
        float[] top = first.toDense().values();
        float[] bottom = second.toDense().values();
        float[] all = Arrays.copyOf(top, top.length + bottom.length);
        System.arraycopy(bottom, 0, all, top.length, bottom.length);
        return new DenseMatrix(first.rows() + second.rows(), first.columns(), all);
    }
}
