package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.matrix.ColumnMoments;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

final class ScalingTest {
    @Test
    void valuesAreThoseOfScanpy() {
        double[][] scanpy = Reference.matrix("small_scaled");
        CellMatrix scaled =
                new Scaling(new Scaling.Options(3)).scale(Reference.small().variableExpression());
        assertEquals(Layer.SCALED, scaled.layer());
        for (int c = 0; c < scanpy.length; c++) {
            for (int g = 0; g < scanpy[c].length; g++) {
                assertEquals(scanpy[c][g], scaled.values().get(c, g), 2e-5);
            }
        }
    }

    @Test
    void geneIsScaledByHandAndCutOnBothSides() {
        // Mean 2, unbiased standard deviation 2.
        SparseMatrix expression = new DenseMatrix(3, 1, new float[] {0, 2, 4}).toSparse();
        DenseMatrix scaled = new Scaling(new Scaling.Options(10)).scale(expression);
        assertEquals(-1, scaled.get(0, 0), 1e-6);
        assertEquals(0, scaled.get(1, 0), 1e-6);
        assertEquals(1, scaled.get(2, 0), 1e-6);
        DenseMatrix cut = new Scaling(new Scaling.Options(0.5)).scale(expression);
        assertEquals(-0.5, cut.get(0, 0));
        assertEquals(0.5, cut.get(2, 0));
    }

    @Test
    void geneThatDoesNotVaryBecomesZero() {
        SparseMatrix expression = new DenseMatrix(2, 2, new float[] {0, 3, 0, 3}).toSparse();
        for (float value :
                new Scaling(Scaling.Options.DEFAULTS).scale(expression).values()) {
            assertEquals(0, value);
        }
    }

    @Test
    void uncutGenesHaveMeanZeroAndVarianceOne() {
        SparseMatrix expression =
                Reference.small().variableExpression().values().toSparse();
        SparseMatrix scaled =
                new Scaling(new Scaling.Options(1e6)).scale(expression).toSparse();
        ColumnMoments moments = ColumnMoments.of(scaled);
        for (int g = 0; g < scaled.columns(); g++) {
            assertEquals(0, moments.means()[g], 1e-6);
            assertEquals(1, moments.unbiasedVariance(g), 1e-5);
        }
    }

    @Test
    void shiftedValuesDifferByOneConstantAGene() {
        SparseMatrix expression =
                Reference.small().variableExpression().values().toSparse();
        Scaling method = new Scaling(new Scaling.Options(2));
        DenseMatrix scaled = method.scale(expression);
        DenseMatrix shifted = method.scaleShifted(expression).toDense();
        for (int g = 0; g < scaled.columns(); g++) {
            float shift = scaled.get(0, g) - shifted.get(0, g);
            for (int c = 0; c < scaled.rows(); c++) {
                assertEquals(shift, scaled.get(c, g) - shifted.get(c, g), 1e-5);
            }
        }
    }

    @Test
    void limitNotAboveZeroIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Scaling.Options(0));
        assertThrows(IllegalArgumentException.class, () -> new Scaling.Options(Double.NaN));
    }
}
