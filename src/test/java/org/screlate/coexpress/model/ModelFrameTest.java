package org.screlate.coexpress.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.coexpress.test.SmallStudy;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.mixed.Predictor;
import org.screlate.mixed.RandomEffect;

final class ModelFrameTest {
    private static Predictor rho(ModelFrame frame) {
        return frame.all().design().predictor(Parameter.RHO);
    }

    @Test
    void cellsOfOneSubjectInOneGroupShareARow() {
        ModelFrame frame = SmallStudy.frame(SmallStudy.RANDOM, "group");
        Design design = frame.all().design();
        assertEquals(8, design.rows());
        assertEquals(40, design.cells());
        assertEquals(4, design.subjects());
        assertEquals(0, design.rowOfCell()[0]);
        assertEquals(1, design.rowOfCell()[1]);
        assertEquals(0, design.rowOfCell()[2]);
        assertEquals(2, design.rowOfCell()[10]);
        assertArrayEquals(new int[] {0, 0, 1, 1, 2, 2, 3, 3}, design.subjectOfRow());
        assertEquals(Math.log(1010), design.offset()[1], 1e-15);
        assertEquals(List.of("Pre", "Post"), frame.levels());
    }

    @Test
    void aPlainInterceptWithinGroupAndSubjectHasOneVariance() {
        Predictor rho = rho(SmallStudy.frame(SmallStudy.RANDOM, "group"));
        assertEquals(List.of("(Intercept)", "groupPost"), rho.names());
        assertArrayEquals(new double[] {1, 1}, rho.fixed()[1]);
        assertEquals(1, rho.random().size());
        assertEquals("group:subject", rho.random().get(0).name());
        assertEquals(8, rho.random().get(0).levels());
    }

    @Test
    void independentEffectsPerGroupHaveOneVarianceEachAsPublished() {
        List<RandomEffect> random = rho(SmallStudy.frame("~ group + (0 + group || subject)", "group"))
                .random();
        assertEquals(2, random.size());
        assertEquals("groupPre:subject", random.get(0).name());
        assertEquals(4, random.get(0).levels());
        assertArrayEquals(new int[] {0, -1, 1, -1, 2, -1, 3, -1}, random.get(0).levelOfRow());
        assertArrayEquals(new int[] {-1, 0, -1, 1, -1, 2, -1, 3}, random.get(1).levelOfRow());
        assertEquals(0, random.get(0).block());
        assertEquals(1, random.get(1).block());
    }

    @Test
    void correlatedEffectsShareABlockAndTheirLevels() {
        List<RandomEffect> random = rho(SmallStudy.frame(
                        "~ group + (0 + group | subject) + (1 | group:batch)", "group", "subject"))
                .random();
        assertEquals(3, random.size());
        assertEquals(0, random.get(0).block());
        assertEquals(0, random.get(1).block());
        assertEquals(1, random.get(2).block());
        assertArrayEquals(random.get(0).levelOfRow(), random.get(1).levelOfRow());
    }

    @Test
    void aSlopeHasTheNumberAsItsWeight() {
        ModelFrame frame = SmallStudy.frame("~ group + n_counts + (0 + n_counts | subject)", "group");
        assertEquals(40, frame.all().design().rows());
        RandomEffect slope = rho(frame).random().get(0);
        assertEquals("n_counts:subject", slope.name());
        assertEquals(1010, slope.weightOfRow()[1]);
        assertEquals(1, slope.levelOfRow()[10]);
    }

    @Test
    void bothGenesShareThePredictorOfAFormula() {
        Design design = SmallStudy.frame(SmallStudy.RANDOM, "group").all().design();
        assertSame(design.predictor(Parameter.MU1), design.predictor(Parameter.MU2));
        assertTrue(design.predictor(Parameter.ZI1).isAbsent());
    }

    @Test
    void theTestIsOfTheColumnsOfItsTerm() {
        assertArrayEquals(
                new int[] {1},
                SmallStudy.frame(SmallStudy.RANDOM, "group").all().design().tested());
        ModelFrame interaction = SmallStudy.frame("~ group * n_counts + (1 | subject)", "n_counts:group");
        assertArrayEquals(new int[] {3}, interaction.all().design().tested());
        ModelFrame number = SmallStudy.frame("~ group + age + (1 | subject)", "age");
        assertArrayEquals(new int[] {2}, number.all().design().tested());
        assertEquals(List.of("low", "high"), number.rhoNames());
    }

    @Test
    void rowsOfRhoAreTheLevelsAtTheMeansOfNumbers() {
        ModelFrame frame = SmallStudy.frame("~ group + age + (1 | subject)", "group");
        assertArrayEquals(new double[] {1, 0, 44.5}, frame.all().rhoRows()[0], 1e-12);
        assertArrayEquals(new double[] {1, 1, 44.5}, frame.all().rhoRows()[1], 1e-12);
        ModelFrame number = SmallStudy.frame("~ group + age + (1 | subject)", "age");
        double sd = Math.sqrt((4.5 * 4.5 + 1.5 * 1.5) / 2);
        assertArrayEquals(new double[] {1, 0, 44.5 - sd}, number.all().rhoRows()[0], 1e-12);
        assertArrayEquals(new double[] {1, 0, 44.5 + sd}, number.all().rhoRows()[1], 1e-12);
    }

    @Test
    void subjectsThatAreLeftOutTakeTheirCellsAndLevelsAlong() {
        ModelFrame frame = SmallStudy.frame(SmallStudy.RANDOM, "group");
        ModelFrame.Selection some = frame.select(new boolean[] {true, false, true, true});
        assertEquals(30, some.cells().length);
        assertEquals(20, some.cells()[10]);
        assertEquals(6, some.design().rows());
        assertEquals(3, some.design().subjects());
        assertEquals(6, some.design().predictor(Parameter.RHO).random().get(0).levels());
    }

    @Test
    void theReferenceIsTheFirstOfTheSortedLevelsOrTheOneNamed() {
        Table table = SmallStudy.metadata(4, 5);
        ModelFrame named = ModelFrame.of(SmallStudy.model(SmallStudy.RANDOM, "group"), table, SmallStudy.names(40));
        assertEquals(List.of("Pre", "Post"), named.levels());
        CoexpressionModel plain = new CoexpressionModel(
                "nb", "counts", "gaussian", null, named(SmallStudy.RANDOM), "group", null, Map.of(), List.of());
        int[] backwards = IntStream.range(0, 40).map(c -> 39 - c).toArray();
        for (Table order : List.of(table, table.select(backwards))) {
            ModelFrame frame = ModelFrame.of(plain, order, SmallStudy.names(40));
            assertEquals(List.of("Post", "Pre"), frame.levels());
            assertEquals("groupPre", rho(frame).names().get(1));
            assertEquals(0, frame.offset()[3]);
        }
    }

    private static Map<String, String> named(String formula) {
        return SmallStudy.model(formula, "group").formulas();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "~ grp + (1 | subject); grp; formula '~ grp + (1 | subject)': the cells have no column 'grp'; they have",
                "~ group + (1 | patient); group; the cells have no column 'patient'",
                "~ group + one + (1 | subject); group; 'one' has only one value, 'x'",
                "~ group + seven + (1 | subject); group; 'seven' has only one value, '7'",
                "~ group + again + (1 | subject); group; 'againb' follows from the columns before it (aliased)",
                "~ group + age + years + (1 | subject); group; 'years' follows from the columns before it (aliased)",
                "~ group + (1 | subject); age; test: rho has no term 'age'",
                "~ 0 + group + (1 | subject); group; has no reference level",
                "~ group + (1 | subject); group + age; test: 'group + age' is not one term",
                "~ group + (1 | subject) + (1 | batch); group; which of subject, batch names the subjects?",
                "~ group + gap + (1 | subject); group; column 'gap' has no value for cell 'c3'",
                "~ group + nan + (1 | subject); group; column 'nan' has the value",
            })
    void whatCannotBeEstimatedIsRefusedWithTheOffendingText(String formula, String test, String expected) {
        String[] constant = new String[40];
        String[] again = new String[40];
        String[] gap = new String[40];
        double[] nan = new double[40];
        double[] seven = new double[40];
        double[] years = new double[40];
        for (int c = 0; c < 40; c++) {
            constant[c] = "x";
            again[c] = c % 2 == 0 ? "a" : "b";
            gap[c] = c == 3 ? null : again[c];
            nan[c] = c == 3 ? Double.NaN : c;
            seven[c] = 7;
            years[c] = 2020 - (40 + 3 * (c / 10));
        }
        Table table = SmallStudy.metadata(4, 5)
                .with("one", new Column.Text(constant))
                .with("again", new Column.Text(again))
                .with("gap", new Column.Text(gap))
                .with("nan", new Column.Real(nan))
                .with("seven", new Column.Real(seven))
                .with("years", new Column.Real(years));
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> ModelFrame.of(SmallStudy.model(formula, test), table, SmallStudy.names(40)))
                .getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void depthsThatHaveNoLogarithmAreRefused() {
        long[] depth = new long[40];
        java.util.Arrays.fill(depth, 100);
        depth[7] = 0;
        Table zero = SmallStudy.metadata(4, 5).with("n_counts", new Column.Whole(depth));
        assertRefused(zero, "offset 'log(n_counts)': cell 'c7' has 0; a depth is above 0");
        long[] negative = depth.clone();
        negative[7] = -5;
        assertRefused(
                zero.with("n_counts", new Column.Whole(negative)),
                "offset 'log(n_counts)': cell 'c7' has -5; a depth is above 0");
    }

    private static void assertRefused(Table table, String expected) {
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> ModelFrame.of(SmallStudy.model(SmallStudy.RANDOM, "group"), table, SmallStudy.names(40)))
                .getMessage();
        assertEquals(expected, message);
    }

    @Test
    void twoNumbersThatMayNameGroupsAreTold() {
        Table table = SmallStudy.metadata(4, 5);
        double[] coded = new double[40];
        for (int c = 0; c < 40; c++) {
            coded[c] = c / 5 % 2;
        }
        Table numbers = table.with("arm", new Column.Real(coded));
        String formula = "~ arm + (1 | subject)";
        assertEquals(
                "arm",
                ModelFrame.of(SmallStudy.model(formula, "arm"), numbers, SmallStudy.names(40))
                        .likelyFactor());
        assertEquals("", SmallStudy.frame(SmallStudy.RANDOM, "group").likelyFactor());
    }
}
