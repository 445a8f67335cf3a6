package org.screlate.graph;

import java.util.Arrays;

/**
 * Watches the columns of a panel from step to step, and keeps those that have settled as they were then: what becomes of a
 * column does not depend on the others.
 */
final class ColumnChanges {
    private final int width;
    private final double tolerance;
    private final boolean[] isSettled;
    private float[] settledValues = new float[0];
    private final double[] changes;
    private int settled;
    private int steps;

    ColumnChanges(int width, double tolerance) {
        this.width = width;
        this.tolerance = tolerance;
        this.isSettled = new boolean[width];
        this.changes = new double[width];
    }

    /** Compares two steps of a panel {@code [rows × width]}. */
    void measure(float[] before, float[] after, int step) {
        double[] differences = new double[width];
        double[] squares = new double[width];
        for (int at = 0; at < after.length; at += width) {
            for (int c = 0; c < width; c++) {
                float difference = after[at + c] - before[at + c];
                differences[c] += difference * difference;
                squares[c] += after[at + c] * after[at + c];
            }
        }
        for (int c = 0; c < width; c++) {
            if (!isSettled[c]) {
                changes[c] = squares[c] == 0 ? 0 : Math.sqrt(differences[c] / squares[c]);
                if (tolerance > 0 && changes[c] <= tolerance) {
                    settle(after, c);
                }
            }
        }
        steps = step;
    }

    boolean allSettled() {
        return settled == width;
    }

    private void settle(float[] values, int column) {
        if (settledValues.length == 0) {
            settledValues = new float[values.length];
        }
        for (int at = column; at < values.length; at += width) {
            settledValues[at] = values[at];
        }
        isSettled[column] = true;
        settled++;
    }

    /** Overwrites the columns that settled before the others with what they were. */
    void putSettledInto(float[] values) {
        for (int c = 0; c < width; c++) {
            for (int at = c; isSettled[c] && at < values.length; at += width) {
                values[at] = settledValues[at];
            }
        }
    }

    Propagation.Convergence convergence() {
        return new Propagation.Convergence(steps, Arrays.stream(changes).max().orElse(0));
    }
}
