package org.screlate.matrix;

import java.util.Arrays;

/**
 * The Gram matrix {@code A = (X − 1μᵀ)ᵀ (X − 1μᵀ)} of the centred columns of a sparse {@code X [rows × columns]}, where
 * {@code μ} are the column means; {@code X} itself is never filled in.
 */
final class CentredGram {
    /** Columns up to which the matrix is stored: 128 MiB. */
    static final int STORED_LIMIT = 4096;

    private static final int BLOCK = 256;

    private CentredGram() {}

    /** Stored if that is small, else applied through X. */
    static SymmetricOperator of(SparseMatrix x, double[] means, Workers workers) {
        return x.columns() <= STORED_LIMIT ? stored(x, means, workers) : implicit(x, means, workers);
    }

    /** {@code A = XᵀX − rows · μμᵀ}, computed once: each multiplication then costs columns². */
    static SymmetricOperator stored(SparseMatrix x, double[] means, Workers workers) {
        int columns = x.columns();
        double[][] gram = new double[columns][columns];
        Places places = Places.byColumn(x);
        workers.forEach(columns, i -> {
            double[] row = gram[i];
            for (int p = places.offsets[i]; p < places.offsets[i + 1]; p++) {
                int own = places.positions[p];
                double value = x.values()[own];
                int end = x.offsets()[places.rows[p] + 1];
                for (int k = own; k < end; k++) {
                    row[x.indices()[k]] += value * x.values()[k];
                }
            }
            for (int j = i; j < columns; j++) {
                row[j] -= x.rows() * means[i] * means[j];
            }
        });
        for (int i = 0; i < columns; i++) {
            for (int j = i + 1; j < columns; j++) {
                gram[j][i] = gram[i][j];
            }
        }
        return (v, product) -> workers.forBlocks(columns, BLOCK, (from, to) -> {
            Arrays.fill(product, from, to, 0);
            for (int i = 0; i < columns; i++) {
                double scale = v[i];
                double[] row = gram[i];
                for (int j = from; j < to; j++) {
                    product[j] += scale * row[j];
                }
            }
        });
    }

    /** {@code A v = Xᵀ u − μ Σu} with {@code u = X v − 1 (μᵀ v)}: each multiplication costs the non-zeros twice. */
    static SymmetricOperator implicit(SparseMatrix x, double[] means, Workers workers) {
        SparseMatrix transposed = x.transpose();
        double[] u = new double[x.rows()];
        return (v, product) -> {
            double shift = 0;
            for (int c = 0; c < means.length; c++) {
                shift += means[c] * v[c];
            }
            double meanProjection = shift;
            workers.forBlocks(x.rows(), BLOCK, (from, to) -> multiply(x, v, -meanProjection, u, from, to));
            double sum = 0;
            for (double projection : u) {
                sum += projection;
            }
            double total = sum;
            workers.forBlocks(x.columns(), BLOCK, (from, to) -> {
                multiply(transposed, u, 0, product, from, to);
                for (int c = from; c < to; c++) {
                    product[c] -= means[c] * total;
                }
            });
        };
    }

    private static void multiply(SparseMatrix x, double[] v, double plus, double[] product, int from, int to) {
        for (int r = from; r < to; r++) {
            double sum = plus;
            for (int k = x.offsets()[r]; k < x.offsets()[r + 1]; k++) {
                sum += x.values()[k] * v[x.indices()[k]];
            }
            product[r] = sum;
        }
    }

    /** For each column the stored places in it: their row and their position in the arrays of X. */
    private record Places(int[] offsets, int[] rows, int[] positions) {
        static Places byColumn(SparseMatrix x) {
            int[] offsets = new int[x.columns() + 1];
            for (int column : x.indices()) {
                offsets[column + 1]++;
            }
            for (int c = 0; c < x.columns(); c++) {
                offsets[c + 1] += offsets[c];
            }
            int[] next = offsets.clone();
            int[] rows = new int[x.stored()];
            int[] positions = new int[x.stored()];
            for (int r = 0; r < x.rows(); r++) {
                for (int k = x.offsets()[r]; k < x.offsets()[r + 1]; k++) {
                    int to = next[x.indices()[k]]++;
                    rows[to] = r;
                    positions[to] = k;
                }
            }
            return new Places(offsets, rows, positions);
        }
    }
}
