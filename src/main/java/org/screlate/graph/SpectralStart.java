package org.screlate.graph;

import java.util.SplittableRandom;
import org.screlate.matrix.SparseMatrix;

/**
 * Two smooth coordinates of the nodes of a graph: near eigenvectors of the lazy random walk \( \tfrac12 (I + D^{-1/2} W
 * D^{-1/2}) \) that follow its trivial one, \( D^{1/2} 1 \), by power iteration. A start for a layout, so a cap on the
 * iterations serves where convergence would take long, and a graph in pieces needs no care.
 */
final class SpectralStart {
    private static final int ITERATIONS = 300;
    /** Width of the start, as UMAP has it. */
    private static final double WIDTH = 10;
    /** Sets nodes apart that fell on one place. */
    private static final double JITTER = 1e-3;

    private SpectralStart() {}

    /**
     * Finds them.
     *
     * @param edges {@code [nodes × nodes]}, symmetric, none negative
     * @return two arrays of length nodes, each from 0 to {@value #WIDTH}
     */
    static double[][] of(SparseMatrix edges, SplittableRandom random) {
        double[] trivial = rootDegrees(edges);
        double[][] coordinates = new double[2][];
        for (int c = 0; c < coordinates.length; c++) {
            coordinates[c] = random.doubles(edges.rows(), -1, 1).toArray();
        }
        double[] scale = new double[edges.rows()];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = trivial[i] > 0 ? 1 / trivial[i] : 0;
        }
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            for (int c = 0; c < coordinates.length; c++) {
                coordinates[c] = step(edges, scale, coordinates[c]);
                removeFrom(coordinates[c], trivial);
                for (int before = 0; before < c; before++) {
                    removeFrom(coordinates[c], coordinates[before]);
                }
                normalise(coordinates[c]);
            }
        }
        for (double[] coordinate : coordinates) {
            spread(coordinate, scale, random);
        }
        return coordinates;
    }

    private static double[] rootDegrees(SparseMatrix edges) {
        double[] roots = new double[edges.rows()];
        for (int r = 0; r < roots.length; r++) {
            for (int k = edges.offsets()[r]; k < edges.offsets()[r + 1]; k++) {
                roots[r] += edges.values()[k];
            }
            roots[r] = Math.sqrt(roots[r]);
        }
        return roots;
    }

    private static double[] step(SparseMatrix edges, double[] scale, double[] x) {
        double[] next = new double[x.length];
        for (int r = 0; r < next.length; r++) {
            double sum = 0;
            for (int k = edges.offsets()[r]; k < edges.offsets()[r + 1]; k++) {
                int other = edges.indices()[k];
                sum += edges.values()[k] * scale[other] * x[other];
            }
            next[r] = (x[r] + scale[r] * sum) / 2;
        }
        return next;
    }

    private static void removeFrom(double[] x, double[] direction) {
        double dot = 0;
        double squared = 0;
        for (int i = 0; i < x.length; i++) {
            dot += x[i] * direction[i];
            squared += direction[i] * direction[i];
        }
        for (int i = 0; i < x.length && squared > 0; i++) {
            x[i] -= dot / squared * direction[i];
        }
    }

    private static void normalise(double[] x) {
        double squared = 0;
        for (double value : x) {
            squared += value * value;
        }
        double length = Math.sqrt(squared);
        for (int i = 0; i < x.length && length > 0; i++) {
            x[i] /= length;
        }
    }

    /** From the eigenvector of the symmetric matrix to that of the walk, then to the width wanted. */
    private static void spread(double[] x, double[] scale, SplittableRandom random) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            x[i] *= scale[i];
            least = Math.min(least, x[i]);
            greatest = Math.max(greatest, x[i]);
        }
        double range = greatest > least ? greatest - least : 1;
        for (int i = 0; i < x.length; i++) {
            x[i] = WIDTH * (x[i] - least) / range + JITTER * (random.nextDouble() - 0.5);
        }
    }
}
