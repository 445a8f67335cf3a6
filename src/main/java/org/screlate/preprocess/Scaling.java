package org.screlate.preprocess;

import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.matrix.ColumnMoments;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

/**
 * Expression in standard deviations: {@code z_cg = (y_cg − μ_g) / σ_g}, cut to {@code −max ≤ z ≤ max}, with the unbiased
 * standard deviation {@code σ_g}; a gene that does not vary becomes 0.
 */
public final class Scaling {
    private final Options options;

    /** Bytes in use at the peak: the dense matrix, and the part of the expression that it is made from. */
    public static long memory(long cells, long genes) {
        return 3 * cells * genes * Float.BYTES / 2;
    }

    /** Creates it; nothing is computed until asked. */
    public Scaling(Options options) {
        this.options = options;
    }

    /** Scales; every value is stored. */
    public CellMatrix scale(CellMatrix expression) {
        return expression.withValues(scale(expression.values().toSparse()), Layer.SCALED);
    }

    DenseMatrix scale(SparseMatrix expression) {
        ColumnMoments moments = ColumnMoments.of(expression);
        float[] atZero = atZero(moments);
        DenseMatrix scaled = DenseMatrix.zeros(expression.rows(), expression.columns());
        for (int c = 0; c < expression.rows(); c++) {
            System.arraycopy(atZero, 0, scaled.values(), scaled.offset(c), atZero.length);
            for (int k = expression.offsets()[c]; k < expression.offsets()[c + 1]; k++) {
                int g = expression.indices()[k];
                scaled.set(c, g, (float) scaled(expression.values()[k], moments, g));
            }
        }
        return scaled;
    }

    /**
     * Scaled values less what a zero becomes in that gene: zeros stay zeros, so the matrix stays sparse, and each gene
     * is only shifted, which a principal component does not see.
     */
    SparseMatrix scaleShifted(SparseMatrix expression) {
        ColumnMoments moments = ColumnMoments.of(expression);
        float[] atZero = atZero(moments);
        float[] shifted = new float[expression.stored()];
        for (int k = 0; k < shifted.length; k++) {
            int g = expression.indices()[k];
            shifted[k] = (float) (scaled(expression.values()[k], moments, g) - atZero[g]);
        }
        return expression.withValues(shifted);
    }

    private float[] atZero(ColumnMoments moments) {
        float[] atZero = new float[moments.means().length];
        for (int g = 0; g < atZero.length; g++) {
            atZero[g] = (float) scaled(0, moments, g);
        }
        return atZero;
    }

    private double scaled(double value, ColumnMoments moments, int gene) {
        double sd = Math.sqrt(moments.unbiasedVariance(gene));
        double z = (value - moments.means()[gene]) / (sd == 0 ? 1 : sd);
        return Math.max(-options.maxValue, Math.min(options.maxValue, z));
    }

    /**
     * Settings.
     *
     * @param maxValue largest size of a scaled value, in standard deviations
     */
    public record Options(double maxValue) {
        /** As scanpy's tutorials. */
        public static final Options DEFAULTS = new Options(10);

        /** Checks the limit. */
        public Options {
            if (!(maxValue > 0)) {
                throw new IllegalArgumentException("max value not > 0: " + maxValue);
            }
        }
    }
}
