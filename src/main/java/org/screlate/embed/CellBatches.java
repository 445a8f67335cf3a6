package org.screlate.embed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.RowStandardisation;
import org.screlate.stats.random.RandomOrder;
import org.screlate.stats.random.Streams;

/**
 * Cuts an epoch into steps. If all cells go into one step, the edges of the cell graph may be cut into parts, one a step.
 * Else the cells are cut into patches of near cells, grown over the graph, and each step takes patches drawn anew, so
 * that most edges of its cells are in it and every cell is seen once an epoch.
 */
final class CellBatches {
    private static final int PATCH = 100;

    private final ScNetOptions options;
    private final StandardisedExpression expression;
    private final @Nullable DenseMatrix all;
    private final @Nullable DenseMatrix target;
    private final Workers workers;
    private final List<int[]> patches;

    CellBatches(ScNetOptions options, StandardisedExpression expression, SparseMatrix graph, Workers workers) {
        this.options = options;
        this.expression = expression;
        int cells = expression.cells();
        boolean together = cells <= options.training().cellBatch();
        all = together ? expression.cells(IntStream.range(0, cells).toArray()) : null;
        target = all == null ? null : standardised(all, workers);
        this.workers = workers;
        patches = together ? List.of() : patches(graph);
    }

    /** Whether a step has all cells. */
    boolean together() {
        return all != null;
    }

    /** All cells and edges: only where {@link #together}. */
    CellBatch whole(SparseMatrix graph) {
        if (all == null || target == null) {
            throw new IllegalStateException("the cells do not fit into one step");
        }
        return CellBatch.of(null, all, target, graph, options.model().form());
    }

    private static DenseMatrix standardised(DenseMatrix table, Workers workers) {
        DenseMatrix target = table.copy();
        RowStandardisation.inPlace(target, workers);
        return target;
    }

    /** How many steps an epoch has. */
    int steps() {
        if (together()) {
            return options.training().edgeBatches();
        }
        int batch = options.training().cellBatch();
        return (expression.cells() + batch - 1) / batch;
    }

    /** The cells of each step of an epoch; null for all. */
    List<int @Nullable []> cells(long seed) {
        List<int @Nullable []> steps = new ArrayList<>();
        if (together()) {
            for (int s = 0; s < steps(); s++) {
                steps.add(null);
            }
            return steps;
        }
        int[] shuffled = IntStream.range(0, patches.size()).toArray();
        RandomOrder.shuffle(shuffled, Streams.of(seed, "patches"));
        int[] order = Arrays.stream(shuffled)
                .flatMap(p -> Arrays.stream(patches.get(p)))
                .toArray();
        for (int s = 0; s < steps(); s++) {
            int from = (int) ((long) s * order.length / steps());
            int to = (int) ((long) (s + 1) * order.length / steps());
            int[] cells = Arrays.copyOfRange(order, from, to);
            Arrays.sort(cells);
            steps.add(cells);
        }
        return steps;
    }

    /** One step: its cells from {@link #cells}, its edges from the graph as pruned so far. */
    CellBatch batch(int @Nullable [] cells, int step, SparseMatrix graph, long seed) {
        if (cells != null) {
            DenseMatrix table = expression.cells(cells);
            SparseMatrix edges = graph.select(cells, cells);
            return CellBatch.of(
                    cells,
                    table,
                    standardised(table, workers),
                    edges,
                    options.model().form());
        }
        int parts = options.training().edgeBatches();
        return whole(parts == 1 ? graph : part(graph, step, parts, seed));
    }

    /** Each edge belongs to one of the parts, drawn anew for each seed. */
    static SparseMatrix part(SparseMatrix graph, int part, int parts, long seed) {
        SplittableRandom random = Streams.of(seed, "edge parts");
        return CellPruning.keep(graph, (row, edge) -> random.nextInt(parts) == part);
    }

    /** Balls of near cells: breadth first from the first cell that is in none. */
    static List<int[]> patches(SparseMatrix graph) {
        boolean[] taken = new boolean[graph.rows()];
        List<int[]> patches = new ArrayList<>();
        for (int start = 0; start < taken.length; start++) {
            if (taken[start]) {
                continue;
            }
            int[] patch = new int[PATCH];
            int size = 0;
            patch[size++] = start;
            taken[start] = true;
            for (int next = 0; next < size && size < PATCH; next++) {
                int cell = patch[next];
                for (int k = graph.offsets()[cell]; k < graph.offsets()[cell + 1] && size < PATCH; k++) {
                    if (!taken[graph.indices()[k]]) {
                        taken[graph.indices()[k]] = true;
                        patch[size++] = graph.indices()[k];
                    }
                }
            }
            patches.add(Arrays.copyOf(patch, size));
        }
        return patches;
    }
}
