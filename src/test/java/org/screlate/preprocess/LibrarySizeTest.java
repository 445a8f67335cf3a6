package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

final class LibrarySizeTest {
    @Test
    void expressionIsThatOfScanpy() {
        assertLikeScanpy("small_lognorm_median", "median");
        assertLikeScanpy("small_lognorm_1e4", "1e4");
    }

    private static void assertLikeScanpy(String name, String target) {
        double[][] scanpy = Reference.matrix(name);
        SparseMatrix counts = Reference.small().counts().values().toSparse();
        boolean[] all = new boolean[counts.columns()];
        Arrays.fill(all, true);
        SparseMatrix expression =
                new LibrarySize(LibrarySize.Options.of(target)).normalise(counts, LibrarySize.sums(counts, all));
        for (int c = 0; c < scanpy.length; c++) {
            for (int g = 0; g < scanpy[c].length; g++) {
                assertEquals(scanpy[c][g], expression.get(c, g), 1e-6 * Math.max(1, scanpy[c][g]));
            }
        }
    }

    @Test
    void twoCellsAreNormalisedByHand() {
        SparseMatrix counts = new DenseMatrix(2, 2, new float[] {1, 3, 0, 100}).toSparse();
        SparseMatrix expression = new LibrarySize(new LibrarySize.Options(8)).normalise(counts, new double[] {4, 100});
        assertEquals(Math.log(3), expression.get(0, 0), 1e-7);
        assertEquals(Math.log(7), expression.get(0, 1), 1e-7);
        assertEquals(0, expression.get(1, 0));
        assertEquals(Math.log(9), expression.get(1, 1), 1e-6);
    }

    @Test
    void sumsAreOverTheChosenGenesOnly() {
        SparseMatrix counts = new DenseMatrix(2, 3, new float[] {1, 2, 4, 8, 0, 16}).toSparse();
        assertArrayEquals(new double[] {5, 24}, LibrarySize.sums(counts, new boolean[] {true, false, true}));
    }

    @Test
    void deeperSequencingOfACellChangesNothing() {
        SparseMatrix counts =
                Reference.smallCounts().values().selectRows(new int[] {0}).toSparse();
        float[] tenfold = counts.values().clone();
        for (int k = 0; k < tenfold.length; k++) {
            tenfold[k] *= 10;
        }
        LibrarySize method = new LibrarySize(new LibrarySize.Options(1000));
        assertArrayEquals(
                method.normalise(counts, new double[] {50}).values(),
                method.normalise(counts.withValues(tenfold), new double[] {500}).values(),
                1e-6f);
    }

    @Test
    void targetsAndSizesThatCannotBeAreRefused() {
        for (String bad : new String[] {"0", "-1", "NaN", "Infinity", "mean", ""}) {
            assertThrows(IllegalArgumentException.class, () -> LibrarySize.Options.of(bad), bad);
        }
        SparseMatrix counts = new DenseMatrix(1, 1, new float[] {1}).toSparse();
        LibrarySize method = new LibrarySize(LibrarySize.Options.DEFAULTS);
        assertThrows(IllegalArgumentException.class, () -> method.normalise(counts, new double[] {0}));
        assertThrows(IllegalArgumentException.class, () -> method.normalise(counts, new double[] {Double.NaN}));
    }
}
