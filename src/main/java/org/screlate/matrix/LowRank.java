package org.screlate.matrix;

/**
 * The closest matrix of a given rank: {@code X ≈ S Vᵀ} with the leading singular vectors V and {@code S = X V}.
 *
 * <p>Found by block iteration on the Gram matrix of the smaller side, in single precision but for the
 * orthogonalisation, until the variance captured no longer grows: a few digits, where {@link PrincipalAxes} gives all,
 * in a tenth of the time. Memory: the Gram matrix.
 *
 * @param scores S, {@code [rows × rank]}; zeros past the rank of X
 * @param loadings V, {@code [columns × rank]}; zeros past the rank of X
 */
public record LowRank(DenseMatrix scores, DenseMatrix loadings) {
    private static final int BLOCK = 128;
    // Of the largest eigenvalue: below it, single precision sees rounding only.
    private static final double ROUNDING = 1e-10;

    /**
     * Finds the leading singular vectors.
     *
     * @param rank from 1 to the smaller side of x
     * @param seed of the random start, which changes the answer by less than the tolerance shows
     */
    public static LowRank of(DenseMatrix x, int rank, long seed, Workers workers) {
        int side = Math.min(x.rows(), x.columns());
        if (rank < 1 || rank > side) {
            throw new IllegalArgumentException("rank not from 1 to " + side + ": " + rank);
        }
        boolean wide = x.rows() <= x.columns();
        DenseMatrix gram = wide ? gram(x, workers) : gramOfColumns(x, workers);
        LeadingEigen pairs = LeadingEigen.of(
                LeadingEigen.rowsOf(gram), side, rank, LeadingEigen.TOLERANCE, LeadingEigen.MOST_STEPS, seed, workers);
        DenseMatrix vectors = DenseMatrix.zeros(rank, side);
        for (int a = 0; a < pairs.values().length; a++) {
            for (int i = 0; i < side && pairs.values()[a] > ROUNDING * pairs.values()[0]; i++) {
                vectors.set(a, i, (float) pairs.vectors()[a][i]);
            }
        }
        return wide ? fromLeft(x, vectors, pairs.values(), workers) : fromRight(x, vectors, workers);
    }

    /** Row {@code from <= r < to} of S Vᵀ, {@code [(to − from) × columns]}. */
    public void rows(int from, int to, float[] out) {
        Products.dots(scores, from, to, loadings, 0, loadings.rows(), out);
    }

    /** One value of S Vᵀ. */
    public double get(int row, int column) {
        double sum = 0;
        for (int a = 0; a < scores.columns(); a++) {
            sum += (double) scores.get(row, a) * loadings.get(column, a);
        }
        return sum;
    }

    /** X Xᵀ. */
    private static DenseMatrix gram(DenseMatrix x, Workers workers) {
        DenseMatrix gram = DenseMatrix.zeros(x.rows(), x.rows());
        workers.forBlocks(x.rows(), BLOCK, (from, to) -> {
            PackedRows own = Products.pack(x, from, to);
            float[] products = new float[own.blockLength(BLOCK)];
            for (int first = from; first < x.rows(); first += BLOCK) {
                int last = Math.min(first + BLOCK, x.rows());
                Products.dots(x, first, last, own, products);
                for (int j = first; j < last; j++) {
                    for (int i = from; i < to; i++) {
                        float product = products[(j - first) * own.stride() + i - from];
                        gram.set(i, j, product);
                        gram.set(j, i, product);
                    }
                }
            }
        });
        return gram;
    }

    /** Xᵀ X: the upper triangle in blocks of columns, and what mirrors it. */
    private static DenseMatrix gramOfColumns(DenseMatrix x, Workers workers) {
        DenseMatrix gram = DenseMatrix.zeros(x.columns(), x.columns());
        DenseProducts.upperOfAta(x, gram, workers);
        for (int i = 0; i < gram.rows(); i++) {
            for (int j = 0; j < i; j++) {
                gram.set(i, j, gram.get(j, i));
            }
        }
        return gram;
    }

    /** From left singular vectors u as rows: scores u σ, loadings Xᵀ u / σ. */
    private static LowRank fromLeft(DenseMatrix x, DenseMatrix u, double[] squares, Workers workers) {
        int rank = u.rows();
        DenseMatrix scores = u.transpose();
        DenseMatrix loadings = DenseMatrix.zeros(x.columns(), rank);
        workers.forBlocks(x.columns(), BLOCK, (from, to) -> {
            for (int r = 0; r < x.rows(); r++) {
                for (int c = from; c < to; c++) {
                    float value = x.get(r, c);
                    for (int a = 0; a < rank; a++) {
                        loadings.values()[c * rank + a] += value * scores.values()[r * rank + a];
                    }
                }
            }
        });
        for (int a = 0; a < Math.min(rank, squares.length); a++) {
            float sigma = (float) Math.sqrt(Math.max(squares[a], 0));
            for (int r = 0; r < x.rows(); r++) {
                scores.set(r, a, scores.get(r, a) * sigma);
            }
            for (int c = 0; c < x.columns() && sigma > 0; c++) {
                loadings.set(c, a, loadings.get(c, a) / sigma);
            }
        }
        return new LowRank(scores, loadings);
    }

    /** From right singular vectors v as rows: scores X v, loadings v. */
    private static LowRank fromRight(DenseMatrix x, DenseMatrix v, Workers workers) {
        DenseMatrix scores = DenseMatrix.zeros(x.rows(), v.rows());
        workers.forBlocks(x.rows(), BLOCK, (from, to) -> {
            float[] products = new float[Sizes.product(to - from, v.rows())];
            Products.dots(x, from, to, v, 0, v.rows(), products);
            System.arraycopy(products, 0, scores.values(), scores.offset(from), products.length);
        });
        return new LowRank(scores, v.transpose());
    }
}
