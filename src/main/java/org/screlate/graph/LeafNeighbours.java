package org.screlate.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.PackedRows;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.Workers;

/**
 * Likely neighbours by cosine, for points too many to compare all pairs. The points, divided by their lengths, are halved again
 * and again at the median of the coordinate that varies most, down to leaves of {@value #LEAF} at most; the points of a
 * leaf are compared with those of the {@value #COMPARED} leaves whose mean is nearest to its own by cosine, itself
 * included. Time O(n · width · {@value #LEAF} · {@value #COMPARED}) and little beside; all pairs, where leaves are few.
 */
final class LeafNeighbours {
    static final int LEAF = 256;
    static final int COMPARED = 64;

    private final int[] order;
    private final List<int[]> leaves = new ArrayList<>();
    private final DenseMatrix unit;

    private LeafNeighbours(DenseMatrix points, double[] lengths) {
        scaleInPlace(points, lengths);
        this.order = new int[points.rows()];
        Arrays.setAll(order, i -> i);
        halve(points, 0, order.length);
        this.unit = points.selectRows(order);
    }

    /**
     * What is found.
     *
     * @param neighbours the k most alike of each point, best first, with their dot products by the lengths of both
     * @param order the points, those of a leaf next to each other
     */
    record Found(Neighbours neighbours, int[] order) {}

    /**
     * The k most alike that are found.
     *
     * @param points {@code [n × width]}, finite; divided by their lengths
     * @param lengths by which they are divided, above 0; those of the points, or of points of which these are a part
     * @param k at least 1, less than n
     */
    static Found of(DenseMatrix points, double[] lengths, int k, Workers workers) {
        if (k < 1 || k >= points.rows()) {
            throw new IllegalArgumentException("neighbours not from 1 to " + (points.rows() - 1) + ": " + k);
        }
        LeafNeighbours search = new LeafNeighbours(points, lengths);
        return new Found(search.nearest(k, workers), search.order);
    }

    private static void scaleInPlace(DenseMatrix points, double[] lengths) {
        for (int r = 0; r < points.rows(); r++) {
            float scale = (float) (1 / lengths[r]);
            for (int c = 0; c < points.columns(); c++) {
                points.set(r, c, scale * points.get(r, c));
            }
        }
    }

    /** Brings the points {@code from <= i < to} of the order into leaves. */
    private void halve(DenseMatrix points, int from, int to) {
        if (to - from <= LEAF) {
            leaves.add(new int[] {from, to});
            return;
        }
        int widest = widest(points, from, to);
        long[] keys = new long[to - from]; // the value above, the point below: sorts by value, ties by index
        for (int i = from; i < to; i++) {
            int bits = Float.floatToIntBits(points.get(order[i], widest));
            keys[i - from] = (long) (bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 32 | order[i];
        }
        Arrays.sort(keys);
        for (int i = from; i < to; i++) {
            order[i] = (int) keys[i - from];
        }
        halve(points, from, (from + to) / 2);
        halve(points, (from + to) / 2, to);
    }

    private int widest(DenseMatrix points, int from, int to) {
        int widest = 0;
        double most = -1;
        for (int c = 0; c < points.columns(); c++) {
            double sum = 0;
            double squares = 0;
            for (int i = from; i < to; i++) {
                double value = points.get(order[i], c);
                sum += value;
                squares += value * value;
            }
            double variance = squares - sum * sum / (to - from);
            if (variance > most) {
                most = variance;
                widest = c;
            }
        }
        return widest;
    }

    private Neighbours nearest(int k, Workers workers) {
        int n = order.length;
        Neighbours found = new Neighbours(n, k, new int[Sizes.product(n, k)], new float[Sizes.product(n, k)]);
        int[] near = nearLeaves(k, workers);
        int each = near.length / leaves.size();
        PackedRows[] packed = new PackedRows[leaves.size()];
        workers.forEach(packed.length, l -> packed[l] = Products.pack(unit, leaves.get(l)[0], leaves.get(l)[1]));
        workers.forEach(
                packed.length, l -> compare(l, Arrays.copyOfRange(near, l * each, (l + 1) * each), packed, found));
        return found;
    }

    /** Of each leaf those to compare it with, as many as hold more than k points at least. */
    private int[] nearLeaves(int k, Workers workers) {
        int all = leaves.size();
        DenseMatrix means = DenseMatrix.zeros(all, unit.columns());
        for (int l = 0; l < all; l++) {
            for (int i = leaves.get(l)[0]; i < leaves.get(l)[1]; i++) {
                for (int c = 0; c < unit.columns(); c++) {
                    means.set(l, c, means.get(l, c) + unit.get(i, c));
                }
            }
        }
        int each = Math.min(all, Math.max(COMPARED, 1 + 2 * (k + 1) / LEAF));
        int[] near = new int[Sizes.product(all, each)];
        if (each == all) {
            Arrays.setAll(near, i -> i % all);
            return near;
        }
        Neighbours others = NearestNeighbours.exact(means, each - 1, NearestNeighbours.Metric.COSINE, workers);
        for (int l = 0; l < all; l++) {
            near[l * each] = l;
            System.arraycopy(others.indices(), l * (each - 1), near, l * each + 1, each - 1);
        }
        return near;
    }

    private void compare(int leaf, int[] near, PackedRows[] packed, Neighbours found) {
        int from = leaves.get(leaf)[0];
        int to = leaves.get(leaf)[1];
        int k = found.k();
        BestFew best = new BestFew(to - from, k);
        for (int other : near) {
            float[] dots = new float[packed[other].blockLength(to - from)];
            Products.dots(unit, from, to, packed[other], dots);
            offer(best, from, to, other, dots, packed[other].stride());
        }
        for (int i = from; i < to; i++) {
            System.arraycopy(best.indices(i - from), 0, found.indices(), order[i] * k, k);
            System.arraycopy(best.scores(i - from), 0, found.values(), order[i] * k, k);
        }
    }

    private void offer(BestFew best, int from, int to, int other, float[] dots, int stride) {
        int first = leaves.get(other)[0];
        int last = leaves.get(other)[1];
        for (int i = from; i < to; i++) {
            int at = (i - from) * stride;
            int end = at + last - first;
            int j = Products.firstAtLeast(dots, at, end, best.bar(i - from));
            while (j < end) {
                if (first + j - at != i) {
                    best.offer(i - from, order[first + j - at], dots[j]);
                }
                j = Products.firstAtLeast(dots, j + 1, end, best.bar(i - from));
            }
        }
    }
}
