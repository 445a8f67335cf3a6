package org.screlate.coexpress.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.mixed.MixedModel;
import org.screlate.mixed.Predictor;
import org.screlate.mixed.RandomEffect;
import org.screlate.mixed.Smoothing;

final class CopulaModelTest {
    private static final CopulaModel.Options DEFAULTS = CopulaModel.Options.DEFAULTS;
    private static final CopulaModel JOINT = new CopulaModel(DEFAULTS);
    private static final DrawnPair STUDY = new DrawnPair(3, 5, 30, 0.5);

    @Test
    void dependenceIsFoundAndTheOrderOfCellsDoesNotMatter() {
        Fit fit = JOINT.fit(STUDY.first, STUDY.second, STUDY.design());
        assertNotEquals(Fit.Status.FAILED, fit.status(), fit.reason());
        assertEquals(0.5, Math.tanh(fit.estimates(Parameter.RHO).fixed()[0]), 0.15);
        int n = STUDY.first.length;
        String[] patients = new String[n];
        boolean[] other = new boolean[n];
        double[] offset = new double[n];
        for (int i = 0; i < n; i++) {
            patients[i] = STUDY.patients[n - 1 - i];
            other[i] = STUDY.other[n - 1 - i];
            offset[i] = STUDY.offset[n - 1 - i];
        }
        Fit again = JOINT.fit(
                DrawnPair.reversed(STUDY.first),
                DrawnPair.reversed(STUDY.second),
                PublishedData.publishedDesign(patients, other, offset));
        assertEquals(fit.logLikelihood(), again.logLikelihood(), 1e-4);
        assertArrayEquals(
                fit.estimates(Parameter.RHO).fixed(),
                again.estimates(Parameter.RHO).fixed(),
                1e-4);
    }

    @ParameterizedTest
    @EnumSource(CopulaModel.Estimation.class)
    void genesCanBeSwapped(CopulaModel.Estimation estimation) {
        CopulaModel model = new CopulaModel(DEFAULTS.with(estimation));
        Fit fit = model.fit(STUDY.first, STUDY.second, STUDY.design());
        Fit swapped = model.fit(STUDY.second, STUDY.first, STUDY.design());
        assertEquals(fit.logLikelihood(), swapped.logLikelihood(), 1e-3);
        assertArrayEquals(
                fit.estimates(Parameter.RHO).fixed(),
                swapped.estimates(Parameter.RHO).fixed(),
                1e-3);
        assertArrayEquals(
                fit.estimates(Parameter.MU1).fixed(),
                swapped.estimates(Parameter.MU2).fixed(),
                1e-3);
        assertEquals(fit.tests().get(0).pValue(), swapped.tests().get(0).pValue(), 0.01);
    }

    @Test
    void twoStagesAreNearTheJointFit() {
        Fit joint = JOINT.fit(STUDY.first, STUDY.second, STUDY.design());
        Fit two = new CopulaModel(DEFAULTS.with(CopulaModel.Estimation.TWO_STAGE))
                .fit(STUDY.first, STUDY.second, STUDY.design());
        assertEquals(Parameter.COUNT, two.estimates().size());
        double se = joint.estimates(Parameter.RHO).standardError(1);
        assertEquals(
                joint.estimates(Parameter.RHO).fixed()[1],
                two.estimates(Parameter.RHO).fixed()[1],
                0.3 * se);
        assertEquals(joint.components().size(), two.components().size());
        assertTrue(two.logLikelihood() < joint.logLikelihood() + 2);
    }

    @Test
    void covariatesWithARowForEachCellGiveTheSameAsRowsForEachGroup() {
        Design byRow = STUDY.design();
        int n = STUDY.first.length;
        int[] own = new int[n];
        int[] subject = new int[n];
        for (int i = 0; i < n; i++) {
            own[i] = i;
            subject[i] = byRow.subjectOfRow()[byRow.rowOfCell()[i]];
        }
        List<Predictor> spread = byRow.predictors().stream()
                .map(p -> spread(p, byRow.rowOfCell()))
                .toList();
        Design byCell = new Design(own, byRow.offset(), spread, byRow.tested(), subject, byRow.subjects());
        Fit one = JOINT.fit(STUDY.first, STUDY.second, byRow);
        Fit other = JOINT.fit(STUDY.first, STUDY.second, byCell);
        assertEquals(one.logLikelihood(), other.logLikelihood(), 1e-3);
        assertArrayEquals(
                one.estimates(Parameter.RHO).fixed(),
                other.estimates(Parameter.RHO).fixed(),
                1e-3);
    }

    private static Predictor spread(Predictor predictor, int[] rowOfCell) {
        double[][] fixed = new double[rowOfCell.length][];
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = predictor.fixed()[rowOfCell[i]];
        }
        List<RandomEffect> random = predictor.random().stream()
                .map(effect -> {
                    int[] level = new int[fixed.length];
                    double[] weight = new double[fixed.length];
                    for (int i = 0; i < fixed.length; i++) {
                        level[i] = effect.levelOfRow()[rowOfCell[i]];
                        weight[i] = effect.weightOfRow()[rowOfCell[i]];
                    }
                    return new RandomEffect(effect.name(), effect.levels(), level, weight, effect.block());
                })
                .toList();
        return new Predictor(fixed, predictor.names(), random);
    }

    @Test
    void continuousCovariatesWithoutZeroInflationAreFitted() {
        Fit fit = JOINT.fit(STUDY.first, STUDY.second, STUDY.continuous());
        assertNotEquals(Fit.Status.FAILED, fit.status(), fit.reason());
        assertEquals(0, fit.estimates(Parameter.ZI1).fixed().length);
        assertTrue(fit.tests().get(0).pValue() > 0 && fit.tests().get(0).pValue() <= 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSlopeIsTheSameInUnitsAndInThousands(boolean correlated) {
        Fit units = JOINT.fit(STUDY.first, STUDY.second, slopes(1, correlated));
        Fit thousands = JOINT.fit(STUDY.first, STUDY.second, slopes(5000, correlated));
        assertNotEquals(Fit.Status.FAILED, units.status(), units.reason());
        assertEquals(units.status(), thousands.status(), thousands.reason());
        assertEquals(units.logLikelihood(), thousands.logLikelihood(), 1e-6);
        double slope = units.components().get(1).standardDeviation();
        assertTrue(slope > 0.01, "" + slope);
        assertEquals(slope, 5000 * thousands.components().get(1).standardDeviation(), 1e-4 * slope);
        double ofSubject = units.estimates(Parameter.MU1).random()[1][0];
        assertEquals(ofSubject, 5000 * thousands.estimates(Parameter.MU1).random()[1][0], 1e-3 * Math.abs(ofSubject));
        assertEquals(units.tests().get(0).pValue(), thousands.tests().get(0).pValue(), 1e-4);
    }

    /** The continuous design with a slope of each subject for its covariate, in other units. */
    private static Design slopes(double unit, boolean correlated) {
        Design plain = STUDY.continuous();
        List<Predictor> predictors = new ArrayList<>(plain.predictors());
        for (Parameter parameter : List.of(Parameter.MU1, Parameter.MU2)) {
            Predictor mean = plain.predictor(parameter);
            RandomEffect subject = mean.random().get(0);
            double[] covariate = IntStream.range(0, plain.rows())
                    .mapToDouble(r -> unit * mean.fixed()[r][2])
                    .toArray();
            RandomEffect slope = new RandomEffect(
                    "covariate:subject", subject.levels(), subject.levelOfRow(), covariate, correlated ? 0 : 1);
            predictors.set(parameter.place(), new Predictor(mean.fixed(), mean.names(), List.of(subject, slope)));
        }
        return new Design(
                plain.rowOfCell(), plain.offset(), predictors, plain.tested(), plain.subjectOfRow(), plain.subjects());
    }

    @Test
    void effectsOfOneBlockAreCorrelated() {
        Design plain = STUDY.design();
        List<Predictor> correlated = plain.predictors().stream()
                .map(p -> new Predictor(
                        p.fixed(),
                        p.names(),
                        p.random().stream()
                                .map(e -> new RandomEffect(e.name(), e.levels(), e.levelOfRow(), e.weightOfRow(), 0))
                                .toList()))
                .toList();
        Fit fit = JOINT.fit(
                STUDY.first,
                STUDY.second,
                new Design(
                        plain.rowOfCell(),
                        plain.offset(),
                        correlated,
                        plain.tested(),
                        plain.subjectOfRow(),
                        plain.subjects()));
        assertNotEquals(Fit.Status.FAILED, fit.status(), fit.reason());
        // The first gene's mean rises from subject to subject alike in both groups.
        Fit.VarianceComponent second = fit.components().get(1);
        assertTrue(second.correlation() > 0.5 && second.correlation() <= 1, "" + second.correlation());
        Fit apart = JOINT.fit(STUDY.first, STUDY.second, plain);
        assertTrue(fit.restrictedLogLikelihood() > apart.restrictedLogLikelihood());
        assertTrue(Double.isNaN(apart.components().get(1).correlation()));
    }

    @ParameterizedTest
    @EnumSource(CopulaModel.Inference.class)
    void theChosenTestComesFirst(CopulaModel.Inference inference) {
        Fit fit = new CopulaModel(DEFAULTS.with(inference)).fit(STUDY.first, STUDY.second, STUDY.design());
        assertEquals(inference, fit.tests().get(0).inference());
        double wald = fit.tests().stream()
                .filter(t -> t.inference() == CopulaModel.Inference.WALD)
                .findFirst()
                .orElseThrow()
                .pValue();
        assertEquals(wald, fit.tests().get(0).pValue(), 0.25);
    }

    @Test
    void aGeneOfZerosIsAStatusAndNoFailureOfTheRun() {
        Fit fit = JOINT.fit(new int[STUDY.first.length], STUDY.second, STUDY.design());
        assertEquals(Fit.Status.FAILED, fit.status());
        assertTrue(!fit.reason().isEmpty());
    }

    @Test
    void aConstantGeneIsAStatus() {
        int[] constant = new int[STUDY.first.length];
        Arrays.fill(constant, 7);
        Fit fit = JOINT.fit(constant, STUDY.second, STUDY.design());
        assertEquals(Fit.Status.FAILED, fit.status());
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MixedModel.Options(Smoothing.UBRE, 0.9, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MixedModel.Options(Smoothing.UBRE, 1.4, 0, 1, 1));
        assertThrows(
                IllegalArgumentException.class, () -> new MixedModel.Options(Smoothing.UBRE, 1.4, 1, 1, Double.NaN));
        assertThrows(
                IllegalArgumentException.class, () -> new CopulaModel.Testing(CopulaModel.Inference.BOOTSTRAP, 0, 1));
    }
}
