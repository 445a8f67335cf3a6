package org.screlate.nn;

import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/** What is done to each number on its own, and sums of rows and columns. */
public final class Elements {
    /** Numbers a task. */
    private static final int BLOCK = 1 << 16;

    private Elements() {}

    /** y += x. */
    public static void addInto(float[] x, float[] y, Workers workers) {
        workers.forBlocks(y.length, BLOCK, (from, to) -> {
            for (int i = from; i < to; i++) {
                y[i] += x[i];
            }
        });
    }

    /** A table of x + y. */
    public static DenseMatrix sum(DenseMatrix x, DenseMatrix y, Workers workers) {
        DenseMatrix sum = DenseMatrix.zeros(x.rows(), x.columns());
        float[] a = x.values();
        float[] b = y.values();
        float[] c = sum.values();
        workers.forBlocks(c.length, BLOCK, (from, to) -> {
            for (int i = from; i < to; i++) {
                c[i] = a[i] + b[i];
            }
        });
        return sum;
    }

    static void scaleInPlace(DenseMatrix x, float factor) {
        float[] values = x.values();
        for (int i = 0; factor != 1 && i < values.length; i++) {
            values[i] *= factor;
        }
    }

    /** Adds to each node its features' biases. */
    static void addBias(DenseMatrix table, float[] bias, Orientation orientation, Workers workers) {
        float[] values = table.values();
        int width = table.columns();
        workers.forBlocks(table.rows(), rowsOf(width), (from, to) -> {
            for (int r = from; r < to; r++) {
                int at = table.offset(r);
                if (orientation == Orientation.NODES_IN_ROWS) {
                    for (int c = 0; c < width; c++) {
                        values[at + c] += bias[c];
                    }
                } else {
                    float own = bias[r];
                    for (int c = 0; c < width; c++) {
                        values[at + c] += own;
                    }
                }
            }
        });
    }

    /** Adds each feature's sum over the nodes. */
    static void addSumOverNodes(DenseMatrix table, float[] sums, Orientation orientation, Workers workers) {
        float[] values = table.values();
        if (orientation == Orientation.NODES_IN_COLUMNS) {
            workers.forBlocks(table.rows(), rowsOf(table.columns()), (from, to) -> {
                for (int r = from; r < to; r++) {
                    sums[r] += sum(values, table.offset(r), table.columns());
                }
            });
        } else {
            workers.forBlocks(table.columns(), 64, (from, to) -> {
                for (int r = 0; r < table.rows(); r++) {
                    int at = table.offset(r);
                    for (int c = from; c < to; c++) {
                        sums[c] += values[at + c];
                    }
                }
            });
        }
    }

    // Eight sums at a time: one would wait for itself.
    private static float sum(float[] values, int at, int length) {
        float[] sums = new float[8];
        int whole = length & ~7;
        for (int i = 0; i < whole; i += 8) {
            for (int k = 0; k < 8; k++) {
                sums[k] += values[at + i + k];
            }
        }
        for (int i = whole; i < length; i++) {
            sums[i - whole] += values[at + i];
        }
        return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
    }

    private static int rowsOf(int width) {
        return Math.max(1, BLOCK / Math.max(1, width));
    }
}
