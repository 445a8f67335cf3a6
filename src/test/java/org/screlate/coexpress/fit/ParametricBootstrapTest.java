package org.screlate.coexpress.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;

final class ParametricBootstrapTest {
    private static final CopulaModel.Options OPTIONS = bootstraps(19, 5);
    private static final DrawnPair STUDY = new DrawnPair(3, 4, 25, 0.8);

    private static Fit.Significance test(CopulaModel.Options options, int[] second) {
        return new CopulaModel(options)
                .fit(STUDY.first, second, STUDY.design())
                .tests()
                .get(0);
    }

    private static CopulaModel.Options bootstraps(int number, long seed) {
        return CopulaModel.Options.DEFAULTS.with(
                new CopulaModel.Testing(CopulaModel.Inference.BOOTSTRAP, number, seed));
    }

    @Test
    void ofOneDrawPIsAHalfOrOne() {
        double p = test(bootstraps(1, 8), STUDY.second).pValue();
        assertTrue(p == 0.5 || p == 1, "" + p);
    }

    @Test
    void aSeedSettlesTheDraws() {
        Fit.Significance one = test(OPTIONS, STUDY.second);
        assertEquals(one, test(OPTIONS, STUDY.second));
        assertNotEquals(one.pValue(), test(bootstraps(18, 6), STUDY.second).pValue());
        assertTrue(one.pValue() >= 0.05 && one.pValue() <= 1, one.toString());
    }

    @Test
    void dependenceInOneGroupOnlyIsBeyondAllDraws() {
        DrawnPair unrelated = new DrawnPair(4, 4, 25, 0);
        int[] second = STUDY.second.clone();
        for (int cell = 0; cell < second.length; cell++) {
            if (STUDY.other[cell]) {
                second[cell] = unrelated.second[cell];
            }
        }
        assertEquals(
                0.05,
                test(OPTIONS.with(CopulaModel.Estimation.TWO_STAGE), second).pValue(),
                1e-12);
    }

    @Test
    void drawsHaveTheMeansAndTheDependenceOfTheModel() {
        Design design = new DrawnPair(3, 5, 4000, 0.5).design();
        DrawnPair large = new DrawnPair(3, 5, 4000, 0.5);
        CopulaModel model = new CopulaModel(CopulaModel.Options.DEFAULTS);
        Margin first = model.margin(large.first, design, true);
        Margin second = model.margin(large.second, design, false);
        List<FitReport.Part> parts = model.parts(first, second, design.withoutTested());
        int[][] drawn = new ParametricBootstrap(OPTIONS).draw(parts, design, new SplittableRandom(1));
        Fit before = model.fit(first, second, design);
        Fit after = model.fit(drawn[0], drawn[1], design);
        for (Parameter parameter : List.of(Parameter.SIGMA1, Parameter.SIGMA2, Parameter.RHO)) {
            assertEquals(
                    before.estimates(parameter).fixed()[0],
                    after.estimates(parameter).fixed()[0],
                    0.15,
                    parameter.toString());
        }
        assertEquals(0, after.estimates(Parameter.RHO).fixed()[1], 0.1);
    }

    @Test
    void noDrawsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> bootstraps(0, 1));
    }
}
