package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

final class ExpectedTest {
    private static final CellMatrix EXPRESSION = SmallMatrices.lognorm(90, 70, 3, 4);
    private static final Conditional.Options CONDITIONAL = new Conditional.Options(5, 40, 6, 8, 4, 0);

    private static Imputed impute(Expected.Observed observed, double detection, double evidence, Layer... layers) {
        var options = new Expected.Options(CONDITIONAL, observed, detection, evidence, List.of(layers));
        return new Expected(options).impute(EXPRESSION, Relations.DEFAULTS, Workers.ONE, Progress.SILENT);
    }

    private static float[] values(CellMatrix cells) {
        return cells.values().toDense().values();
    }

    private static int stored(Imputed imputed) {
        return imputed.cells().values().toSparse().stored();
    }

    /** One graph serves both parts, and so they are what each answers alone. */
    @Test
    void partsAreThoseOfTheirOwnMethods() {
        Imputed all = impute(Expected.Observed.KEEP, 0, 0, Layer.CONDITIONAL, Layer.DETECTION);
        CellMatrix conditional = new Conditional(CONDITIONAL).impute(EXPRESSION, Workers.ONE, Progress.SILENT);
        CellMatrix detection = new Detection(CONDITIONAL.detection()).impute(EXPRESSION, Workers.ONE, Progress.SILENT);
        assertArrayEquals(values(conditional), values(all.of(Layer.CONDITIONAL)));
        assertArrayEquals(values(detection), values(all.of(Layer.DETECTION)));
        for (int c = 0; c < 90; c++) {
            for (int g = 0; g < 70; g++) {
                float product =
                        detection.values().get(c, g) * conditional.values().get(c, g);
                assertEquals(product, all.cells().values().get(c, g), 1e-6f);
            }
        }
    }

    /**
     * Three neighbours of equal weight, all of which detect a gene of three in four cells, and one of which detects a gene
     * of two in four: z = 2 √3.5 (arcsin √((3 q + .375) / 3.75) − arcsin √p).
     */
    @Test
    void evidenceByHand() {
        SparseMatrix x = SmallMatrices.dense(
                        Layer.LOGNORM, new float[] {0, 1}, new float[] {1, 1}, new float[] {1, 0}, new float[] {1, 0})
                .values()
                .toSparse();
        SparseMatrix graph =
                new DenseMatrix(4, 4, new float[] {2, 1, 1, 1, 1, 2, 0, 0, 1, 0, 2, 0, 1, 0, 0, 2}).toSparse();
        DetectionRates rates = DetectionRates.of(x, graph);
        double all = 2 * Math.sqrt(3.5) * (Math.asin(Math.sqrt(3.375 / 3.75)) - Math.asin(Math.sqrt(0.75)));
        assertEquals(all, rates.evidence(rates.panel(0, 2), 0, 0), 1e-6);
        double one = 2 * Math.sqrt(3.5) * (Math.asin(Math.sqrt(1.375 / 3.75)) - Math.asin(Math.sqrt(0.5)));
        assertEquals(one, rates.evidence(rates.panel(0, 2), 0, 1), 1e-6);
        DetectionRates.Panel panel = rates.panel(0, 2);
        for (double least : new double[] {0, 0.1, 1, 2.5}) {
            for (int cell = 0; cell < rates.ofCells().length; cell++) {
                for (int gene = 0; gene < 2; gene++) {
                    boolean evident = rates.evidence(panel, cell, gene) >= least;
                    assertEquals(evident, rates.isEvident(panel, cell, gene, least));
                }
            }
        }
    }

    @Test
    void noProbabilityReachesACutWhoseLogOddsAreBelowTheLeast() {
        for (double cut : new double[] {1e-9, 0.3, 0.5, 0.999, 1}) {
            double least = Expected.leastLogOdds(cut);
            for (double step = 1e-12; step < 50; step *= 3) {
                assertTrue(Detection.probability(least - step) < cut, cut + " " + step);
            }
        }
        assertEquals(Double.NEGATIVE_INFINITY, Expected.leastLogOdds(0));
        assertTrue(Expected.leastLogOdds(1) < 37);
    }

    @Test
    void whatIsImprobableStaysZeroAndMoreOfItByAHigherCut() {
        int all = stored(impute(Expected.Observed.KEEP, 0, 0));
        int some = stored(impute(Expected.Observed.KEEP, 0.5, 2));
        int fewer = stored(impute(Expected.Observed.KEEP, 0.5, 3));
        int none = stored(impute(Expected.Observed.KEEP, 1, 100));
        assertEquals(90 * 70, all);
        assertEquals(EXPRESSION.values().toSparse().stored(), none);
        assertTrue(all > some && some > fewer && fewer > none, all + " " + some + " " + fewer + " " + none);
    }

    @Test
    void shrunkenValuesSpreadLessThanThoseObserved() {
        CellMatrix kept = impute(Expected.Observed.KEEP, 1, 100).cells();
        CellMatrix shrunken = impute(Expected.Observed.SHRINK, 1, 100).cells();
        assertArrayEquals(values(EXPRESSION), values(kept));
        assertTrue(spread(shrunken.values().toDense()) < spread(kept.values().toDense()));
    }

    /** Sum over genes of squared differences of values above zero from their mean. */
    private static double spread(DenseMatrix values) {
        double spread = 0;
        for (int g = 0; g < 70; g++) {
            double sum = 0;
            double squares = 0;
            int number = 0;
            for (int c = 0; c < 90; c++) {
                double value = values.get(c, g);
                sum += value;
                squares += value * value;
                number += value > 0 ? 1 : 0;
            }
            spread += number == 0 ? 0 : squares - sum * sum / number;
        }
        return spread;
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> impute(Expected.Observed.KEEP, 1.5, 2));
        assertThrows(IllegalArgumentException.class, () -> impute(Expected.Observed.KEEP, Double.NaN, 2));
        assertThrows(IllegalArgumentException.class, () -> impute(Expected.Observed.KEEP, 0.5, -1));
        assertThrows(IllegalArgumentException.class, () -> impute(Expected.Observed.KEEP, 0.5, Double.NaN));
        Imputed alone = impute(Expected.Observed.KEEP, 0.5, 2);
        assertThrows(IllegalArgumentException.class, () -> alone.of(Layer.DETECTION));
    }
}
