package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * The rows most alike by cosine where most values are zeros: all pairs, once each, by products of sparse rows with blocks of
 * {@value #BLOCK} rows laid out densely. Time O(n² · stored values of a row / 2).
 */
final class SparsePairs {
    /** Rows of a block; with 2,000 columns it lies in the processor's second cache. */
    private static final int BLOCK = 64;
    /** One value in so many not zero: from there on products with all values are no slower. */
    static final int SPARSE = 6;

    private final SparseMatrix[] blocks;
    private final float[] scale;
    private final int columns;

    private SparsePairs(SparseMatrix points, double[] lengths) {
        this.columns = points.columns();
        this.blocks = new SparseMatrix[(points.rows() + BLOCK - 1) / BLOCK];
        Arrays.setAll(blocks, b -> rows(points, b * BLOCK, Math.min((b + 1) * BLOCK, points.rows())));
        this.scale = new float[points.rows()];
        for (int r = 0; r < scale.length; r++) {
            scale[r] = (float) (1 / lengths[r]);
        }
    }

    /** Whether so few values are not zero that this is the shorter way. */
    static boolean suits(DenseMatrix points) {
        long most = (long) points.rows() * points.columns() / SPARSE;
        long stored = 0;
        for (float value : points.values()) {
            stored += value != 0 ? 1 : 0;
        }
        return stored <= most;
    }

    /**
     * The k most alike of each row, best first, by products of single precision. Their values are not told.
     *
     * @param k at least 1, less than the number of rows
     */
    static Neighbours of(DenseMatrix points, int k, Workers workers) {
        if (k < 1 || k >= points.rows()) {
            throw new IllegalArgumentException("neighbours not from 1 to " + (points.rows() - 1) + ": " + k);
        }
        return new SparsePairs(points.toSparse(), NearestNeighbours.lengths(points)).nearest(k, workers);
    }

    private static SparseMatrix rows(SparseMatrix points, int from, int to) {
        int first = points.offsets()[from];
        int last = points.offsets()[to];
        int[] offsets = Arrays.copyOfRange(points.offsets(), from, to + 1);
        for (int r = 0; r < offsets.length; r++) {
            offsets[r] -= first;
        }
        return new SparseMatrix(
                to - from,
                points.columns(),
                offsets,
                Arrays.copyOfRange(points.indices(), first, last),
                Arrays.copyOfRange(points.values(), first, last));
    }

    private Neighbours nearest(int k, Workers workers) {
        int n = scale.length;
        BestFew[] best = new BestFew[blocks.length];
        Arrays.setAll(best, b -> new BestFew(blocks[b].rows(), k));
        workers.forEach(blocks.length, b -> {
            float[] turned = turned(blocks[b]);
            float[] dots = new float[BLOCK * BLOCK];
            float[] back = new float[dots.length];
            for (int other = b; other < blocks.length; other++) {
                Products.multiply(blocks[other], 0, blocks[other].rows(), turned, BLOCK, dots);
                offer(best[other], other, b, dots);
                if (other > b) {
                    turn(dots, back);
                    offer(best[b], b, other, back);
                }
            }
        });
        Neighbours found = new Neighbours(n, k, new int[Sizes.product(n, k)], new float[Sizes.product(n, k)]);
        for (int r = 0; r < n; r++) {
            System.arraycopy(best[r / BLOCK].indices(r % BLOCK), 0, found.indices(), r * k, k);
        }
        return found;
    }

    /** Rows of a block as columns, {@code [columns × BLOCK]}. */
    private float[] turned(SparseMatrix block) {
        float[] turned = new float[Sizes.product(columns, BLOCK)];
        for (int r = 0; r < block.rows(); r++) {
            for (int k = block.offsets()[r]; k < block.offsets()[r + 1]; k++) {
                turned[block.indices()[k] * BLOCK + r] = block.values()[k];
            }
        }
        return turned;
    }

    private static void turn(float[] values, float[] turned) {
        for (int r = 0; r < BLOCK; r++) {
            for (int c = 0; c < BLOCK; c++) {
                turned[c * BLOCK + r] = values[r * BLOCK + c];
            }
        }
    }

    /** Offers the rows of a block to those of one whose list other threads share. */
    private void offer(BestFew best, int to, int from, float[] dots) {
        int first = from * BLOCK;
        int count = blocks[from].rows();
        float[] scores = new float[BLOCK];
        synchronized (best) {
            for (int r = 0; r < blocks[to].rows(); r++) {
                for (int j = 0; j < count; j++) {
                    scores[j] = dots[r * BLOCK + j] * scale[first + j];
                }
                best.offer(r, scores, 0, count, first, to * BLOCK + r);
            }
        }
    }
}
