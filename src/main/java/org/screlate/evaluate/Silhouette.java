package org.screlate.evaluate;

import java.util.Arrays;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * How much nearer cells lie to their own cluster than to the next. With \(a\) the mean Euclidean distance of a cell to the
 * others of its cluster and \(b\) the least mean distance to the cells of another, its silhouette is \((b - a) / \max(a,
 * b)\), and 0 where it is alone in its cluster. Time O(cells² · dimensions).
 *
 * @see <a href="https://doi.org/10.1016/0377-0427(87)90125-7">Rousseeuw (1987)</a>
 */
final class Silhouette {
    private static final int BLOCK = 32;

    private Silhouette() {}

    /** Whether there are at least two clusters, and fewer than cells. */
    static boolean isDefined(String[] labels) {
        int clusters = Contingency.levels(Contingency.numbers(labels));
        return clusters > 1 && clusters < labels.length;
    }

    /**
     * The mean silhouette over cells.
     *
     * @param points {@code [cells × dimensions]}
     * @param labels cluster of each cell
     */
    static double mean(DenseMatrix points, String[] labels, Workers workers) {
        if (!isDefined(labels)) {
            throw new IllegalArgumentException("a silhouette needs 2 to cells - 1 clusters");
        }
        int[] clusters = Contingency.numbers(labels);
        int[] sizes = new int[Contingency.levels(clusters)];
        for (int cluster : clusters) {
            sizes[cluster]++;
        }
        double[] ofCell = new double[clusters.length];
        workers.forBlocks(ofCell.length, BLOCK, (from, to) -> {
            double[] toClusters = new double[sizes.length];
            for (int cell = from; cell < to; cell++) {
                sumDistances(points, cell, clusters, toClusters);
                ofCell[cell] = silhouette(toClusters, sizes, clusters[cell]);
            }
        });
        double sum = 0;
        for (double value : ofCell) {
            sum += value;
        }
        return sum / ofCell.length;
    }

    private static void sumDistances(DenseMatrix points, int cell, int[] clusters, double[] toClusters) {
        Arrays.fill(toClusters, 0);
        for (int other = 0; other < clusters.length; other++) {
            toClusters[clusters[other]] += distance(points, cell, other);
        }
    }

    private static double distance(DenseMatrix points, int a, int b) {
        float[] values = points.values();
        int offset = points.offset(b) - points.offset(a);
        double even = 0;
        double odd = 0;
        int end = points.offset(a) + points.columns();
        int i = points.offset(a);
        // Two sums, so that additions need not wait for each other.
        for (; i < end - 1; i += 2) {
            double first = (double) values[i] - values[i + offset];
            double second = (double) values[i + 1] - values[i + 1 + offset];
            even += first * first;
            odd += second * second;
        }
        if (i < end) {
            double last = (double) values[i] - values[i + offset];
            even += last * last;
        }
        return Math.sqrt(even + odd);
    }

    private static double silhouette(double[] toClusters, int[] sizes, int own) {
        if (sizes[own] == 1) {
            return 0;
        }
        double within = toClusters[own] / (sizes[own] - 1);
        double next = Double.POSITIVE_INFINITY;
        for (int c = 0; c < sizes.length; c++) {
            if (c != own) {
                next = Math.min(next, toClusters[c] / sizes[c]);
            }
        }
        double wider = Math.max(within, next);
        return wider == 0 ? 0 : (next - within) / wider;
    }
}
