package org.screlate.matrix;

import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.screlate.stats.random.Streams;

/**
 * Largest eigenvalues of a symmetric matrix and their eigenvectors, by block iteration from a random start until the sum of
 * the eigenvalues no longer grows. The matrix is asked for a block of rows at a time, so it need not be held.
 *
 * @param values falling; those of the largest size are found, so negative ones of that kind may be among them
 * @param vectors one of unit length for each value, {@code [values × size]}
 */
public record LeadingEigen(double[] values, double[][] vectors) {
    /** How little the sum of the eigenvalues grows, as a part of it, when a few digits are right. */
    public static final double TOLERANCE = 1e-7;

    private static final int BLOCK = 64;
    // Vectors beyond those asked for, which make the last of those converge sooner.
    private static final int SPARE = 20;
    /** Enough for all but near-equal eigenvalues. */
    public static final int MOST_STEPS = 100;
    // Of the rows, one of so many makes the first guess where that is several times the vectors asked for.
    private static final int SAMPLED = 8;
    private static final int LEAST_SAMPLED = 4;
    private static final int SAMPLED_STEPS = 2;
    private static final DenseMatrix NONE = DenseMatrix.zeros(0, 0);

    /** A symmetric matrix, by rows. */
    @FunctionalInterface
    public interface Rows {
        /** Writes rows {@code from <= r < to} over those of {@code into} from {@code at} on; called from several threads. */
        void write(int from, int to, DenseMatrix into, int at);
    }

    /** Bytes in use, one block of rows aside. */
    public static long memory(long size, int count) {
        long sampled = size / (BLOCK * SAMPLED) * BLOCK;
        boolean samples = sampled >= LEAST_SAMPLED * (count + (long) SPARE);
        return size * (Float.BYTES * ((samples ? sampled : 0) + 3L * (count + SPARE)) + (long) Double.BYTES * count);
    }

    /** The rows of a matrix that is held. */
    static Rows rowsOf(DenseMatrix matrix) {
        return (from, to, into, at) -> System.arraycopy(
                matrix.values(), matrix.offset(from), into.values(), into.offset(at), (to - from) * matrix.columns());
    }

    /**
     * Finds them.
     *
     * @param size of the matrix
     * @param count from 1 to the size
     * @param tolerance growth of the sum of the eigenvalues, as a part of it, at which the iteration ends
     * @param mostSteps how often all rows are asked for, at most
     * @param seed of the random start, which changes the answer by less than the tolerance shows
     */
    public static LeadingEigen of(
            Rows matrix, int size, int count, double tolerance, int mostSteps, long seed, Workers workers) {
        DenseMatrix basis = start(matrix, size, Math.min(size, count + SPARE), seed, workers);
        double captured = -1;
        for (int step = 1; ; step++) {
            basis = OrthonormalRows.of(basis, 2, workers);
            DenseMatrix image = times(basis, matrix, workers);
            Lanczos.Eigenpairs inner = projected(basis, image, count);
            double sum = 0;
            for (double value : inner.values()) {
                sum += value;
            }
            if (sum - captured <= tolerance * sum || step >= mostSteps) {
                return rotated(inner, basis);
            }
            captured = sum;
            basis = image;
        }
    }

    /** Random vectors, turned towards the largest singular vectors of some of the rows: that saves steps over all of them. */
    private static DenseMatrix start(Rows matrix, int size, int vectors, long seed, Workers workers) {
        int blocks = Math.floorDiv(size, BLOCK * SAMPLED);
        boolean sampled = blocks * BLOCK >= LEAST_SAMPLED * vectors;
        SplittableRandom random = Streams.of(seed, "subspace");
        DenseMatrix basis = DenseMatrix.zeros(vectors, sampled ? blocks * BLOCK : size);
        for (int i = 0; i < basis.values().length; i++) {
            basis.values()[i] = (float) (random.nextDouble() - 0.5);
        }
        if (!sampled) {
            return basis;
        }
        DenseMatrix some = DenseMatrix.zeros(blocks * BLOCK, size);
        workers.forEach(blocks, block -> {
            int from = block * BLOCK * SAMPLED;
            matrix.write(from, from + BLOCK, some, block * BLOCK);
        });
        for (int step = 0; ; step++) {
            DenseMatrix image = DenseMatrix.zeros(vectors, size);
            DenseProducts.ab(basis, some, image, false, workers);
            if (step == SAMPLED_STEPS) {
                return image;
            }
            DenseProducts.abt(OrthonormalRows.of(image, 1, workers), some, basis, false, workers);
        }
    }

    /** Each row times the symmetric matrix. */
    private static DenseMatrix times(DenseMatrix rows, Rows symmetric, Workers workers) {
        DenseMatrix product = DenseMatrix.zeros(rows.rows(), rows.columns());
        Queue<DenseMatrix> free = new ConcurrentLinkedQueue<>();
        workers.forBlocks(rows.columns(), BLOCK, (from, to) -> {
            DenseMatrix used = free.poll();
            DenseMatrix block = (used == null ? NONE : used).reshaped(to - from, rows.columns());
            symmetric.write(from, to, block, 0);
            DenseMatrix products = DenseMatrix.zeros(rows.rows(), to - from);
            DenseProducts.abt(rows, block, products, false, Workers.ONE);
            free.add(block);
            for (int a = 0; a < rows.rows(); a++) {
                System.arraycopy(
                        products.values(), products.offset(a), product.values(), product.offset(a) + from, to - from);
            }
        });
        return product;
    }

    /** Eigenpairs of the matrix as the basis sees it. */
    private static Lanczos.Eigenpairs projected(DenseMatrix basis, DenseMatrix image, int count) {
        int size = basis.rows();
        double[] small = new double[Sizes.product(size, size)];
        for (int a = 0; a < size; a++) {
            for (int b = a; b < size; b++) {
                double sum = 0;
                for (int i = 0; i < basis.columns(); i++) {
                    sum += (double) basis.values()[basis.offset(a) + i] * image.values()[image.offset(b) + i];
                }
                small[a * size + b] = sum;
                small[b * size + a] = sum;
            }
        }
        SymmetricOperator operator = (x, product) -> {
            for (int a = 0; a < size; a++) {
                product[a] = 0;
                for (int b = 0; b < size; b++) {
                    product[a] += small[a * size + b] * x[b];
                }
            }
        };
        return Lanczos.largest(operator, size, size, count, 0);
    }

    private static LeadingEigen rotated(Lanczos.Eigenpairs inner, DenseMatrix basis) {
        double[][] vectors = new double[inner.vectors().length][basis.columns()];
        for (int a = 0; a < vectors.length; a++) {
            for (int b = 0; b < basis.rows(); b++) {
                for (int i = 0; i < basis.columns(); i++) {
                    vectors[a][i] += inner.vectors()[a][b] * basis.get(b, i);
                }
            }
        }
        return new LeadingEigen(inner.values(), vectors);
    }
}
