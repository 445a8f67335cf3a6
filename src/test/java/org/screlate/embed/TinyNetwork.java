package org.screlate.embed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.screlate.graph.HeldOutPairs;
import org.screlate.graph.NodePairs;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Parameter;
import org.screlate.nn.RowStandardisation;

/** The seven cells and nine genes of src/test/oracles/scnet.py; gene 8 is isolated. */
final class TinyNetwork {
    static final int CELLS = 7;
    static final int GENES = 9;
    static final NodePairs OTHERS = new NodePairs(new int[] {0, 1, 2}, new int[] {8, 5, 6});
    static final NodePairs CORRELATED = new NodePairs(new int[] {0, 3}, new int[] {1, 4});
    static final NodePairs UNCORRELATED = new NodePairs(new int[] {5, 0}, new int[] {7, 6});

    private TinyNetwork() {}

    static ScNetInput input() {
        boolean[] variable = new boolean[GENES];
        for (int g = 0; g < GENES; g++) {
            variable[g] = g != 5;
        }
        return new ScNetInput(expression(), cellGraph(), edges(), variable, HeldOutPairs.NONE);
    }

    /** {@code [cells × genes]}. */
    static DenseMatrix expression() {
        DenseMatrix expression = DenseMatrix.zeros(CELLS, GENES);
        for (int c = 0; c < CELLS; c++) {
            for (int g = 0; g < GENES; g++) {
                expression.set(c, g, (float) (1 + Math.sin(1 + 0.7 * c + 1.3 * g + 0.11 * c * g)));
            }
        }
        return expression;
    }

    static SparseMatrix cellGraph() {
        boolean[][] joined = new boolean[CELLS][CELLS];
        for (int i = 0; i < CELLS; i++) {
            joined[i][(i + 1) % CELLS] = true;
            joined[i][(i + CELLS - 1) % CELLS] = true;
        }
        joined[0][3] = true;
        joined[3][0] = true;
        joined[2][5] = true;
        return graph(joined);
    }

    static SparseMatrix edges() {
        boolean[][] joined = new boolean[GENES][GENES];
        for (int[] edge : new int[][] {{0, 1}, {0, 2}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {6, 7}}) {
            joined[edge[0]][edge[1]] = true;
            joined[edge[1]][edge[0]] = true;
        }
        return graph(joined);
    }

    private static SparseMatrix graph(boolean[][] joined) {
        int n = joined.length;
        int[] offsets = new int[n + 1];
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (joined[i][j]) {
                    indices.add(j);
                }
            }
            offsets[i + 1] = indices.size();
        }
        float[] ones = new float[indices.size()];
        Arrays.fill(ones, 1);
        return new SparseMatrix(n, n, offsets, indices.stream().mapToInt(i -> i).toArray(), ones);
    }

    static ScNetOptions options(ScNetOptions.Form form, int rank, double dropout) {
        return new ScNetOptions(
                new ScNetOptions.Model(form, rank, 2, 5, 3, dropout),
                new ScNetOptions.Training(12, 1e-2, 1e-5, 1, 100, 4, 2, 0.3, 0.8, 0.25, 0),
                new ScNetOptions.Pruning(5, 20, 1),
                1);
    }

    static ScNetModel model(ScNetOptions options) {
        GeneNetwork network = GeneNetwork.of(edges(), options.model().form());
        return new ScNetModel(options, network, GENES, CELLS);
    }

    static CellBatch batch(ScNetOptions options) {
        int[] all = {0, 1, 2, 3, 4, 5, 6};
        DenseMatrix table = StandardisedExpression.of(expression()).cells(all);
        DenseMatrix target = table.copy();
        RowStandardisation.inPlace(target, Workers.ONE);
        return CellBatch.of(null, table, target, cellGraph(), options.model().form());
    }

    /** The parameters of the script: 0.8 sin(0.7 + 1.7 p + 0.37 i²) for value i of parameter p. */
    static void setParameters(ScNetModel model) {
        for (int p = 0; p < model.parameters().size(); p++) {
            Parameter parameter = model.parameters().get(p);
            for (int i = 0; i < parameter.value().values().length; i++) {
                parameter.value().values()[i] = (float) (0.8 * Math.sin(0.7 + 1.7 * p + 0.37 * i * i));
            }
        }
    }
}
