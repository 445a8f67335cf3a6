package org.screlate.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.simulate.CoexpressionSimulation.Options;
import org.screlate.simulate.CoexpressionSimulation.Result;
import org.screlate.simulate.CoexpressionSimulation.RhoChange;
import org.screlate.simulate.CoexpressionSimulation.Sampling;
import org.screlate.simulate.PairParameters.Effect;

final class CoexpressionSimulationTest {
    private static final PairParameters PLAIN = new PairParameters(
            "plain",
            List.of(Effect.fixed(-6, 0.5), Effect.fixed(-6.5, 0)),
            List.of(Effect.fixed(-1, 0), Effect.fixed(0, -0.5)),
            List.of(Effect.fixed(-1, 1), Effect.fixed(-3, 0)),
            Effect.fixed(0.8, -0.8));

    private static Options options(
            int subjects, int cells, boolean paired, double share, RhoChange change, boolean zeroInflation) {
        return new Options(
                new Sampling(subjects, cells, paired, share, 5000, 0), change, PairCopula.GAUSSIAN, zeroInflation, 3);
    }

    private static RhoChange change(@Nullable Double effect, double share) {
        return new RhoChange(effect, share, null);
    }

    private static double[] column(Result result, int gene, String group) {
        DenseMatrix counts = result.counts().values().toDense();
        String[] groups = result.counts().cellMetadata().labels("group");
        return IntStream.range(0, groups.length)
                .filter(c -> groups[c].equals(group))
                .mapToDouble(c -> counts.get(c, gene))
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double[] real(Table table, String column) {
        return ((Column.Real) table.column(column)).values();
    }

    @Test
    void meansAndZerosAreThoseOfTheFormula() {
        Result result = new CoexpressionSimulation(options(4, 5000, true, 0.5, change(null, 1), true))
                .simulate(List.of(PLAIN), 1, Workers.ONE);
        double[] treated = column(result, 0, "treated");
        double depth = mean(
                Arrays.stream(((Column.Whole) result.counts().cellMetadata().column("n_counts")).values())
                        .asDoubleStream()
                        .toArray());
        // Extra zeros with probability 1/2; the mean of the rest is exp(-5.5) times the depth.
        double expected = 0.5 * Math.exp(-5.5) * depth;
        assertEquals(expected, mean(treated), 0.03 * expected);
        double zeros = Arrays.stream(treated).filter(y -> y == 0).count() / (double) treated.length;
        double chance = 4 * Math.sqrt(0.25 / treated.length);
        assertTrue(zeros > 0.5 - chance && zeros < 0.55, "zeros " + zeros);
    }

    @Test
    void rhoDiffersBetweenGroupsAsTheTruthSays() {
        Result result = new CoexpressionSimulation(options(4, 5000, true, 0.5, change(null, 1), false))
                .simulate(List.of(PLAIN), 1, Workers.ONE);
        assertEquals(Math.tanh(0.8), real(result.truth(), "rho_control")[0], 1e-15);
        assertEquals(0, real(result.truth(), "rho_treated")[0], 1e-15);
        assertEquals(0, tau(column(result, 0, "treated"), column(result, 1, "treated")), 0.04);
        // Ties and depths shared by both genes move Kendall's tau a little off 2/pi asin(rho).
        double tau = 2 / Math.PI * Math.asin(Math.tanh(0.8));
        assertEquals(tau, tau(column(result, 0, "control"), column(result, 1, "control")), 0.06);
    }

    private static double tau(double[] x, double[] y) {
        double sum = 0;
        int untied = 0;
        for (int i = 0; i + 1 < x.length; i += 2) {
            double product = (x[i] - x[i + 1]) * (y[i] - y[i + 1]);
            sum += Math.signum(product);
            untied += product != 0 ? 1 : 0;
        }
        return sum / untied;
    }

    @Test
    void subjectsDifferByTheSpreadGiven() {
        PairParameters pair = new PairParameters(
                "spread",
                List.of(Effect.apart(-4, 0, 0.5), Effect.shared(-4, 0, 0.5)),
                List.of(Effect.fixed(-5, 0), Effect.fixed(-5, 0)),
                List.of(),
                Effect.fixed(0, 0));
        Result result = new CoexpressionSimulation(options(200, 50, true, 0.5, change(null, 1), true))
                .simulate(List.of(pair), 1, Workers.ONE);
        double[][][] logs = new double[2][2][];
        for (int gene = 0; gene < 2; gene++) {
            for (int group = 0; group < 2; group++) {
                double[] own = column(result, gene, Study.GROUPS.get(group));
                logs[gene][group] = IntStream.range(0, 200)
                        .mapToDouble(s -> Math.log(mean(Arrays.copyOfRange(own, 50 * s, 50 * s + 50))))
                        .toArray();
            }
        }
        assertEquals(0.5, Math.sqrt(covariance(logs[0][0], logs[0][0])), 0.1);
        assertEquals(0, covariance(logs[0][0], logs[0][1]) / 0.25, 0.25);
        assertEquals(1, covariance(logs[1][0], logs[1][1]) / 0.25, 0.25);
    }

    private static double covariance(double[] x, double[] y) {
        double mx = mean(x);
        double my = mean(y);
        return IntStream.range(0, x.length)
                        .mapToDouble(i -> (x[i] - mx) * (y[i] - my))
                        .sum()
                / (x.length - 1);
    }

    @Test
    void theShareOfChangedPairsAndTheirEffectAreThoseGiven() {
        Table truth = new CoexpressionSimulation(options(2, 3, true, 0.5, new RhoChange(0.6, 0.4, 0.2), true))
                .simulate(List.of(PLAIN), 10, Workers.ONE)
                .truth();
        boolean[] changed = ((Column.Flag) truth.column("changed")).values();
        for (int p = 0; p < 10; p++) {
            assertEquals(changed[p] ? 0.6 : 0, real(truth, "coef_rho_group")[p]);
            assertEquals(0.2, real(truth, "sd_rho_treated")[p]);
        }
        assertEquals(4, IntStream.range(0, 10).filter(p -> changed[p]).count());
    }

    @Test
    void aTruthTableGivesTheSameParametersAgain() {
        for (PairParameters.Preset preset : PairParameters.Preset.values()) {
            var method = new CoexpressionSimulation(options(3, 5, true, 0.5, change(0.3, 0.5), true));
            Result first = method.simulate(List.of(preset.pair()), 2, Workers.ONE);
            Result again = new CoexpressionSimulation(options(3, 5, true, 0.5, change(null, 0.5), true))
                    .simulate(PairParameterTable.read(first.truth()), 2, Workers.ONE);
            assertArrayEquals(
                    first.counts().values().toDense().values(),
                    again.counts().values().toDense().values());
        }
    }

    @Test
    void subjectsApartAreInOneGroupEach() {
        Result result = new CoexpressionSimulation(options(5, 4, false, 0.5, change(null, 1), true))
                .simulate(List.of(PLAIN), 1, Workers.ONE);
        assertEquals(20, result.counts().cells().size());
        assertEquals(8, column(result, 0, "control").length);
    }

    @Test
    void theShareOfTreatedCellsIsKept() {
        Result result = new CoexpressionSimulation(options(5, 10, true, 0.7, change(null, 1), true))
                .simulate(List.of(PLAIN), 1, Workers.ONE);
        assertEquals(5 * 14, column(result, 0, "treated").length);
        assertEquals(5 * 6, column(result, 0, "control").length);
    }

    @Test
    void threadsDoNotMatter() {
        var method = new CoexpressionSimulation(options(3, 5, true, 0.5, change(null, 1), true));
        assertArrayEquals(
                method.simulate(List.of(PLAIN), 7, Workers.ONE)
                        .counts()
                        .values()
                        .toDense()
                        .values(),
                method.simulate(List.of(PLAIN), 7, new Workers(3))
                        .counts()
                        .values()
                        .toDense()
                        .values());
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new Sampling(1, 5, true, 0.5, 100, 0));
        assertThrows(IllegalArgumentException.class, () -> new Sampling(2, 0, true, 0.5, 100, 0));
        assertThrows(IllegalArgumentException.class, () -> new Sampling(2, 5, true, Double.NaN, 100, 0));
        assertThrows(IllegalArgumentException.class, () -> new Sampling(2, 5, true, 0.5, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Sampling(2, 5, true, 0.5, 10, -1));
        assertThrows(IllegalArgumentException.class, () -> new RhoChange(Double.NaN, 0.5, null));
        assertThrows(IllegalArgumentException.class, () -> new RhoChange(0.1, 1.5, null));
        assertThrows(IllegalArgumentException.class, () -> new RhoChange(0.1, 0.5, -1.0));
        assertThrows(IllegalArgumentException.class, () -> Effect.apart(0, 0, -0.1));
        assertThrows(IllegalArgumentException.class, () -> Effect.fixed(Double.NaN, 0));
    }

    @Test
    void refusesTablesWithoutWhatItNeeds() {
        Table truth = new CoexpressionSimulation(options(2, 3, true, 0.5, change(null, 0.4), true))
                .simulate(List.of(PLAIN), 1, Workers.ONE)
                .truth();
        Column.Real empty = new Column.Real(new double[] {Double.NaN});
        Column.Real one = new Column.Real(new double[] {1});
        Column.Real negative = new Column.Real(new double[] {-1});
        assertEquals(
                "no row of the table of parameters has all intercepts",
                message(truth.with("coef_mu1_intercept", empty)));
        assertTrue(message(truth.with("coef_mu1_age", one)).startsWith("cannot simulate mu1 with the columns"));
        assertTrue(message(truth.with("sd_sigma1_group", one)).startsWith("cannot simulate sigma1"));
        assertTrue(message(truth.with("sd_mu1_control", negative)).contains("negative: -1.0"));
        assertTrue(message(truth.with("coef_rho_group", new Column.Flag(new boolean[1])))
                .contains("'coef_rho_group'"));
        assertTrue(message(Table.ofRows(1)).startsWith("no column 'coef_mu1_intercept'"));
    }

    private static String message(Table table) {
        return assertThrows(InvalidInputException.class, () -> PairParameterTable.read(table))
                .getMessage();
    }
}
