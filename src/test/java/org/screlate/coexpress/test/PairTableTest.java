package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.Column;
import org.screlate.data.GenePairs;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;

/** What rows of tests say beside the test. */
final class PairTableTest {
    private static final int SUBJECTS = 6;

    /** Cells of A and B with a column for the arm of each subject; counts of a gene in an arm may be put to zero. */
    private static CellMatrix cells(String[] arms, boolean withoutBInTheLast) {
        CellMatrix drawn = SmallStudy.cells(2, 20, 5);
        String[] subject = drawn.cellMetadata().labels("subject");
        String[] arm = Arrays.stream(subject)
                .map(name -> arms[Integer.parseInt(name.substring(1)) - 1])
                .toArray(String[]::new);
        DenseMatrix counts = drawn.values().toDense().copy();
        for (int c = 0; c < arm.length; c++) {
            if (withoutBInTheLast && arm[c].equals(arms[SUBJECTS - 1])) {
                counts.set(c, 1, 0);
            }
        }
        return CellMatrix.of(drawn.cells(), drawn.genes(), counts, drawn.layer())
                .withCellMetadata(drawn.cellMetadata().with("arm", new Column.Text(arm)));
    }

    private record Run(Table table, List<String> notes, List<String> remarks) {
        double number(String column) {
            return ((Column.Real) table.column(column)).values()[0];
        }

        String text(String column) {
            return table.column(column).text(0);
        }
    }

    private static Run run(CellMatrix cells, String dependence) {
        GenePairs pair = new GenePairs(List.of("A", "B"), new int[] {0}, new int[] {1}, 1, Provenance.NONE);
        PairTests tests = GaussianTests.of(
                cells, pair, dependence, "~ arm + (1 | subject)", new SubjectFilter.Options(-1, -1, -1, 2));
        return new Run(tests.between(0, 1), tests.notes(), tests.remarks());
    }

    private static String[] arms(int levels) {
        return IntStream.range(0, SUBJECTS).mapToObj(s -> "g" + s % levels).toArray(String[]::new);
    }

    @Test
    void everyTwoOfThreeLevelsAreCompared() {
        Run run = run(cells(arms(3), false), CoexpressionModel.EXPRESSION);
        double one = run.number("estimate_g1_against_g0");
        double two = run.number("estimate_g2_against_g0");
        assertEquals(run.number("coef_rho_armg1"), one, 1e-12);
        assertEquals(two - one, run.number("estimate_g2_against_g1"), 1e-12);
        assertTrue(run.number("estimate_g2_against_g1_low") < two - one);
        assertTrue(run.number("estimate_g2_against_g1_high") > two - one);
        assertEquals(run.number("se_rho_armg1"), run.number("se_g1_against_g0"), 1e-12);
        assertTrue(run.number("p_value_g2_against_g1") > 0 && run.number("p_value_g2_against_g1") <= 1);
        assertTrue(Math.abs(run.number("log_mean_ratio_1_g2_against_g0")) < 1);
        assertTrue(run.number("p_value_variability_2_g1_against_g0") <= 1);
    }

    @Test
    void twoLevelsHaveNoFurtherContrastsAndExpressionNoWarning() {
        Run run = run(cells(arms(2), false), CoexpressionModel.EXPRESSION);
        String names = run.table().names().stream().collect(Collectors.joining(" "));
        assertFalse(names.contains("_against_"), names);
        assertFalse(names.contains("groups_unlike"), names);
        assertEquals(
                0, run.notes().stream().filter(note -> note.contains("fold")).count());
    }

    @Test
    void groupsThatAreTooUnlikeForCountsAreNamedInTheRowAndBeforehand() {
        CellMatrix alike = cells(arms(2), false);
        assertEquals("", run(alike, CoexpressionModel.COUNTS).text("groups_unlike"));
        String[] arm = alike.cellMetadata().labels("arm");
        long[] depth = ((Column.Whole) alike.cellMetadata().column("n_counts")).values();
        Column deeper = new Column.Whole(IntStream.range(0, depth.length)
                .mapToLong(c -> arm[c].equals("g1") ? 3 * depth[c] : depth[c])
                .toArray());
        Run run = run(alike.withCellMetadata(alike.cellMetadata().with("n_counts", deeper)), CoexpressionModel.COUNTS);
        assertTrue(run.text("groups_unlike").startsWith("depth "), run.text("groups_unlike"));
        assertTrue(
                run.notes().stream().anyMatch(note -> note.contains("dependence: expression")),
                run.notes().toString());
    }

    @Test
    void aGroupThatNeverShowsAGeneHasNoTestAndSaysWhy() {
        for (String dependence : List.of(CoexpressionModel.EXPRESSION, CoexpressionModel.COUNTS)) {
            Run run = run(cells(arms(2), true), dependence);
            assertEquals("failed", run.text("status"));
            assertEquals(
                    "gene B is in no cell of g1, so that its coexpression there cannot be told", run.text("reason"));
            assertEquals("", run.text("p_value"));
            assertEquals("", run.text("rho_g1"));
        }
    }

    @Test
    void zerosThatTheModelDoesNotExplainAreRemarked() {
        CellMatrix drawn = cells(arms(2), false);
        assertEquals(List.of(), run(drawn, CoexpressionModel.EXPRESSION).remarks());
        DenseMatrix counts = drawn.values().toDense().copy();
        for (int c = 0; c < counts.rows(); c++) {
            // Nearly alike but for zeros, which no dispersion of a negative binomial distribution can be.
            counts.set(c, 0, c % 3 == 0 ? 0 : 9 + c % 2);
            counts.set(c, 1, c % 5 < 2 ? 0 : 8 + c % 3);
        }
        CellMatrix inflated = CellMatrix.of(drawn.cells(), drawn.genes(), counts, drawn.layer())
                .withCellMetadata(drawn.cellMetadata());
        List<String> remarks = run(inflated, CoexpressionModel.EXPRESSION).remarks();
        assertEquals(1, remarks.size());
        assertTrue(
                remarks.get(0).startsWith("2 of 2 genes have more zeros than a model without 'zi' explains"),
                remarks.get(0));
    }

    @Test
    void aSigmaWithoutWhatIsTestedIsSaidBeforehand() {
        assertTrue(run(cells(arms(2), false), CoexpressionModel.EXPRESSION).notes().stream()
                .anyMatch(note -> note.startsWith("what is tested is no term of 'sigma'")));
    }

    @Test
    void pairsWithTooFewSubjectsAreRemarkedWhereTheyAreMost() {
        CellMatrix cells = cells(arms(2), false);
        GenePairs pair = new GenePairs(List.of("A", "B"), new int[] {0}, new int[] {1}, 1, Provenance.NONE);
        PairTests tests = GaussianTests.of(
                cells,
                pair,
                CoexpressionModel.EXPRESSION,
                "~ arm + (1 | subject)",
                new SubjectFilter.Options(0.5, 1000, -1, 2));
        tests.between(0, 1);
        assertEquals(1, tests.remarks().size());
        assertTrue(tests.remarks().get(0).startsWith("1 of 1 pairs have too few subjects"));
    }

    @Test
    void timeIsToldBeforehand() {
        assertEquals("about 37 CPU-seconds", new RunCost(31_375, 251, 5_018, RunCost.Kind.EXPRESSION, 1).words());
        assertEquals("about 16 CPU-minutes", new RunCost(31_375, 251, 5_018, RunCost.Kind.JOINT, 1).words());
    }
}
