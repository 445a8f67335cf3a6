package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.graph.NeighbourSearch;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

/** What holds of every method: what it may not depend on, and what odd data become. */
final class EveryMethodTest {
    private static final CellMatrix EXPRESSION = SmallMatrices.lognorm(90, 70, 3, 4);
    private static final Relations PROJECTED = new Relations(new int[0], null, new NeighbourSearch(0, 0), 0);

    /**
     * A method with settings for small data.
     *
     * @param name what it is called here
     * @param method the method
     * @param relations how cells are related
     * @param precision to which answers agree where the order of sums differs
     * @param neighbours most that it asks of a cell; 0: none
     */
    private record Case(String name, Imputation method, Relations relations, float precision, int neighbours) {
        CellMatrix impute(CellMatrix expression) {
            return impute(expression, Workers.ONE);
        }

        CellMatrix impute(CellMatrix expression, Workers workers) {
            return method.impute(expression, relations, workers, Progress.SILENT)
                    .cells();
        }

        boolean keepsObserved() {
            return name.contains("recover");
        }

        boolean shrinks() {
            return name.startsWith("two-way smooth") || name.endsWith("shrunken");
        }

        boolean detects() {
            return name.equals("detection");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> methods() {
        return Stream.of(
                of("sccr recover", sccr(Mode.RECOVER), 1e-5f, 5),
                of("sccr smooth", sccr(Mode.SMOOTH), 1e-5f, 5),
                new Case("sccr smooth, projected", sccr(Mode.SMOOTH), PROJECTED, 1e-5f, 5),
                new Case("conditional recover, projected", conditional(), PROJECTED, 1e-4f, 8),
                of("conditional recover", conditional(), 1e-4f, 8),
                of("expected recover", expected(Expected.Observed.KEEP), 1e-4f, 8),
                of("expected, shrunken", expected(Expected.Observed.SHRINK), 1e-4f, 8),
                of("detection", new Detection(new Detection.Options(5, 40, 6, 8, 0)), 1e-3f, 8),
                of("scfp recover", new ScFp(new SmoothingOptions(Mode.RECOVER, 5, 40, 0.99)), 1e-5f, 5),
                of("scfp smooth", new ScFp(new SmoothingOptions(Mode.SMOOTH, 5, 40, 0.99)), 1e-5f, 5),
                of("diffusion recover", new Diffusion(new SmoothingOptions(Mode.RECOVER, 5, 40, 0.99)), 1e-5f, 5),
                of("diffusion smooth", new Diffusion(new SmoothingOptions(Mode.SMOOTH, 5, 40, 0.99)), 1e-5f, 5),
                of("two-way recover", new TwoWay(new TwoWay.Options(Mode.RECOVER)), 1e-5f, 0),
                of("two-way smooth", new TwoWay(new TwoWay.Options(Mode.SMOOTH)), 1e-5f, 0));
    }

    private static Case of(String name, Imputation method, float precision, int neighbours) {
        return new Case(name, method, Relations.DEFAULTS, precision, neighbours);
    }

    private static Sccr sccr(Mode mode) {
        return new Sccr(new Sccr.Options(mode, 5, 2, 40, 0.05, 0.99, 0.01, true, Sccr.GeneStep.FULL));
    }

    /** Every zero filled, as the order of sums may move a value across the least evidence. */
    private static Expected expected(Expected.Observed observed) {
        var conditional = new Conditional.Options(5, 40, 6, 8, 4, 0);
        return new Expected(new Expected.Options(conditional, observed, 0, 0, List.of()));
    }

    private static Conditional conditional() {
        return new Conditional(new Conditional.Options(5, 40, 6, 8, 4, 0));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void neitherThreadsNorFormOfTheInputMatter(Case each) {
        CellMatrix dense = EXPRESSION.withValues(EXPRESSION.values().toDense(), Layer.LOGNORM);
        assertArrayEquals(values(each.impute(EXPRESSION)), values(each.impute(dense, new Workers(3))));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void zerosThatAreStoredAreZeros(Case each) {
        SparseMatrix x = EXPRESSION.values().toSparse();
        DenseMatrix all = x.toDense();
        int[] offsets = IntStream.rangeClosed(0, 90).map(c -> c * 70).toArray();
        int[] indices = IntStream.range(0, 90 * 70).map(i -> i % 70).toArray();
        SparseMatrix stored = new SparseMatrix(90, 70, offsets, indices, all.values());
        assertArrayEquals(
                values(each.impute(EXPRESSION)), values(each.impute(EXPRESSION.withValues(stored, Layer.LOGNORM))));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void orderOfCellsAndGenesDoesNotMatter(Case each) {
        int[] cells = IntStream.range(0, 90).map(i -> i * 37 % 90).toArray();
        int[] genes = IntStream.range(0, 70).map(i -> i * 29 % 70).toArray();
        CellMatrix shuffled = each.impute(EXPRESSION.selectCells(cells).selectGenes(genes));
        CellMatrix plain = each.impute(EXPRESSION);
        assertArrayEquals(values(plain.selectCells(cells).selectGenes(genes)), values(shuffled), each.precision);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void emptyCellsAndGenesOfNoCellGiveClearValues(Case each) {
        float[][] rows = rows();
        rows[3] = new float[70];
        for (float[] row : rows) {
            row[6] = 0;
        }
        DenseMatrix filled = sound(each, rows);
        for (int c = 0; c < 90 && !each.detects(); c++) {
            assertEquals(0, filled.get(c, 6), "a gene that no cell expresses is not made up");
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void moreDuplicatesThanNeighboursGiveClearValues(Case each) {
        float[][] rows = rows();
        for (int c = 40; c < 70; c++) {
            rows[c] = rows[40].clone();
        }
        DenseMatrix filled = sound(each, rows);
        // Which of the copies others count among their nearest is a tie, so that copies come close, not together.
        for (int c = 41; c < 70; c++) {
            assertArrayEquals(filled.row(40), filled.row(c), 0.2f, "cell " + c);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void genesThatDoNotVaryStayAsTheyAre(Case each) {
        float[][] rows = rows();
        for (float[] row : rows) {
            row[7] = 1;
        }
        DenseMatrix filled = sound(each, rows);
        for (int c = 0; c < 90 && !each.shrinks(); c++) {
            assertEquals(1, filled.get(c, 7), 1e-5f);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void cellsThatAreAllTheSameStayAsTheyAre(Case each) {
        float[][] rows = new float[90][];
        Arrays.fill(rows, rows()[0]);
        DenseMatrix filled = sound(each, rows);
        for (int c = 0; c < 90 && !each.detects(); c++) {
            assertArrayEquals(rows[0], filled.row(c), 1e-4f);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void oneCellTypeGivesClearValues(Case each) {
        DenseMatrix values = SmallMatrices.lognorm(90, 70, 1, 5).values().toDense();
        sound(each, IntStream.range(0, 90).mapToObj(values::row).toArray(float[][]::new));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void oneValueOfAHundredGivesClearValues(Case each) {
        SplittableRandom random = new SplittableRandom(8);
        float[][] rows = new float[150][200];
        for (float[] row : rows) {
            for (int g = 0; g < row.length; g++) {
                row[g] = random.nextDouble() < 0.01 ? 1 + (float) random.nextDouble() : 0;
            }
        }
        sound(each, rows);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void asManyNeighboursAsOtherCellsAreTheMost(Case each) {
        if (each.neighbours > 0) {
            DenseMatrix values = EXPRESSION.values().toDense();
            float[][] rows = IntStream.rangeClosed(0, each.neighbours)
                    .mapToObj(values::row)
                    .toArray(float[][]::new);
            sound(each, rows);
            assertRefused(
                    each.neighbours + " cells are too few for " + each.neighbours + " cell neighbours; lower --",
                    each,
                    Arrays.copyOf(rows, each.neighbours));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void nothingLeftToLearnFromIsRefused(Case each) {
        assertRefused("every value is zero; there is nothing to impute from", each, new float[90][70]);
        float[][] rows = rows();
        rows[2][5] = Float.NaN;
        assertRefused("cell 'cell2' has NaN for gene 'GENE5'", each, rows);
    }

    /** The result, in which every value is finite, not negative and not beyond reason, and observed ones are kept. */
    private static DenseMatrix sound(Case each, float[][] rows) {
        CellMatrix result = each.impute(SmallMatrices.dense(Layer.LOGNORM, rows));
        DenseMatrix values = result.values().toDense();
        for (int c = 0; c < rows.length; c++) {
            for (int g = 0; g < rows[c].length; g++) {
                float value = values.get(c, g);
                assertTrue(value >= 0 && value < (each.detects() ? 1.000001 : 20), "value " + value);
                boolean kept = each.keepsObserved() && rows[c][g] != 0;
                assertTrue(!kept || value == rows[c][g], "an observed value was changed");
            }
        }
        return values;
    }

    private static void assertRefused(String message, Case each, float[]... rows) {
        CellMatrix input = SmallMatrices.dense(Layer.LOGNORM, rows);
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> each.impute(input));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }

    private static float[][] rows() {
        DenseMatrix values = EXPRESSION.values().toDense();
        return IntStream.range(0, 90).mapToObj(values::row).toArray(float[][]::new);
    }

    private static float[] values(CellMatrix matrix) {
        return matrix.values().toDense().values();
    }
}
