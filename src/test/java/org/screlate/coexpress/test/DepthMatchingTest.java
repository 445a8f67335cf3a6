package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.CellMatrix;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.Column;
import org.screlate.data.GenePairs;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.matrix.Workers;

final class DepthMatchingTest {
    private static final CellMatrix ALIKE = SmallStudy.cells(3, 40, 7);
    private static final String FORMULA = "~ group + (1 | subject)";

    /** Cells of Post have this many times the depth of those of Pre, 1000. */
    private static CellMatrix cells(double fold) {
        String[] group = ALIKE.cellMetadata().labels("group");
        return withDepth(IntStream.range(0, group.length)
                .mapToDouble(c -> group[c].equals("Post") ? 1000 * fold : 1000)
                .toArray());
    }

    private static CellMatrix withDepth(double[] depth) {
        return ALIKE.withCellMetadata(ALIKE.cellMetadata().with("n_counts", new Column.Real(depth)));
    }

    private static ModelFrame frame(CellMatrix cells) {
        return ModelFrame.of(SmallStudy.model(FORMULA, "group"), cells.cellMetadata(), cells.cells());
    }

    private static Table table(CellMatrix cells, String formula, String test, CopulaModel.Options options) {
        ModelFrame frame = ModelFrame.of(SmallStudy.model(formula, test), cells.cellMetadata(), cells.cells());
        PairStudy study = new PairStudy(cells, frame, SubjectFilter.Preset.NONE.options());
        var method = new DifferentialCoexpression(
                List.of(CopulaModel.Family.GAUSSIAN), options, new DifferentialCoexpression.Further(0, true));
        GenePairs pairs = new GenePairs(List.of("A", "B", "C"), new int[] {0, 1}, new int[] {1, 2}, 1, Provenance.NONE);
        return new PairTests(study, method, pairs, Workers.ONE, Progress.SILENT).between(0, 2);
    }

    private static double number(Table table, String column, int row) {
        return ((Column.Real) table.column(column)).values()[row];
    }

    @Test
    void offsetsOfTheDeeperGroupFallByTheRatioOfMedianDepths() {
        ModelFrame frame = frame(cells(3));
        ModelFrame.Selection all = frame.all();
        assertArrayEquals(new double[] {1000, 3000}, all.depths(), 1e-9);
        assertTrue(DepthMatching.isWanted(all));
        ModelFrame.Selection matched = DepthMatching.of(frame, all);
        for (double offset : matched.design().offset()) {
            assertEquals(Math.log(1000), offset, 1e-12);
        }
        assertFalse(DepthMatching.isWanted(frame(cells(1.4)).all()));
    }

    @Test
    void aThirdOfTheMoleculesOfTheDeeperGroupIsLeftAndNothingElseChanges() {
        ModelFrame frame = frame(cells(3));
        ModelFrame.Selection all = frame.all();
        int[] counts = new int[frame.cells()];
        Arrays.fill(counts, 30);
        counts[1] = 0;
        int[] left = new DepthMatching(1).thinned(frame, all, 0, counts);
        double sum = 0;
        double squares = 0;
        int cells = 0;
        for (int c = 0; c < left.length; c++) {
            if (frame.levelOfCell()[c] == 0 || c == 1) {
                assertEquals(counts[c], left[c]);
            } else {
                sum += left[c];
                squares += (left[c] - 10.0) * (left[c] - 10.0);
                cells++;
            }
        }
        // Binomial(30, 1/3): mean 10, variance 6.67
        assertEquals(10, sum / cells, 4 * Math.sqrt(6.67 / cells));
        assertEquals(6.67, squares / cells, 4 * 6.67 * Math.sqrt(2.0 / cells));
        assertArrayEquals(left, new DepthMatching(1).thinned(frame, all, 0, counts));
        assertFalse(Arrays.equals(left, new DepthMatching(2).thinned(frame, all, 0, counts)));
        assertFalse(Arrays.equals(left, new DepthMatching(1).thinned(frame, all, 1, counts)));
    }

    @Test
    void bothPValuesStandSideBySideWhereDepthDiffers() {
        Table table = table(cells(3), FORMULA, "group", CopulaModel.Options.DEFAULTS);
        for (int row = 0; row < 2; row++) {
            double p = number(table, "p_value_depth_matched", row);
            assertTrue(p > 0 && p < 1, table.column("reason").text(row));
            assertNotEquals(number(table, "p_value", row), p);
            assertNotEquals(number(table, "estimate", row), number(table, "estimate_depth_matched", row));
        }
        Table alike = table(cells(1.2), FORMULA, "group", CopulaModel.Options.DEFAULTS);
        assertEquals("", alike.column("p_value_depth_matched").text(0));
        assertEquals(1200, number(alike, "median_depth_Post", 0), 1e-9);
    }

    @Test
    void refitsAndOtherEstimationsAreMatchedLikeTheirRow() {
        var screen = CopulaModel.Options.DEFAULTS.with(CopulaModel.Estimation.TWO_STAGE);
        double twoStage = number(table(cells(3), FORMULA, "group", screen), "estimate_depth_matched", 0);
        double joint =
                number(table(cells(3), FORMULA, "group", CopulaModel.Options.DEFAULTS), "estimate_depth_matched", 0);
        assertNotEquals(twoStage, joint);
        assertEquals(twoStage, joint, 0.05);
    }

    @Test
    void modelsWithoutDepthOrGroupsAreRefused() {
        var options = CopulaModel.Options.DEFAULTS;
        var number = assertThrows(
                InvalidInputException.class, () -> table(cells(3), "~ age + (1 | subject)", "age", options));
        assertTrue(
                number.getMessage().startsWith("--depth-matched makes the depth of groups alike"), number.getMessage());
        double[] ones = new double[ALIKE.cells().size()];
        Arrays.fill(ones, 1);
        var flat = assertThrows(InvalidInputException.class, () -> table(withDepth(ones), FORMULA, "group", options));
        assertTrue(flat.getMessage().startsWith("--depth-matched needs the depth of each cell"), flat.getMessage());
        var expression = assertThrows(
                IllegalArgumentException.class,
                () -> table(
                        cells(3),
                        FORMULA,
                        "group",
                        options.with(CopulaModel.Dependence.of(new CoexpressionModel(
                                "nb", "expression", "gaussian", null, Map.of(), "group", null, Map.of(), List.of())))));
        assertTrue(expression.getMessage().startsWith("--depth-matched is for 'dependence: counts'"));
    }
}
