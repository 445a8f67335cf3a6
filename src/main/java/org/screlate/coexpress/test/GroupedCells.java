package org.screlate.coexpress.test;

import java.util.stream.IntStream;
import org.screlate.matrix.SparseMatrix;

/**
 * Counts of cells in two groups, from subjects that may be in one of them or in both.
 *
 * @param counts {@code [cells × genes]}
 * @param depth total count of each cell, positive
 * @param group of each cell: 0 is the reference, 1 the other
 * @param subject of each cell, numbered from 0
 */
public record GroupedCells(SparseMatrix counts, double[] depth, int[] group, int[] subject) {
    /** Checks lengths and ranges. */
    public GroupedCells {
        int cells = counts.rows();
        if (depth.length != cells || group.length != cells || subject.length != cells) {
            throw new IllegalArgumentException("depths, groups and subjects of " + depth.length + ", " + group.length
                    + " and " + subject.length + " cells, not " + cells);
        }
        for (int c = 0; c < cells; c++) {
            if (!(depth[c] > 0 && depth[c] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("depth of cell " + c + " not > 0: " + depth[c]);
            }
            if (group[c] < 0 || group[c] > 1 || subject[c] < 0) {
                throw new IllegalArgumentException(
                        "cell " + c + " has group " + group[c] + " (not 0 or 1) or subject " + subject[c] + " (< 0)");
            }
        }
    }

    /** Highest number of a subject, plus one. */
    int subjects() {
        return IntStream.of(subject).max().orElse(-1) + 1;
    }

    /** The numbers of the cells of a group if subjects that {@code swapped} names change places. */
    int[] cellsOf(int wanted, boolean[] swapped) {
        return IntStream.range(0, group.length)
                .filter(c -> (group[c] == wanted) != swapped[subject[c]])
                .toArray();
    }

    /** The depths of the cells named. */
    double[] depthOf(int[] cells) {
        return IntStream.of(cells).mapToDouble(c -> depth[c]).toArray();
    }

    /** How many cells each subject has in a group. */
    int[] cellsBySubject(int wanted) {
        int[] cells = new int[subjects()];
        for (int c = 0; c < group.length; c++) {
            cells[subject[c]] += group[c] == wanted ? 1 : 0;
        }
        return cells;
    }
}
