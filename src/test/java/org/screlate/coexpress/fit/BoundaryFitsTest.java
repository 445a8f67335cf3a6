package org.screlate.coexpress.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.coexpress.test.DifferentialCoexpression;
import org.screlate.coexpress.test.PairResult;
import org.screlate.coexpress.test.PairStudy;
import org.screlate.coexpress.test.SmallStudy;
import org.screlate.coexpress.test.SubjectFilter;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;

/** Fits whose maximum is at the end of a parameter's range, or hard to reach. */
final class BoundaryFitsTest {
    private static final CopulaModel.Options DEFAULTS = CopulaModel.Options.DEFAULTS;
    private static final DrawnPair OPPOSED = new DrawnPair(5, 5, 60, -0.6);

    @ParameterizedTest
    @EnumSource(CopulaModel.Estimation.class)
    void countsSpreadLessThanPoissonsAreAtTheBoundaryOfNoOverdispersion(CopulaModel.Estimation estimation) {
        SplittableRandom random = new SplittableRandom(1);
        int[] first = IntStream.generate(() -> evenly(random, 6))
                .limit(OPPOSED.first.length)
                .toArray();
        int[] second =
                IntStream.generate(() -> evenly(random, 4)).limit(first.length).toArray();
        Design design = PublishedData.publishedDesign(OPPOSED.patients, OPPOSED.other, new double[first.length]);
        Fit fit = new CopulaModel(DEFAULTS.with(estimation)).fit(first, second, design);
        assertEquals(Fit.Status.BOUNDARY, fit.status());
        assertTrue(fit.reason().contains("no overdispersion (SIGMA1)"), fit.reason());
        assertTrue(fit.reason().contains("no overdispersion (SIGMA2)"), fit.reason());
        assertTrue(fit.tests().get(0).pValue() > 0.001);
    }

    // From mean / 2 to 3 mean / 2, each as often: the variance is 4 where the mean is 6, and 2 where it is 4.
    private static int evenly(SplittableRandom random, int mean) {
        return mean / 2 + random.nextInt(mean + 1);
    }

    @ParameterizedTest
    @EnumSource(CopulaModel.Estimation.class)
    void aGroupWithoutZerosIsToldAndNoHarm(CopulaModel.Estimation estimation) {
        int[] counts = OPPOSED.first.clone();
        for (int i = 0; i < counts.length; i++) {
            counts[i] = OPPOSED.other[i] ? counts[i] + 1 : i % 3 == 0 ? 0 : counts[i];
        }
        Fit fit = new CopulaModel(DEFAULTS.with(estimation)).fit(counts, OPPOSED.second, OPPOSED.design());
        assertEquals(Fit.Status.CONVERGED, fit.status(), fit.reason());
        assertTrue(fit.reason().contains("no zero inflation (ZI1)"), fit.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLAYTON", "CLAYTON_180"})
    void claytonInTheWrongDirectionEndsInIndependence(String name) {
        var family = CopulaModel.Family.valueOf(name);
        CopulaModel twoStage = new CopulaModel(DEFAULTS.with(family).with(CopulaModel.Estimation.TWO_STAGE));
        Fit fit = twoStage.fit(OPPOSED.first, OPPOSED.second, OPPOSED.design());
        assertEquals(Fit.Status.BOUNDARY, fit.status(), fit.reason());
        assertTrue(fit.reason().contains("no dependence of this kind"), fit.reason());
        double alone = twoStage.margin(OPPOSED.first, OPPOSED.design(), true)
                        .estimate()
                        .logLikelihood()
                + twoStage.margin(OPPOSED.second, OPPOSED.design(), false)
                        .estimate()
                        .logLikelihood();
        assertEquals(alone, fit.logLikelihood(), 0.01);
        Fit joint = new CopulaModel(DEFAULTS.with(family)).fit(OPPOSED.first, OPPOSED.second, OPPOSED.design());
        assertEquals(Fit.Status.BOUNDARY, joint.status(), joint.reason());
        assertEquals(alone, joint.logLikelihood(), 1);
    }

    @Test
    void theChoiceAmongCopulasTakesTheKindAndTheDirectionOfTheDependence() {
        assertEquals(CopulaModel.Family.CLAYTON, chosen(false, false));
        assertEquals(CopulaModel.Family.CLAYTON_180, chosen(true, true));
        assertEquals(CopulaModel.Family.CLAYTON_90, chosen(true, false));
        assertEquals(CopulaModel.Family.CLAYTON_270, chosen(false, true));
    }

    /** The family chosen for ranks of Clayton's copula with theta 3, turned. */
    private static CopulaModel.Family chosen(boolean turnFirst, boolean turnSecond) {
        Table table = SmallStudy.metadata(6, 60);
        SplittableRandom random = new SplittableRandom(7);
        DenseMatrix counts = DenseMatrix.zeros(table.rows(), 2);
        for (int c = 0; c < table.rows(); c++) {
            double u = random.nextDouble();
            double w = random.nextDouble();
            double v = Math.pow((Math.pow(w, -0.75) - 1) * Math.pow(u, -3) + 1, -1.0 / 3);
            counts.values()[2 * c] = (float) Math.floor(-6 * Math.log1p(turnFirst ? u - 1 : -u));
            counts.values()[2 * c + 1] = (float) Math.floor(-4 * Math.log1p(turnSecond ? v - 1 : -v));
        }
        var cells = CellMatrix.of(SmallStudy.names(table.rows()), List.of("A", "B"), counts, Layer.COUNTS)
                .withCellMetadata(table);
        var frame = ModelFrame.of(SmallStudy.model("~ group", "group", "subject"), table, cells.cells());
        var study = new PairStudy(cells, frame, SubjectFilter.Preset.NONE.options());
        var method = new DifferentialCoexpression(
                Arrays.asList(CopulaModel.Family.values()), DEFAULTS.with(CopulaModel.Estimation.TWO_STAGE));
        PairResult result = method.test(study, 0, 1);
        assertNotEquals(Fit.Status.FAILED, result.status(), result.reason());
        return result.copula();
    }

    /** In these genes coefficients and variance components, chosen in turn, would go to and fro for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"DSE", "CD68"})
    void variancesThatAnswerCoefficientsTooStronglySettle(String gene) {
        PublishedData data = PublishedData.droplet();
        int[] cells = data.cells(data.kept(gene, gene.equals("DSE") ? "ACP5" : "APOE"));
        Design design = data.design(cells);
        Margin margin = new CopulaModel(DEFAULTS).margin(data.counts(gene, cells), design, true);
        assertTrue(margin.converged());
        assertTrue(margin.estimate().balanced());
    }
}
