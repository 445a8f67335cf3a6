package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Spreads values over the neighbours of a graph, a fixed number of times. The columns do not know each other: a panel of
 * {@value #WIDTH} of them goes through all iterations on its own, in the processor's cache, and panels run in parallel.
 */
public final class Propagation {
    /** Columns of a panel. */
    public static final int WIDTH = 64;
    // Rows multiplied before what follows on them: they are in the first cache still.
    private static final int ROWS = 64;

    private final SparseMatrix adjacency;
    private final int iterations;

    /**
     * Sets the graph.
     *
     * @param adjacency {@code [nodes × nodes]}, as {@link NeighbourGraph#normalised} makes it
     */
    public Propagation(SparseMatrix adjacency, int iterations) {
        this.adjacency = adjacency;
        this.iterations = iterations;
    }

    /**
     * Fills zeros, holds the rest: \(Y \leftarrow A Y\), then \(Y_{ig} \leftarrow X_{ig}\) where \(X_{ig} \neq 0\).
     *
     * @param x {@code [nodes × columns]}, overwritten by the result
     */
    public void fillInPlace(DenseMatrix x, Workers workers) {
        workers.forBlocks(x.columns(), WIDTH, (from, to) -> {
            float[] panel = panel(x, from, to);
            float[] held = panel.clone();
            for (int i = 0; i < held.length; i++) {
                held[i] = held[i] == 0 ? Float.NaN : held[i];
            }
            putPanel(x, from, to, fill(panel, held));
        });
    }

    /**
     * Fills what was not observed, holds the rest, zeros too.
     *
     * @param x {@code [nodes × columns]}, overwritten by the result
     * @param observed the places to hold, of the same shape
     */
    public void fillInPlace(DenseMatrix x, BitMask observed, Workers workers) {
        workers.forBlocks(x.columns(), WIDTH, (from, to) -> {
            float[] panel = panel(x, from, to);
            float[] held = new float[panel.length];
            Arrays.fill(held, Float.NaN);
            for (int r = 0; r < x.rows(); r++) {
                for (int c = from; c < to; c++) {
                    if (observed.get(r, c)) {
                        held[r * WIDTH + c - from] = panel[r * WIDTH + c - from];
                    }
                }
            }
            putPanel(x, from, to, fill(panel, held));
        });
    }

    /**
     * Smooths all, drawn back to the start: \(Y \leftarrow \beta A Y + (1 - \beta) X\).
     *
     * @param x {@code [nodes × columns]}, overwritten by the result
     */
    public void smoothInPlace(DenseMatrix x, double beta, Workers workers) {
        workers.forBlocks(x.columns(), WIDTH, (from, to) -> {
            float[] start = panel(x, from, to);
            putPanel(x, from, to, smooth(start, (float) beta));
        });
    }

    /**
     * One panel of {@link #fillInPlace}, for those who make their own.
     *
     * @param panel {@code [nodes × WIDTH]}, overwritten, not necessarily by the result
     * @param held {@code [nodes × WIDTH]}, what to hold; NaN where free
     * @return the result, which may be the first argument
     */
    public float[] fill(float[] panel, float[] held) {
        float[] y = panel;
        float[] next = new float[panel.length];
        for (int iteration = 0; iteration < iterations; iteration++) {
            for (int from = 0; from < adjacency.rows(); from += ROWS) {
                int to = Math.min(from + ROWS, adjacency.rows());
                Products.multiply(adjacency, from, to, y, WIDTH, next);
                Products.holdInPlace(held, next, from * WIDTH, to * WIDTH);
            }
            float[] previous = y;
            y = next;
            next = previous;
        }
        return y;
    }

    private float[] smooth(float[] start, float beta) {
        float[] y = start.clone();
        float[] next = new float[start.length];
        for (int iteration = 0; iteration < iterations; iteration++) {
            for (int from = 0; from < adjacency.rows(); from += ROWS) {
                int to = Math.min(from + ROWS, adjacency.rows());
                Products.multiply(adjacency, from, to, y, WIDTH, next);
                Products.mixInPlace(beta, start, next, from * WIDTH, to * WIDTH);
            }
            float[] previous = y;
            y = next;
            next = previous;
        }
        return y;
    }

    /** Columns {@code from <= c < to}, padded with zeros to the width of a panel. */
    private static float[] panel(DenseMatrix x, int from, int to) {
        float[] panel = new float[Math.multiplyExact(x.rows(), WIDTH)];
        for (int r = 0; r < x.rows(); r++) {
            System.arraycopy(x.values(), x.offset(r) + from, panel, r * WIDTH, to - from);
        }
        return panel;
    }

    private static void putPanel(DenseMatrix x, int from, int to, float[] panel) {
        for (int r = 0; r < x.rows(); r++) {
            System.arraycopy(panel, r * WIDTH, x.values(), x.offset(r) + from, to - from);
        }
    }
}
