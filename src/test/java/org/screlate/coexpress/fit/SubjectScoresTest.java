package org.screlate.coexpress.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.model.Design;
import org.screlate.mixed.RowSums;

final class SubjectScoresTest {
    private static final CopulaModel MODEL =
            new CopulaModel(CopulaModel.Options.DEFAULTS.with(CopulaModel.Dependence.GAMMA_RATES));

    @Test
    void slopesAreThoseOfTheLikelihoodAtItsCommonMaximum() {
        DrawnPair pair = new DrawnPair(3, 4, 60, 0.5);
        Design design = pair.design();
        Margin first = MODEL.margin(pair.first, design, true);
        Margin second = MODEL.margin(pair.second, design, false);
        int[] units = design.subjectOfRow();
        SubjectScores found = SubjectScores.of(first, second, units, design.subjects());
        assertEquals(0, Arrays.stream(found.slope()).sum(), 1e-4);

        RateDependence likelihood = new RateDependence(first, second, design);
        RowSums sums = new RowSums(design.rows(), 1);
        double step = 1e-3;
        for (int subject = 0; subject < design.subjects(); subject++) {
            int own = subject;
            double[][] at = new double[3][];
            double[] values = new double[3];
            for (int k = 0; k < 3; k++) {
                double shift = (k - 1) * step;
                at[k] = IntStream.range(0, design.rows())
                        .mapToDouble(r -> found.eta() + (units[r] == own ? shift : 0))
                        .toArray();
                values[k] = likelihood.evaluate(at[k], sums);
            }
            assertEquals((values[2] - values[0]) / (2 * step), found.slope()[subject], 1e-3);
            assertEquals(-(values[2] - 2 * values[1] + values[0]) / step / step, found.information()[subject], 0.05);
        }
    }

    @Test
    void aGeneWithItselfStopsAtTheLimitAndSubjectsAreStillTold() {
        DrawnPair pair = new DrawnPair(3, 4, 60, 0.5);
        Design design = pair.design();
        Margin margin = MODEL.margin(pair.first, design, true);
        SubjectScores found = SubjectScores.of(margin, margin, design.subjectOfRow(), design.subjects());
        assertEquals(SubjectScores.MOST, found.eta());
        assertTrue(Arrays.stream(found.slope()).allMatch(slope -> slope > 0));
    }
}
