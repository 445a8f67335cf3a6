package org.screlate.embed;

import java.util.Arrays;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/**
 * Expression with each gene's mean over all cells taken away and divided by its standard deviation, made dense for a few
 * cells at a time.
 */
final class StandardisedExpression {
    // As the published code has it, so that a gene in few cells is not blown up.
    private static final double FLOOR = 1e-5;

    private final Matrix expression;
    private final float[] means;
    private final float[] deviations;

    private StandardisedExpression(Matrix expression, float[] means, float[] deviations) {
        this.expression = expression;
        this.means = means;
        this.deviations = deviations;
    }

    /** Finds location and scale of each gene. */
    static StandardisedExpression of(Matrix expression) {
        int genes = expression.columns();
        int cells = expression.rows();
        double[] sums = new double[genes];
        double[] squares = new double[genes];
        eachStored(expression, (cell, gene, value) -> {
            if (!Float.isFinite(value)) {
                throw new InvalidInputException("expression of gene " + (gene + 1) + " in cell " + (cell + 1) + " is "
                        + value + "; embedding needs finite values");
            }
            sums[gene] += value;
            squares[gene] += (double) value * value;
        });
        float[] means = new float[genes];
        float[] deviations = new float[genes];
        for (int g = 0; g < genes; g++) {
            double mean = sums[g] / cells;
            means[g] = (float) mean;
            double variance = Math.max(0, squares[g] - cells * mean * mean) / Math.max(1, cells - 1);
            deviations[g] = (float) Math.sqrt(variance);
        }
        return new StandardisedExpression(expression, means, deviations);
    }

    /** Other cells, standardised as those of a training were. */
    static StandardisedExpression of(Matrix expression, ScNetState state) {
        StandardisedExpression as = new StandardisedExpression(
                expression, new float[expression.columns()], new float[expression.columns()]);
        state.copy("genes.mean", as.means);
        state.copy("genes.deviation", as.deviations);
        return as;
    }

    /** Of each gene; writes go through. */
    float[] means() {
        return means;
    }

    /** Of each gene; writes go through. */
    float[] deviations() {
        return deviations;
    }

    int cells() {
        return expression.rows();
    }

    int genes() {
        return expression.columns();
    }

    /** {@code [genes × cells]} of the cells named. */
    DenseMatrix cells(int[] cells) {
        Matrix rows = expression.selectRows(cells);
        int n = cells.length;
        DenseMatrix table = DenseMatrix.zeros(genes(), n);
        float[] values = table.values();
        for (int g = 0; g < genes(); g++) {
            Arrays.fill(values, g * n, (g + 1) * n, standardised(g, 0));
        }
        eachStored(rows, (cell, gene, value) -> values[gene * n + cell] = standardised(gene, value));
        return table;
    }

    private float standardised(int gene, float value) {
        return (float) ((value - means[gene]) / (deviations[gene] + FLOOR));
    }

    private interface Visit {
        void value(int cell, int gene, float value);
    }

    private static void eachStored(Matrix matrix, Visit visit) {
        if (matrix instanceof SparseMatrix sparse) {
            for (int r = 0; r < sparse.rows(); r++) {
                for (int k = sparse.offsets()[r]; k < sparse.offsets()[r + 1]; k++) {
                    visit.value(r, sparse.indices()[k], sparse.values()[k]);
                }
            }
        } else {
            for (int r = 0; r < matrix.rows(); r++) {
                for (int c = 0; c < matrix.columns(); c++) {
                    visit.value(r, c, matrix.get(r, c));
                }
            }
        }
    }
}
