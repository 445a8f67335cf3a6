package org.screlate.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.screlate.graph.PanelMemory.Use;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.LeastEigenvalue;
import org.screlate.matrix.Products;
import org.screlate.matrix.Recurrence;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Spreads values over the neighbours of a graph, a fixed number of times or until they no longer change. The columns do
 * not know each other: a panel of {@value #WIDTH} of them goes through all steps on its own, and panels run in parallel.
 * Where a panel is larger than the processor's cache, its rows stand in {@link LocalOrder}.
 *
 * <p>Each step is \(y \leftarrow T y + const\), so n steps give \(y_0 + \sum_{k < n} T^k (y_1 - y_0)\). Where the weights between
 * two nodes were the same both ways before rows were divided by their sums, T is similar to a symmetric matrix; its
 * eigenvalues lie between {@link LeastEigenvalue}, which is never below \(2 \min a_{ii} - 1\) (Gershgorin), and 1, for any
 * choice of values that are held (interlacing). All steps but the last are then made as the {@link PowerSum}, in fewer
 * products, with an error of at most {@value #ERROR} of \(y_1 - y_0\), or what is allowed, in the norm weighted by row sums.
 */
public final class Propagation {
    /** Columns of a panel. */
    public static final int WIDTH = 64;
    // Rows multiplied before what follows on them: they are in the first cache still.
    private static final int ROWS = 64;
    /** What the polynomial may be off by, as a part of the change of the first step. */
    public static final double ERROR = 1e-6;

    private final SparseMatrix adjacency;
    private final int[] order;
    private final SparseMatrix ordered;
    private final Stop stop;
    private final double error;
    /** Least eigenvalue that the matrix may have; NaN where they may be complex. */
    private final double lowest;
    /** Of filling; null where it goes step by step. */
    private final @Nullable PowerSum sum;

    /**
     * Of weights that are to be divided by the sum of each row.
     *
     * @param weights {@code [nodes × nodes]}; positive on the diagonal
     */
    public static Propagation over(SparseMatrix weights, Stop stop) {
        return over(weights, stop, ERROR);
    }

    /**
     * Of weights that are to be divided by the sum of each row, with another error of the steps that are made together.
     *
     * @param error above 0, as a part of the first step's change
     */
    public static Propagation over(SparseMatrix weights, Stop stop, double error) {
        if (!(error > 0)) {
            throw new IllegalArgumentException("error not above 0: " + error);
        }
        SparseMatrix adjacency = NeighbourGraph.normalised(weights);
        double lowest = isSymmetric(weights) ? lowest(weights, adjacency) : Double.NaN;
        return new Propagation(adjacency, stop, error, lowest);
    }

    /**
     * Sets the graph.
     *
     * @param adjacency {@code [nodes × nodes]}, as {@link NeighbourGraph#normalised} makes it
     */
    public Propagation(SparseMatrix adjacency, Stop stop) {
        this(adjacency, stop, ERROR, Double.NaN);
    }

    private Propagation(SparseMatrix adjacency, Stop stop, double error, double lowest) {
        this.error = error;
        this.lowest = lowest;
        this.adjacency = adjacency;
        this.order = LocalOrder.of(adjacency);
        this.ordered = adjacency.selectRows(order).selectColumns(order);
        this.stop = stop;
        this.sum = sum(1);
    }

    private static boolean isSymmetric(SparseMatrix weights) {
        SparseMatrix turned = weights.transpose();
        return Arrays.equals(weights.indices(), turned.indices())
                && Arrays.equals(weights.offsets(), turned.offsets())
                && Arrays.equals(weights.values(), turned.values());
    }

    private static double lowest(SparseMatrix weights, SparseMatrix adjacency) {
        double least = 1;
        double[] scale = new double[weights.rows()];
        for (int r = 0; r < adjacency.rows(); r++) {
            least = Math.min(least, adjacency.get(r, r));
            scale[r] = Math.sqrt(adjacency.get(r, r) / weights.get(r, r));
        }
        return Math.max(Math.max(-1, 2 * least - 1), LeastEigenvalue.bound(weights, scale));
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
        return forPanels(x, workers, (memory, from, to) -> {
            float[] panel = memory.of(Use.PANEL);
            float[] held = memory.of(Use.HELD);
            for (int i = 0; i < held.length; i++) {
                held[i] = panel[i] == 0 ? Float.NaN : panel[i];
            }
            return fill(ordered, panel, held, memory);
        });
    }

    /**
     * Fills what was not observed, holds the rest, zeros too.
     *
     * @param x {@code [nodes × columns]}, overwritten by the result
     * @param observed the places to hold, of the same shape
     */
    public Convergence fillInPlace(DenseMatrix x, BitMask observed, Workers workers) {
        return forPanels(x, workers, (memory, from, to) -> {
            float[] panel = memory.of(Use.PANEL);
            float[] held = memory.of(Use.HELD);
            Arrays.fill(held, Float.NaN);
            for (int r = 0; r < x.rows(); r++) {
                putHeld(observed.word(order[r], from / Long.SIZE), panel, held, r * WIDTH);
            }
            return fill(ordered, panel, held, memory);
        });
    }

    /** @param observed one bit for each place of a row of a panel, as many as a word has */
    private static void putHeld(long observed, float[] panel, float[] held, int at) {
        for (long left = observed; left != 0; left &= left - 1) {
            int place = at + Long.numberOfTrailingZeros(left);
            held[place] = panel[place];
        }
    }

    /**
     * Smooths all, drawn back to the start: \(Y \leftarrow \beta A Y + (1 - \beta) X\).
     *
     * @param x {@code [nodes × columns]}, overwritten by the result
     */
    public Convergence smoothInPlace(DenseMatrix x, double beta, Workers workers) {
        PowerSum together = sum(beta);
        return forPanels(x, workers, (memory, from, to) -> {
            float[] panel = memory.of(Use.PANEL);
            float[] start = memory.of(Use.HELD);
            System.arraycopy(panel, 0, start, 0, start.length);
            Then mix = (product, first, last) -> Products.mixInPlace((float) beta, start, product, first, last);
            return spread(ordered, panel, new float[0], beta, together, mix, memory);
        });
    }

    /**
     * One panel of {@link #fillInPlace}, for those who make their own.
     *
     * @param panel {@code [nodes × WIDTH]}, overwritten, not necessarily by the result
     * @param held {@code [nodes × WIDTH]}, what to hold; NaN where free
     */
    public Panel fill(float[] panel, float[] held) {
        return fill(adjacency, panel, held, new PanelMemory(panel.length));
    }

    private Panel fill(SparseMatrix graph, float[] panel, float[] held, PanelMemory memory) {
        Then hold = (product, from, to) -> Products.holdInPlace(held, product, from, to);
        return spread(graph, panel, held, 1, sum, hold, memory);
    }

    /** All steps but the last together, where that needs fewer products and no column stops before the others; else null. */
    private @Nullable PowerSum sum(double beta) {
        boolean steady = stop.tolerance == 0 && stop.iterations > 2 && !Double.isNaN(lowest) && beta > 0;
        if (!steady) {
            return null;
        }
        PowerSum together = PowerSum.of(stop.iterations - 1, beta * lowest, beta, error);
        return together.degree() + 2 < stop.iterations ? together : null;
    }

    private Panel spread(
            SparseMatrix graph,
            float[] panel,
            float[] held,
            double beta,
            @Nullable PowerSum together,
            Then then,
            PanelMemory memory) {
        if (together == null) {
            return stepped(graph, panel, 1, then, memory);
        }
        addSum(graph, panel, held, beta, together, then, memory);
        return stepped(graph, panel, stop.iterations, then, memory);
    }

    /** To the panel y₀ adds the sum over T of y₁ − y₀, by Clenshaw's recurrence. */
    private static void addSum(
            SparseMatrix graph, float[] y, float[] held, double beta, PowerSum sum, Then then, PanelMemory memory) {
        float[] change = memory.of(Use.CHANGE);
        step(graph, y, change, then);
        for (int i = 0; i < y.length; i++) {
            change[i] = held.length > 0 && !Float.isNaN(held[i]) ? Float.NaN : change[i] - y[i];
        }
        double scale = 2 / (sum.high() - sum.low());
        double middle = scale * (sum.high() + sum.low()) / 2;
        float[] before = memory.of(Use.BEFORE);
        Arrays.fill(before, 0);
        float[] now = memory.of(Use.NOW);
        float[] next = memory.of(Use.NEXT);
        float leading = (float) sum.coefficients()[sum.degree()];
        for (int i = 0; i < y.length; i++) {
            now[i] = Float.isNaN(change[i]) ? 0 : leading * change[i];
        }
        for (int j = sum.degree() - 1; j >= 0; j--) {
            double times = j == 0 ? 1 : 2;
            Recurrence terms = new Recurrence(
                    (float) (times * scale * beta), (float) (times * middle), (float) sum.coefficients()[j]);
            float[] current = now;
            float[] last = before;
            step(
                    graph,
                    now,
                    next,
                    (product, from, to) -> Products.recurInPlace(terms, product, current, last, change, from, to));
            float[] free = before;
            before = now;
            now = next;
            next = free;
        }
        for (int i = 0; i < y.length; i++) {
            y[i] += now[i];
        }
    }

    private static void step(SparseMatrix graph, float[] y, float[] next, Then then) {
        for (int from = 0; from < graph.rows(); from += ROWS) {
            int to = Math.min(from + ROWS, graph.rows());
            Products.multiply(graph, from, to, y, WIDTH, next);
            then.applyInPlace(next, from * WIDTH, to * WIDTH);
        }
    }

    /** Step by step, from one that is to be the given number. */
    private Panel stepped(SparseMatrix graph, float[] panel, int first, Then then, PanelMemory memory) {
        float[] y = panel;
        float[] next = memory.of(Use.NEXT);
        ColumnChanges changes = new ColumnChanges(WIDTH, stop.tolerance);
        for (int step = first; ; step++) {
            step(graph, y, next, then);
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

    /** Work on the columns {@code from <= c < to}, which are there as a panel, rows in order. */
    private interface PanelTask {
        Panel run(PanelMemory memory, int from, int to);
    }

    private Convergence forPanels(DenseMatrix x, Workers workers, PanelTask task) {
        Convergence[] each = new Convergence[(x.columns() + WIDTH - 1) / WIDTH];
        PanelMemory.Pool pool = new PanelMemory.Pool(Sizes.product(x.rows(), WIDTH));
        workers.forBlocks(x.columns(), WIDTH, (from, to) -> {
            PanelMemory memory = pool.take();
            takePanel(x, from, to, memory.of(Use.PANEL));
            Panel done = task.run(memory, from, to);
            putPanel(x, from, to, done.values());
            each[from / WIDTH] = done.convergence();
            pool.giveBack(memory);
        });
        return Arrays.stream(each).reduce(Convergence.NONE, Convergence::and);
    }

    /** Columns {@code from <= c < to}, padded with zeros to the width of a panel; row r is that of node {@code order[r]}. */
    private void takePanel(DenseMatrix x, int from, int to, float[] panel) {
        for (int r = 0; r < x.rows(); r++) {
            System.arraycopy(x.values(), x.offset(order[r]) + from, panel, r * WIDTH, to - from);
            Arrays.fill(panel, r * WIDTH + to - from, (r + 1) * WIDTH, 0);
        }
    }

    private void putPanel(DenseMatrix x, int from, int to, float[] panel) {
        for (int r = 0; r < x.rows(); r++) {
            System.arraycopy(panel, r * WIDTH, x.values(), x.offset(order[r]) + from, to - from);
        }
    }
}
