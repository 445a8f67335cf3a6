package org.screlate.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.PackedRows;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;

/** One start of k-means: centres drawn, then moved until they rest. Belongs to one thread. */
final class LloydRun {
    private final DenseMatrix points;
    private final PackedRows[] packed;
    private final double[] squaredNorms;
    private final int clusters;
    private final SplittableRandom random;
    /** {@code [clusters × dimensions]}. */
    private DenseMatrix centres;

    /** Sums of the points of each label, {@code [clusters × dimensions]}, and their numbers. */
    private final double[] sums;

    private final int[] sizes;
    private final int[] labels;
    /** Squared distance of each point to the centre of its label. */
    private final double[] distances;

    LloydRun(CentredPoints centred, int clusters, SplittableRandom random) {
        this.points = centred.points();
        this.packed = centred.packed();
        this.squaredNorms = centred.squaredNorms();
        this.clusters = clusters;
        this.random = random;
        this.centres = DenseMatrix.zeros(0, points.columns());
        this.sums = new double[Sizes.product(clusters, points.columns())];
        this.sizes = new int[clusters];
        this.labels = new int[points.rows()];
        this.distances = new double[points.rows()];
    }

    /**
     * Where it came to rest.
     *
     * @param labels cluster of each point
     * @param inertia sum of squared distances to the centres
     */
    record Result(int[] labels, double inertia, int iterations, boolean converged) {}

    /**
     * Runs it.
     *
     * @param tolerance on the sum over centres of their squared movement
     */
    Result run(int maxIterations, double tolerance) {
        centres = points.selectRows(drawCentres());
        Arrays.fill(labels, -1);
        boolean settled = false;
        boolean converged = false;
        int iterations = 0;
        while (iterations < maxIterations && !converged) {
            iterations++;
            settled = !assign();
            double moved = moveCentres();
            converged = settled || moved <= tolerance;
        }
        if (!settled) {
            // The centres moved since the labels were given.
            assign();
        }
        return new Result(labels, inertia(), iterations, converged);
    }

    private int[] drawCentres() {
        int[] chosen = new int[clusters];
        chosen[0] = random.nextInt(points.rows());
        double[] nearest = new double[points.rows()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        nearest = nearer(nearest, new int[] {chosen[0]})[0];
        int trials = 2 + (int) Math.log(clusters);
        for (int c = 1; c < clusters; c++) {
            int[] candidates = draw(nearest, trials);
            double[][] after = nearer(nearest, candidates);
            double[] left = Arrays.stream(after).mapToDouble(LloydRun::sum).toArray();
            int best = 0;
            for (int t = 1; t < trials; t++) {
                best = left[t] < left[best] ? t : best;
            }
            chosen[c] = candidates[best];
            nearest = after[best];
        }
        return chosen;
    }

    /** Points drawn with chance proportional to a weight. */
    private int[] draw(double[] weights, int count) {
        double[] cumulative = new double[weights.length];
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            total += weights[i];
            cumulative[i] = total;
        }
        double all = total;
        return IntStream.range(0, count)
                .map(t -> {
                    int place = Arrays.binarySearch(cumulative, random.nextDouble() * all);
                    return Math.min(place < 0 ? -place - 1 : place, cumulative.length - 1);
                })
                .toArray();
    }

    /** For each candidate, the squared distances of all points to the nearest centre once it is one too. */
    private double[][] nearer(double[] nearest, int[] candidates) {
        DenseMatrix others = points.selectRows(candidates);
        double[][] after = new double[candidates.length][points.rows()];
        forEachBlock(others, (from, to, dots, stride) -> {
            for (int t = 0; t < candidates.length; t++) {
                double norm = squaredNorms[candidates[t]];
                for (int r = from; r < to; r++) {
                    double distance = squaredNorms[r] + norm - 2.0 * dots[t * stride + r - from];
                    after[t][r] = Math.max(0, Math.min(nearest[r], distance));
                }
            }
        });
        return after;
    }

    /** Gives each point the label of its nearest centre, and moves it to the sums of that; whether any label changed. */
    private boolean assign() {
        double[] centreNorms = squaredNorms(centres);
        boolean[] changed = {false};
        double[] least = new double[CentredPoints.BLOCK];
        int[] best = new int[CentredPoints.BLOCK];
        forEachBlock(centres, (from, to, dots, stride) -> {
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            for (int c = 0; c < clusters; c++) {
                for (int i = 0; i < to - from; i++) {
                    double part = centreNorms[c] - 2.0 * dots[c * stride + i];
                    best[i] = part < least[i] ? c : best[i];
                    least[i] = Math.min(least[i], part);
                }
            }
            for (int r = from; r < to; r++) {
                changed[0] |= relabel(r, best[r - from]);
                distances[r] = Math.max(0, least[r - from] + squaredNorms[r]);
            }
        });
        return changed[0];
    }

    private boolean relabel(int row, int label) {
        int before = labels[row];
        if (before == label) {
            return false;
        }
        if (before >= 0) {
            sizes[before]--;
            addRow(before, row, -1);
        }
        labels[row] = label;
        sizes[label]++;
        addRow(label, row, 1);
        return true;
    }

    /** Moves each centre to the mean of its points; the sum of the squared movements. */
    private double moveCentres() {
        fillEmpty();
        double moved = 0;
        for (int c = 0; c < clusters; c++) {
            for (int i = centres.offset(c); i < centres.offset(c) + centres.columns(); i++) {
                // A cluster is left empty only where points are fewer than clusters; its centre stays.
                float mean = sizes[c] == 0 ? centres.values()[i] : (float) (sums[i] / sizes[c]);
                double step = (double) mean - centres.values()[i];
                moved += step * step;
                centres.values()[i] = mean;
            }
        }
        return moved;
    }

    private void addRow(int cluster, int row, int sign) {
        int to = centres.offset(cluster);
        int from = points.offset(row);
        for (int i = 0; i < points.columns(); i++) {
            sums[to + i] += sign * points.values()[from + i];
        }
    }

    /** Gives each empty cluster the point furthest from its own centre, taken from where it was. */
    private void fillEmpty() {
        for (int c = 0; c < clusters; c++) {
            if (sizes[c] > 0) {
                continue;
            }
            int furthest = 0;
            for (int r = 1; r < labels.length; r++) {
                furthest = distances[r] > distances[furthest] ? r : furthest;
            }
            relabel(furthest, c);
            distances[furthest] = 0;
        }
    }

    private double inertia() {
        double inertia = 0;
        for (int r = 0; r < points.rows(); r++) {
            int point = points.offset(r);
            int centre = centres.offset(labels[r]);
            for (int i = 0; i < points.columns(); i++) {
                double apart = (double) points.values()[point + i] - centres.values()[centre + i];
                inertia += apart * apart;
            }
        }
        return inertia;
    }

    private static double[] squaredNorms(DenseMatrix matrix) {
        double[] norms = new double[matrix.rows()];
        for (int r = 0; r < norms.length; r++) {
            for (int i = matrix.offset(r); i < matrix.offset(r) + matrix.columns(); i++) {
                norms[r] += (double) matrix.values()[i] * matrix.values()[i];
            }
        }
        return norms;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Takes the products of the points {@code from <= r < to}: those with other c begin at {@code dots[c · stride]}. */
    @FunctionalInterface
    private interface BlockProducts {
        void of(int from, int to, float[] dots, int stride);
    }

    private void forEachBlock(DenseMatrix others, BlockProducts products) {
        float[] dots = new float[packed[0].blockLength(others.rows())];
        for (int b = 0; b < packed.length; b++) {
            Products.dots(others, 0, others.rows(), packed[b], dots);
            int from = b * CentredPoints.BLOCK;
            products.of(from, Math.min(from + CentredPoints.BLOCK, points.rows()), dots, packed[b].stride());
        }
    }
}
