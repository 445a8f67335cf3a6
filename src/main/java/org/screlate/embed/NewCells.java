package org.screlate.embed;

import java.util.Arrays;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Parameter;

/**
 * Cells that were not there in training, put beside those that were. They listen to cells of the training and nobody
 * listens to them, so that neither the places of those change, nor does a new one's place depend on the other new ones.
 * Where weights belong to a cell, a new one has the mean of its neighbours'.
 */
final class NewCells {
    private final ScNetOptions options;
    private final TrainedCells known;
    private final SparseMatrix neighbours;
    private final Workers workers;

    /**
     * Sets who listens to whom.
     *
     * @param neighbours {@code [new cells × cells of the training]}
     */
    NewCells(ScNetOptions options, TrainedCells known, SparseMatrix neighbours, Workers workers) {
        this.options = options;
        this.known = known;
        this.neighbours = neighbours;
        this.workers = workers;
    }

    /** {@code [new cells × dimensions]}. */
    DenseMatrix embed(ScNetState state, StandardisedExpression expression) {
        GeneNetwork none =
                GeneNetwork.of(empty(expression.genes()), options.model().form());
        ScNetModel model = new ScNetModel(options, none, expression.genes(), expression.cells());
        for (Parameter parameter : model.parameters()) {
            put(state, parameter);
        }
        return new CellWalk(model, expression, graph(), options.model(), CellWalk.BLOCK, known, workers).cells();
    }

    private void put(ScNetState state, Parameter parameter) {
        String name = "best/" + parameter.name();
        float[] values = parameter.value().values();
        if (!ScNetModel.hasARowForEachCell(parameter.name())) {
            state.copy(name, values);
        } else if (ScNetModel.tellsCells(parameter.name())) {
            int width = parameter.value().columns();
            float[] trained = new float[Sizes.product(neighbours.columns(), width)];
            state.copy(name, trained);
            Products.multiply(means(), 0, neighbours.rows(), trained, width, values);
        }
        // What carries values of a cell to genes is not used: the genes are known.
    }

    private SparseMatrix means() {
        float[] shares = new float[neighbours.stored()];
        for (int i = 0; i < neighbours.rows(); i++) {
            int from = neighbours.offsets()[i];
            int to = neighbours.offsets()[i + 1];
            Arrays.fill(shares, from, to, 1f / (to - from));
        }
        return neighbours.withValues(shares);
    }

    /** Of the training's cells, then the new ones. */
    private SparseMatrix graph() {
        SparseMatrix among = known.graph();
        int n = among.rows() + neighbours.rows();
        int[] offsets = Arrays.copyOf(among.offsets(), n + 1);
        for (int i = 1; i <= neighbours.rows(); i++) {
            offsets[among.rows() + i] = among.stored() + neighbours.offsets()[i];
        }
        int[] indices = Arrays.copyOf(among.indices(), among.stored() + neighbours.stored());
        System.arraycopy(neighbours.indices(), 0, indices, among.stored(), neighbours.stored());
        return new SparseMatrix(n, n, offsets, indices, new float[indices.length]);
    }

    private static SparseMatrix empty(int nodes) {
        return new SparseMatrix(nodes, nodes, new int[nodes + 1], new int[0], new float[0]);
    }
}
