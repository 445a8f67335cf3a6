package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.preprocess.PrincipalComponents.Input;

final class PrincipalComponentsTest {
    @Test
    void componentsOfExpressionAreThoseOfScanpy() {
        assertLikeScanpy(Input.LOGNORM, "lognorm");
    }

    @Test
    void componentsOfScaledExpressionAreThoseOfScanpy() {
        assertLikeScanpy(Input.SCALED, "scaled");
    }

    // Signs too: the loading of largest size is positive in both.
    private static void assertLikeScanpy(Input input, String name) {
        PrincipalComponents.Result result = find(input, 10, Reference.small().variableExpression());
        double[] ratios = Reference.of("small_variances_" + name).numbers("variance_ratio");
        double[] variances = Reference.of("small_variances_" + name).numbers("variance");
        for (int i = 0; i < ratios.length; i++) {
            assertEquals(ratios[i], result.varianceRatios()[i], 1e-6);
            assertEquals(variances[i], result.axes().variances()[i], 1e-5 * variances[i]);
        }
        double[][] scanpy = Reference.matrix("small_pca_" + name);
        DenseMatrix ours = result.coordinates().values();
        for (int c = 0; c < scanpy.length; c++) {
            for (int i = 0; i < scanpy[c].length; i++) {
                assertEquals(scanpy[c][i], ours.get(c, i), 1e-4);
            }
        }
    }

    @Test
    void orderOfCellsDoesNotMatter() {
        CellMatrix expression = Reference.small().variableExpression();
        int last = expression.cells().size() - 1;
        int[] reversed = IntStream.rangeClosed(0, last).map(c -> last - c).toArray();
        DenseMatrix forward = find(Input.LOGNORM, 5, expression).coordinates().values();
        DenseMatrix backward = find(Input.LOGNORM, 5, expression.selectCells(reversed))
                .coordinates()
                .values();
        for (int c = 0; c <= last; c++) {
            for (int i = 0; i < 5; i++) {
                assertEquals(forward.get(c, i), backward.get(last - c, i), 1e-5);
            }
        }
    }

    @Test
    void moreComponentsThanTheMatrixHasAreRefused() {
        CellMatrix expression = Reference.small().variableExpression();
        assertEquals(59, find(Input.LOGNORM, 59, expression).varianceRatios().length);
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> find(Input.LOGNORM, 60, expression));
        assertTrue(e.getMessage().contains("at most 59 can be had"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> find(Input.LOGNORM, 0, expression));
    }

    @Test
    void accountSaysHowMuchVarianceIsHeld() {
        PrincipalComponents.Result all =
                find(Input.LOGNORM, 59, Reference.small().variableExpression());
        assertTrue(all.account().startsWith("59 components hold 100.0 %"), all.account());
    }

    private static PrincipalComponents.Result find(Input input, int number, CellMatrix expression) {
        return new PrincipalComponents(new PrincipalComponents.Options(number, input, new Scaling.Options(3), 0))
                .find(expression, new Workers(2));
    }
}
