package org.screlate.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

final class CoexpressionScoresTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static Table pairs(String... firsts) {
        return Table.ofRows(firsts.length)
                .with("gene_1", new Column.Text(firsts))
                .with(
                        "gene_2",
                        new Column.Text(
                                Arrays.stream(firsts).map(first -> first + "2").toArray(String[]::new)));
    }

    private static final Table TRUTH = pairs("A", "B", "C", "D", "E", "F")
            .with("changed", new Column.Flag(new boolean[] {true, true, true, false, false, false}))
            .with("coef_rho_group", real(0.5, 0.5, 0.5, 0, 0, 0));

    // In another order, one pair without a p-value, and one that the truth does not have.
    private static final Table TESTS = pairs("F", "E", "D", "C", "B", "A", "X")
            .with("p_value", real(0.9, 0.04, NAN, 0.2, 0.001, 0.0001, 0.5))
            .with("estimate", real(0.02, 0.3, NAN, 0.2, 0.4, 0.6, 1))
            .with("se", real(0.1, 0.1, NAN, 0.1, 0.1, 0.1, 1))
            .with("df", real(INFINITE, 4, NAN, 4, 4, 4, 4));

    private static Column.Real real(double... values) {
        return new Column.Real(values);
    }

    private static double value(Table metrics, String name, String metric) {
        for (int r = 0; r < metrics.rows(); r++) {
            if (metrics.column("name").text(r).equals(name)
                    && metrics.column("metric").text(r).equals(metric)) {
                return ((Column.Real) metrics.column("value")).values()[r];
            }
        }
        throw new AssertionError("no " + name + " " + metric);
    }

    @Test
    void ratesAreThoseCountedByHand() {
        CoexpressionScores scores = CoexpressionScores.of(TESTS, TRUTH);
        assertEquals(1, scores.untested());
        Table metrics = scores.metrics();
        assertEquals(1 / 2.0, value(metrics, "unchanged", "type_1_error"));
        assertEquals(2 / 3.0, value(metrics, "changed", "power"));
        // Adjusted: 0.0005, 0.0025, 0.04 · 5 / 3 = 0.067, ...
        assertEquals(2 / 3.0, value(metrics, "changed", "power_fdr"));
        assertEquals(0, value(metrics, "all", "false_discoveries"));
        assertEquals(5 / 6.0, value(metrics, "all", "auroc"), 1e-15);
        assertEquals((1 + 1 + 3 / 4.0) / 3, value(metrics, "all", "average_precision"), 1e-15);
        assertEquals(1 / 6.0, value(metrics, "all", "untested_share"), 1e-15);
    }

    @Test
    void whichGeneOfAPairComesFirstDoesNotMatter() {
        Table turned = TESTS.with("gene_1", TESTS.column("gene_2")).with("gene_2", TESTS.column("gene_1"));
        CoexpressionScores scores = CoexpressionScores.of(turned, TRUTH);
        assertEquals(1, scores.untested());
        assertEquals(2 / 3.0, value(scores.metrics(), "changed", "power"));
    }

    @Test
    void biasAndCoverageAreThoseCountedByHand() {
        Table metrics = CoexpressionScores.of(TESTS, TRUTH).metrics();
        assertEquals(-0.1, value(metrics, "changed", "bias"), 1e-15);
        assertEquals(Math.sqrt((0.01 + 0.01 + 0.09) / 3), value(metrics, "changed", "rmse"), 1e-15);
        // t's 97.5 % point with 4 degrees of freedom is 2.776: 0.3 off is too far with a standard error of 0.1.
        assertEquals(2 / 3.0, value(metrics, "changed", "coverage"));
        assertEquals(1 / 2.0, value(metrics, "unchanged", "coverage"));
    }

    @Test
    void theCurveCallsPairsOfEqualPTogether() {
        Table tests = pairs("A", "B", "C", "D", "E", "F").with("p_value", real(0.1, 0.2, 0.2, 0.2, 0.3, 0.4));
        Table curve = CoexpressionScores.of(tests, TRUTH).curve();
        assertArrayEquals(new double[] {1, 4, 5, 6}, ((Column.Real) curve.column("called")).values());
        assertArrayEquals(new double[] {1 / 3.0, 1, 1, 1}, ((Column.Real) curve.column("recall")).values(), 1e-15);
        assertArrayEquals(new double[] {1, 0.75, 0.6, 0.5}, ((Column.Real) curve.column("precision")).values(), 1e-15);
    }

    @Test
    void testsWithoutEstimatesHaveRatesOnly() {
        Table tests = pairs("A", "D").with("p_value", real(0.01, 0.5));
        Table metrics = CoexpressionScores.of(tests, TRUTH).metrics();
        assertEquals(1, value(metrics, "changed", "power"));
        assertThrows(AssertionError.class, () -> value(metrics, "changed", "coverage"));
    }

    @Test
    void onlyUnchangedPairsHaveATypeOneError() {
        Table truth = TRUTH.with("changed", new Column.Flag(new boolean[6]));
        Table metrics = CoexpressionScores.of(TESTS, truth).metrics();
        assertEquals(3 / 5.0, value(metrics, "unchanged", "type_1_error"));
        assertEquals(1, value(metrics, "all", "false_discoveries"));
        assertThrows(AssertionError.class, () -> value(metrics, "all", "auroc"));
    }

    @Test
    void refusesTablesThatDoNotFit() {
        assertEquals(
                List.of(
                        "no pair of the truth has a p-value among the tests",
                        "the pair A A2 is among the tests twice",
                        "column 'p_value' does not hold numbers",
                        "column 'changed' of the truth does not hold true and false",
                        "no column 'gene_2'; there are: gene_1 (did you mean 'gene_1'?)"),
                List.of(
                        message(pairs("X").with("p_value", real(0.1)), TRUTH),
                        message(pairs("A", "A").with("p_value", real(0.1, 0.2)), TRUTH),
                        message(TESTS.with("p_value", TESTS.column("gene_1")), TRUTH),
                        message(TESTS, TRUTH.with("changed", real(1, 1, 1, 0, 0, 0))),
                        message(Table.ofRows(1).with("gene_1", new Column.Text(new String[] {"A"})), TRUTH)));
    }

    private static String message(Table tests, Table truth) {
        return assertThrows(InvalidInputException.class, () -> CoexpressionScores.of(tests, truth))
                .getMessage();
    }
}
