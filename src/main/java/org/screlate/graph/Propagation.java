package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Spreads values over the neighbours of a graph, a fixed number of times or until they no longer change. The columns do
 * not know each other: a panel of {@value #WIDTH} of them goes through all steps on its own, and panels run in parallel.
 * Where a panel is larger than the processor's cache, its rows stand in {@link LocalOrder}.
 */
public final class Propagation {
    /** Columns of a panel. */
    public static final int WIDTH = 64;
    // Rows multiplied before what follows on them: they are in the first cache still.
    private static final int ROWS = 64;

    private final SparseMatrix adjacency;
    private final int[] order;
    private final SparseMatrix ordered;
    private final Stop stop;

    /**
     * Sets the graph.
     *
     * @param adjacency {@code [nodes × nodes]}, as {@link NeighbourGraph#normalised} makes it
     */
    public Propagation(SparseMatrix adjacency, Stop stop) {
        this.adjacency = adjacency;
        this.order = LocalOrder.of(adjacency);
        this.ordered = adjacency.selectRows(order).selectColumns(order);
        this.stop = stop;
    }

    /**
     * When a column has gone far enough. Its change in a step is \(\|y_t - y_{t-1}\| / \|y_t\|\).
     *
     * @param iterations most steps, at least 1
     * @param tolerance change at which a column stops; 0: after all iterations
     */
    public record Stop(int iterations, double tolerance) {
        /** Checks the ranges. */
        public Stop {
            if (iterations < 1) {
                throw new IllegalArgumentException("iterations < 1: " + iterations);
            }
            if (!(tolerance >= 0 && tolerance < 1)) {
                throw new IllegalArgumentException("tolerance not from 0 to below 1: " + tolerance);
            }
        }
    }

    /**
     * How far the columns came.
     *
     * @param steps most steps that one took
     * @param change largest change of one in its last step
     */
    public record Convergence(int steps, double change) {
        /** Of nothing. */
        public static final Convergence NONE = new Convergence(0, 0);

        /** The worse of each. */
        public Convergence and(Convergence other) {
            return new Convergence(Math.max(steps, other.steps), Math.max(change, other.change));
        }
    }

    /**
     * Columns after propagation.
     *
     * @param values {@code [nodes × WIDTH]}
     * @param convergence how far they came
     */
    public record Panel(float[] values, Convergence convergence) {}

    /** What follows a product on its values {@code from <= i < to}. */
    private interface Then {
        void applyInPlace(float[] product, int from, int to);
    }

    /**
     * Fills zeros, holds the rest: \(Y \leftarrow A Y\), then \(Y_{ig} \leftarrow X_{ig}\) where \(X_{ig} \neq 0\).
     *
     * @param x {@code [nodes × columns]}, overwritten by the result
     */
    public Convergence fillInPlace(DenseMatrix x, Workers workers) {
        return forPanels(x, workers, (panel, from, to) -> {
            float[] held = panel.clone();
            for (int i = 0; i < held.length; i++) {
                held[i] = held[i] == 0 ? Float.NaN : held[i];
            }
            return fill(ordered, panel, held);
        });
    }

    /**
     * Fills what was not observed, holds the rest, zeros too.
     *
     * @param x {@code [nodes × columns]}, overwritten by the result
     * @param observed the places to hold, of the same shape
     */
    public Convergence fillInPlace(DenseMatrix x, BitMask observed, Workers workers) {
        return forPanels(x, workers, (panel, from, to) -> {
            float[] held = new float[panel.length];
            Arrays.fill(held, Float.NaN);
            for (int r = 0; r < x.rows(); r++) {
                for (int c = from; c < to; c++) {
                    if (observed.get(order[r], c)) {
                        held[r * WIDTH + c - from] = panel[r * WIDTH + c - from];
                    }
                }
            }
            return fill(ordered, panel, held);
        });
    }

    /**
     * Smooths all, drawn back to the start: \(Y \leftarrow \beta A Y + (1 - \beta) X\).
     *
     * @param x {@code [nodes × columns]}, overwritten by the result
     */
    public Convergence smoothInPlace(DenseMatrix x, double beta, Workers workers) {
        return forPanels(x, workers, (start, from, to) -> {
            Then mix = (product, first, last) -> Products.mixInPlace((float) beta, start, product, first, last);
            return spread(ordered, start.clone(), mix);
        });
    }

    /**
     * One panel of {@link #fillInPlace}, for those who make their own.
     *
     * @param panel {@code [nodes × WIDTH]}, overwritten, not necessarily by the result
     * @param held {@code [nodes × WIDTH]}, what to hold; NaN where free
     */
    public Panel fill(float[] panel, float[] held) {
        return fill(adjacency, panel, held);
    }

    private Panel fill(SparseMatrix graph, float[] panel, float[] held) {
        return spread(graph, panel, (product, from, to) -> Products.holdInPlace(held, product, from, to));
    }

    private Panel spread(SparseMatrix graph, float[] panel, Then then) {
        float[] y = panel;
        float[] next = new float[panel.length];
        ColumnChanges changes = new ColumnChanges(WIDTH, stop.tolerance);
        for (int step = 1; ; step++) {
            for (int from = 0; from < graph.rows(); from += ROWS) {
                int to = Math.min(from + ROWS, graph.rows());
                Products.multiply(graph, from, to, y, WIDTH, next);
                then.applyInPlace(next, from * WIDTH, to * WIDTH);
            }
            float[] previous = y;
            y = next;
            next = previous;
            boolean last = step == stop.iterations;
            if (last || stop.tolerance > 0) {
                changes.measure(previous, y, step);
                if (last || changes.allSettled()) {
                    changes.putSettledInto(y);
                    return new Panel(y, changes.convergence());
                }
            }
        }
    }

    /** Work on the columns {@code from <= c < to} as a panel, rows in order. */
    private interface PanelTask {
        Panel run(float[] panel, int from, int to);
    }

    private Convergence forPanels(DenseMatrix x, Workers workers, PanelTask task) {
        Convergence[] each = new Convergence[(x.columns() + WIDTH - 1) / WIDTH];
        workers.forBlocks(x.columns(), WIDTH, (from, to) -> {
            Panel done = task.run(panel(x, from, to), from, to);
            putPanel(x, from, to, done.values());
            each[from / WIDTH] = done.convergence();
        });
        return Arrays.stream(each).reduce(Convergence.NONE, Convergence::and);
    }

    /** Columns {@code from <= c < to}, padded with zeros to the width of a panel; row r is that of node {@code order[r]}. */
    private float[] panel(DenseMatrix x, int from, int to) {
        float[] panel = new float[Math.multiplyExact(x.rows(), WIDTH)];
        for (int r = 0; r < x.rows(); r++) {
            System.arraycopy(x.values(), x.offset(order[r]) + from, panel, r * WIDTH, to - from);
        }
        return panel;
    }

    private void putPanel(DenseMatrix x, int from, int to, float[] panel) {
        for (int r = 0; r < x.rows(); r++) {
            System.arraycopy(panel, r * WIDTH, x.values(), x.offset(order[r]) + from, to - from);
        }
    }
}
