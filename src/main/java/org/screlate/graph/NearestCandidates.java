package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.ColumnMoments;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.Workers;

/**
 * The nearest candidates of points by Euclidean distance, exact wherever the points lie. Blocked products of points and
 * candidates, both moved so that the candidates' mean is the origin, find a few more than are wanted by \(2 x \cdot y -
 * |y|^2\); distances computed anew in double precision choose among these. A product of single precision is wrong by at most
 * \(e = 2 (w + 2) u \, |x| \max |y| + 2 u \max |y|^2\), w the width and u half the spacing of the numbers at 1: where a
 * candidate that was left out could be nearer for that, all within the bound are compared.
 */
final class NearestCandidates {
    private static final int BLOCK = 128;
    /** Candidates found beyond those wanted. */
    private static final int SPARE = 8;

    private static final double HALF_SPACING = 0x1p-24;

    private final DenseMatrix points;
    private final DenseMatrix candidates;
    private final DenseMatrix moved;
    private final float[] squares;
    private final double[] origin;
    private final double longest;

    NearestCandidates(DenseMatrix points, DenseMatrix candidates) {
        this.points = points;
        this.candidates = candidates;
        this.origin = ColumnMoments.means(candidates);
        this.moved = moved(candidates, origin, 0, candidates.rows());
        double[] exact = squares(moved);
        this.squares = new float[exact.length];
        double most = 0;
        for (int r = 0; r < exact.length; r++) {
            squares[r] = (float) exact[r];
            most = Math.max(most, exact[r]);
        }
        if (!(most <= Float.MAX_VALUE / 8)) {
            throw new IllegalArgumentException("a candidate holds a value that is not finite, or is too large");
        }
        this.longest = Math.sqrt(most);
    }

    /** Takes what is found, from several threads. */
    @FunctionalInterface
    interface Reader {
        /**
         * Called once for each point.
         *
         * @param nearest candidates, nearest first, ties by lower number
         */
        void take(int point, int[] nearest);
    }

    /** Which candidate a point must not find, as it is the point itself; −1 for none. */
    @FunctionalInterface
    interface Self {
        int of(int point);
    }

    /**
     * Finds them for all points.
     *
     * @param number at least 1; all other candidates where there are fewer
     */
    void find(int number, Self self, Reader reader, Workers workers) {
        int kept = Math.min(number + SPARE + 1, candidates.rows());
        workers.forBlocks(points.rows(), BLOCK, (from, to) -> {
            DenseMatrix block = moved(points, origin, from, to);
            double[] lengths = squares(block);
            BestFew best = best(block, kept);
            for (int i = from; i < to; i++) {
                int row = i - from;
                int[] near = settled(i, best.indices(row), self.of(i));
                if (near.length > number) {
                    double error = error(candidates.columns(), Math.sqrt(lengths[row]), longest);
                    // In the products' terms, where the nearer is the higher; the error may stand on either side.
                    double wanted = lengths[row] - distance(i, near[number - 1]) - 2 * error;
                    near = kept < candidates.rows() && best.bar(row) >= wanted
                            ? settled(i, within(block, row, wanted), self.of(i))
                            : near;
                }
                reader.take(i, Arrays.copyOf(near, Math.min(number, near.length)));
            }
        });
    }

    /**
     * Bound on the error of a score.
     *
     * @param length of the point
     * @param longest of the candidates
     */
    static double error(int columns, double length, double longest) {
        double width = columns + 2.0;
        return 2 * width * HALF_SPACING * length * longest + 2 * HALF_SPACING * (longest + length) * (longest + length);
    }

    private BestFew best(DenseMatrix block, int kept) {
        BestFew best = new BestFew(block.rows(), kept);
        float[] dots = new float[Sizes.product(block.rows(), BLOCK)];
        for (int first = 0; first < moved.rows(); first += BLOCK) {
            int last = Math.min(first + BLOCK, moved.rows());
            Products.dots(block, 0, block.rows(), moved, first, last, dots);
            for (int i = 0; i < block.rows(); i++) {
                for (int j = first; j < last; j++) {
                    float score = 2 * dots[i * (last - first) + j - first] - squares[j];
                    if (score > best.bar(i)) {
                        best.offer(i, j, score);
                    }
                }
            }
        }
        return best;
    }

    /** All candidates of a score of at least so much. */
    private int[] within(DenseMatrix block, int row, double least) {
        int[] found = new int[candidates.rows()];
        int count = 0;
        float[] dots = new float[BLOCK];
        for (int first = 0; first < moved.rows(); first += BLOCK) {
            int last = Math.min(first + BLOCK, moved.rows());
            Products.dots(block, row, row + 1, moved, first, last, dots);
            for (int j = first; j < last; j++) {
                if (2.0 * dots[j - first] - squares[j] >= least) {
                    found[count++] = j;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** The candidates but the point itself, nearest first. */
    private int[] settled(int point, int[] few, int self) {
        int[] order = new int[few.length];
        double[] distances = new double[few.length];
        int kept = 0;
        for (int candidate : few) {
            if (candidate == self) {
                continue;
            }
            double distance = distance(point, candidate);
            int place = kept++;
            for (; place > 0 && isNearer(distance, candidate, distances[place - 1], order[place - 1]); place--) {
                distances[place] = distances[place - 1];
                order[place] = order[place - 1];
            }
            distances[place] = distance;
            order[place] = candidate;
        }
        return Arrays.copyOf(order, kept);
    }

    private static boolean isNearer(double distance, int candidate, double other, int otherCandidate) {
        return distance < other || (distance == other && candidate < otherCandidate);
    }

    /** Squared. */
    private double distance(int point, int candidate) {
        double sum = 0;
        int i = points.offset(point);
        int j = candidates.offset(candidate);
        for (int c = 0; c < points.columns(); c++) {
            double apart = (double) points.values()[i + c] - candidates.values()[j + c];
            sum += apart * apart;
        }
        return sum;
    }

    /** The points moved so that their mean is the origin. */
    static DenseMatrix centred(DenseMatrix points) {
        return moved(points, ColumnMoments.means(points), 0, points.rows());
    }

    private static DenseMatrix moved(DenseMatrix rows, double[] origin, int from, int to) {
        DenseMatrix moved = DenseMatrix.zeros(to - from, rows.columns());
        for (int r = from; r < to; r++) {
            for (int c = 0; c < rows.columns(); c++) {
                moved.set(r - from, c, (float) (rows.get(r, c) - origin[c]));
            }
        }
        return moved;
    }

    private static double[] squares(DenseMatrix rows) {
        double[] squares = new double[rows.rows()];
        for (int r = 0; r < squares.length; r++) {
            for (int i = rows.offset(r); i < rows.offset(r) + rows.columns(); i++) {
                squares[r] += (double) rows.values()[i] * rows.values()[i];
            }
        }
        return squares;
    }
}
