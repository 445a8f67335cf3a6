package org.screlate.evaluate;

import java.util.Arrays;

/**
 * The one-to-one pairing of rows with columns of the greatest total gain: the Hungarian method by shortest augmenting
 * paths, with potentials {@code u} of rows and {@code v} of columns that keep every reduced cost
 * {@code cost(r, c) - u(r) - v(c)} at 0 or above. Time O(n³) for n = max(rows, columns).
 *
 * @see <a href="https://doi.org/10.1007/BF02278710">Jonker and Volgenant (1987)</a>
 */
final class Assignment {
    private static final int NONE = -1;

    private final long[][] gain;
    private final int size;
    private final long[] rowPotential;
    private final long[] columnPotential;
    /** The row of each column; {@link #NONE} while it has none. Column {@code size} is where each search begins. */
    private final int[] rowOf;

    private Assignment(long[][] gain, int columns) {
        this.gain = gain;
        this.size = Math.max(gain.length, columns);
        this.rowPotential = new long[size];
        this.columnPotential = new long[size + 1];
        this.rowOf = new int[size + 1];
        Arrays.fill(rowOf, NONE);
    }

    /**
     * The greatest total gain; rows or columns beyond the shorter side stay unpaired.
     *
     * @param gain {@code [rows × columns]}, none negative
     */
    static long greatestGain(long[][] gain) {
        if (gain.length == 0) {
            return 0;
        }
        Assignment assignment = new Assignment(gain, gain[0].length);
        for (int row = 0; row < assignment.size; row++) {
            assignment.pair(row);
        }
        long total = 0;
        for (int column = 0; column < assignment.size; column++) {
            total -= assignment.cost(assignment.rowOf[column], column);
        }
        return total;
    }

    // The square is filled up with pairs that gain nothing.
    private long cost(int row, int column) {
        return row < gain.length && column < gain[row].length ? -gain[row][column] : 0;
    }

    /** Pairs one row more, by the cheapest path of changes that ends at a free column. */
    private void pair(int row) {
        long[] distance = new long[size + 1];
        Arrays.fill(distance, Long.MAX_VALUE);
        int[] before = new int[size + 1];
        boolean[] reached = new boolean[size + 1];
        int column = size;
        rowOf[size] = row;
        while (rowOf[column] != NONE) {
            reached[column] = true;
            shorten(distance, before, reached, column);
            int nearest = nearest(distance, reached);
            shift(distance, reached, distance[nearest]);
            column = nearest;
        }
        while (column != size) {
            rowOf[column] = rowOf[before[column]];
            column = before[column];
        }
    }

    private void shorten(long[] distance, int[] before, boolean[] reached, int from) {
        int row = rowOf[from];
        for (int c = 0; c < size; c++) {
            long reduced = cost(row, c) - rowPotential[row] - columnPotential[c];
            if (!reached[c] && reduced < distance[c]) {
                distance[c] = reduced;
                before[c] = from;
            }
        }
    }

    private int nearest(long[] distance, boolean[] reached) {
        int nearest = NONE;
        for (int c = 0; c < size; c++) {
            if (!reached[c] && (nearest == NONE || distance[c] < distance[nearest])) {
                nearest = c;
            }
        }
        return nearest;
    }

    private void shift(long[] distance, boolean[] reached, long by) {
        for (int c = 0; c <= size; c++) {
            if (reached[c]) {
                rowPotential[rowOf[c]] += by;
                columnPotential[c] -= by;
            } else if (c < size) {
                distance[c] -= by;
            }
        }
    }
}
