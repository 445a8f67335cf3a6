package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

final class DetectionTest {
    private static final CellMatrix EXPRESSION = SmallMatrices.lognorm(90, 70, 3, 4);
    private static final Detection METHOD = new Detection(new Detection.Options(5, 40, 6, 8, 0));

    private static CellMatrix estimate(CellMatrix expression) {
        return METHOD.impute(expression, Workers.ONE, Progress.SILENT);
    }

    @Test
    void coefficientsAreThoseOfScikitLearn() {
        DenseMatrix rows = OracleMatrix.read("logistic_rows");
        double[] x = new double[rows.rows() * 4];
        boolean[] y = new boolean[rows.rows()];
        double[] weights = new double[rows.rows()];
        for (int r = 0; r < rows.rows(); r++) {
            for (int j = 0; j < 4; j++) {
                x[r * 4 + j] = rows.get(r, j);
            }
            y[r] = rows.get(r, 4) == 1;
            weights[r] = rows.get(r, 5);
        }
        double[] ours = WeightedLogistic.fit(x, 4, y, weights);
        DenseMatrix theirs = OracleMatrix.read("logistic_coefficients");
        for (int j = 0; j < 4; j++) {
            assertEquals(theirs.get(0, j), ours[j], 1e-5);
        }
    }

    /** A constant alone: the odds are the weights of what came true to those of what did not. */
    @Test
    void oddsOfAConstantAreThoseOfTheWeights() {
        double[] beta = WeightedLogistic.fit(
                new double[] {1, 1, 1}, 1, new boolean[] {true, false, false}, new double[] {600, 100, 100});
        assertEquals(Math.log(3), WeightedLogistic.logOdds(new double[] {1}, 0, beta), 1e-3);
    }

    /**
     * Cells (1, 0), (1, 1), (0, 0); the first is joined to the second and third by weights 3 and 1, they to the first
     * alone. Rates of the first gene in the neighbours: 3/4, 1, 1; in theirs: 1, 3/4, 3/4.
     */
    @Test
    void ratesOfNeighboursByHand() {
        SparseMatrix x = SmallMatrices.dense(Layer.LOGNORM, new float[] {1, 0}, new float[] {1, 1}, new float[] {0, 0})
                .values()
                .toSparse();
        SparseMatrix graph = new DenseMatrix(3, 3, new float[] {2, 3, 1, 3, 2, 0, 1, 0, 2}).toSparse();
        DetectionRates rates = DetectionRates.of(x, graph);
        DetectionRates.Panel panel = rates.panel(0, 2);
        int width = DetectionRates.WIDTH;
        assertArrayEquals(
                new float[] {0.75f, 1, 1}, new float[] {panel.near()[0], panel.near()[width], panel.near()[2 * width]});
        assertArrayEquals(
                new float[] {1, 0.75f, 0.75f},
                new float[] {panel.further()[0], panel.further()[width], panel.further()[2 * width]});
        assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0}, rates.ofGenes(), 1e-12);
        assertArrayEquals(new double[] {0.5, 1, 0}, rates.ofCells(), 1e-12);
        double[] features = new double[5];
        rates.describe(panel, 0, 0, 1, features, 0);
        double mixed = (30 * 0.75 + 2 / 3.0) / 31;
        assertEquals(Math.log(mixed / (1 - mixed)), features[1], 1e-6);
        assertEquals(Math.log(2), features[3], 1e-6);
        assertEquals(0, features[4], 1e-6);
        rates.describe(panel, 2, 0, 1, features, 0);
        assertEquals(Math.log(1 / 3.0), features[4], 1e-6, "never of 2 genes: half an observation, 1/4");
    }

    @Test
    void whatWasDetectedHasOneAndZerosHaveLess() {
        CellMatrix probabilities = estimate(EXPRESSION);
        assertEquals(Layer.DETECTION, probabilities.layer());
        for (int c = 0; c < 90; c++) {
            for (int g = 0; g < 70; g++) {
                float probability = probabilities.values().get(c, g);
                boolean detected = EXPRESSION.values().get(c, g) != 0;
                assertTrue(detected ? probability == 1 : probability > 0 && probability < 1, c + " " + g);
            }
        }
    }

    /**
     * Genes of a cell's own kind are detected with probability 0.6, others with 0.1: zeros should be given about those,
     * and so the mean over all zeros should be that of what a second look would find.
     */
    @Test
    void plantedProbabilitiesAreFound() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] rows = new float[300][120];
        for (int c = 0; c < 300; c++) {
            for (int g = 0; g < 120; g++) {
                rows[c][g] = random.nextDouble() < (c % 3 == g % 3 ? 0.6 : 0.1) ? 1 + (float) random.nextDouble() : 0;
            }
        }
        CellMatrix probabilities = new Detection(new Detection.Options(15, 40, 6, 30, 0))
                .impute(SmallMatrices.dense(Layer.LOGNORM, rows), Workers.ONE, Progress.SILENT);
        double own = 0;
        double other = 0;
        int owns = 0;
        int others = 0;
        for (int c = 0; c < 300; c++) {
            for (int g = 0; g < 120; g++) {
                if (rows[c][g] == 0 && c % 3 == g % 3) {
                    own += probabilities.values().get(c, g);
                    owns++;
                } else if (rows[c][g] == 0) {
                    other += probabilities.values().get(c, g);
                    others++;
                }
            }
        }
        assertEquals(0.6, own / owns, 0.08);
        assertEquals(0.1, other / others, 0.04);
    }

    @Test
    void emptyCellsAndGenesOfNoCellAreUnlikely() {
        float[][] rows = IntStream.range(0, 90)
                .mapToObj(c -> EXPRESSION.values().toDense().row(c))
                .toArray(float[][]::new);
        rows[3] = new float[70];
        for (float[] row : rows) {
            row[6] = 0;
        }
        CellMatrix probabilities = estimate(SmallMatrices.dense(Layer.LOGNORM, rows));
        for (int c = 0; c < 90; c++) {
            assertTrue(probabilities.values().get(c, 6) < 0.2, "cell " + c);
        }
    }

    @Test
    void dataThatTeachNothingAreRefused() {
        float[][] one = new float[20][20];
        one[0][0] = 1;
        assertRefused("there are 1 detected places and 399 zeros", one);
        float[][] all = new float[20][20];
        for (float[] row : all) {
            java.util.Arrays.fill(row, 2);
        }
        assertRefused("there are 400 detected places and 0 zeros", all);
        assertRefused("every value is zero", new float[20][20]);
        float[][] few = new float[8][20];
        few[0][0] = 1;
        assertRefused("8 cells are too few for 8 cell neighbours; lower --related-cells", few);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Detection.Options(0, 40, 30, 30, 0));
        assertThrows(IllegalArgumentException.class, () -> new Detection.Options(15, 0, 30, 30, 0));
        assertThrows(IllegalArgumentException.class, () -> new Detection.Options(15, 40, 0, 30, 0));
        assertThrows(IllegalArgumentException.class, () -> new Detection.Options(15, 40, 30, 0, 0));
    }

    private static void assertRefused(String message, float[][] rows) {
        CellMatrix input = SmallMatrices.dense(Layer.LOGNORM, rows);
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> estimate(input));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }
}
