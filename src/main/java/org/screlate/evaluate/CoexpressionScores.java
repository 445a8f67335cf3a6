package org.screlate.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.stats.test.MultipleTesting;
import org.screlate.stats.test.RankScores;

/**
 * Tests of pairs against what was simulated. Pairs that change are to be found; of the others a share \(\alpha\) may have \(p
 * < \alpha\).
 *
 * @param metrics columns task, name, metric, value, n (pairs)
 * @param curve columns called, recall, precision: of the pairs with the 1, 2, … lowest p-values
 * @param untested pairs of the truth without a p-value
 */
public record CoexpressionScores(Table metrics, Table curve, int untested) {
    private static final double LEVEL = 0.05;

    /**
     * Compares tables, pairs matched by {@code gene_1} and {@code gene_2}, whichever comes first.
     *
     * @param tests with {@code p_value}, and for bias and coverage {@code estimate}, {@code se} and {@code df}
     * @param truth with {@code changed}, and for bias and coverage {@code coef_rho_group}
     */
    public static CoexpressionScores of(Table tests, Table truth) {
        Pairs pairs = Pairs.match(tests, truth);
        Metrics metrics = new Metrics("coexpression");
        addRates(metrics, pairs);
        addEstimates(metrics, pairs);
        int untested = truth.rows() - pairs.p.length;
        metrics.add("all", "untested_share", untested / (double) truth.rows(), truth.rows());
        return new CoexpressionScores(metrics.table(), curve(pairs), untested);
    }

    private static void addRates(Metrics metrics, Pairs pairs) {
        double[] adjusted = MultipleTesting.benjaminiHochberg(pairs.p);
        int changed = pairs.count(true);
        int same = pairs.count(false);
        if (same > 0) {
            metrics.add("unchanged", "type_1_error", pairs.below(pairs.p, false) / (double) same, same);
        }
        if (changed > 0) {
            metrics.add("changed", "power", pairs.below(pairs.p, true) / (double) changed, changed);
            metrics.add("changed", "power_fdr", pairs.below(adjusted, true) / (double) changed, changed);
        }
        int called = pairs.below(adjusted, true) + pairs.below(adjusted, false);
        metrics.add(
                "all", "false_discoveries", called == 0 ? 0 : pairs.below(adjusted, false) / (double) called, called);
        if (changed > 0 && same > 0) {
            double[] score = Arrays.stream(pairs.p).map(p -> -p).toArray();
            metrics.add("all", "auroc", RankScores.auroc(score, pairs.changed), pairs.p.length);
            metrics.add("all", "average_precision", RankScores.averagePrecision(score, pairs.changed), pairs.p.length);
        }
    }

    private static void addEstimates(Metrics metrics, Pairs pairs) {
        for (boolean changed : new boolean[] {false, true}) {
            int[] own = IntStream.range(0, pairs.p.length)
                    .filter(i -> pairs.changed[i] == changed && Double.isFinite(pairs.error(i)))
                    .toArray();
            if (own.length > 0) {
                String name = changed ? "changed" : "unchanged";
                double bias =
                        Arrays.stream(own).mapToDouble(pairs::error).average().orElseThrow();
                double square = Arrays.stream(own)
                        .mapToDouble(i -> pairs.error(i) * pairs.error(i))
                        .average()
                        .orElseThrow();
                long covered = Arrays.stream(own).filter(pairs::isCovered).count();
                metrics.add(name, "bias", bias, own.length)
                        .add(name, "rmse", Math.sqrt(square), own.length)
                        .add(name, "coverage", covered / (double) own.length, own.length);
            }
        }
    }

    private static Table curve(Pairs pairs) {
        int[] order = IntStream.range(0, pairs.p.length)
                .boxed()
                .sorted((i, j) -> Double.compare(pairs.p[i], pairs.p[j]))
                .mapToInt(i -> i)
                .toArray();
        int changed = pairs.count(true);
        List<double[]> points = new ArrayList<>();
        int found = 0;
        for (int k = 0; k < order.length; k++) {
            found += pairs.changed[order[k]] ? 1 : 0;
            // Pairs of equal p are called together.
            if (k + 1 == order.length || pairs.p[order[k]] < pairs.p[order[k + 1]]) {
                points.add(
                        new double[] {k + 1, changed == 0 ? Double.NaN : found / (double) changed, found / (k + 1.0)});
            }
        }
        return Table.ofRows(points.size())
                .with("called", column(points, 0))
                .with("recall", column(points, 1))
                .with("precision", column(points, 2));
    }

    private static Column column(List<double[]> points, int place) {
        return new Column.Real(
                points.stream().mapToDouble(point -> point[place]).toArray());
    }

    /** The pairs with a p-value; estimates are NaN where there are none. */
    private record Pairs(double[] p, boolean[] changed, double[] estimate, double[] se, double[] df, double[] effect) {
        static Pairs match(Table tests, Table truth) {
            Map<List<String>, Integer> rows = index(tests);
            boolean[] isChanged = flags(truth);
            tests.checkProbabilities("p_value");
            double[] p = numbers(tests, "p_value", true);
            int[][] both = IntStream.range(0, truth.rows())
                    .mapToObj(r -> new int[] {r, rows.getOrDefault(names(truth, r), -1)})
                    .filter(pair -> pair[1] >= 0 && !Double.isNaN(p[pair[1]]))
                    .toArray(int[][]::new);
            if (both.length == 0) {
                throw new InvalidInputException("no pair of the truth has a p-value among the tests");
            }
            boolean[] changed = new boolean[both.length];
            for (int i = 0; i < both.length; i++) {
                changed[i] = isChanged[both[i][0]];
            }
            return new Pairs(
                    pick(p, both, 1),
                    changed,
                    pick(numbers(tests, "estimate", false), both, 1),
                    pick(numbers(tests, "se", false), both, 1),
                    pick(numbers(tests, "df", false), both, 1),
                    pick(numbers(truth, "coef_rho_group", false), both, 0));
        }

        /** Sorted: (B, A) is (A, B). */
        private static List<String> names(Table table, int row) {
            return Stream.of(
                            table.column("gene_1").text(row),
                            table.column("gene_2").text(row))
                    .sorted()
                    .toList();
        }

        private static Map<List<String>, Integer> index(Table tests) {
            Map<List<String>, Integer> rows = new HashMap<>();
            for (int r = 0; r < tests.rows(); r++) {
                if (rows.put(names(tests, r), r) != null) {
                    throw new InvalidInputException(
                            "the pair " + String.join(" ", names(tests, r)) + " is among the tests twice");
                }
            }
            return rows;
        }

        private static boolean[] flags(Table truth) {
            if (!(truth.column("changed") instanceof Column.Flag flag)) {
                throw new InvalidInputException("column 'changed' of the truth does not hold true and false");
            }
            return flag.values();
        }

        private static double[] numbers(Table table, String name, boolean needed) {
            Column column = needed ? table.column(name) : table.columns().get(name);
            if (column instanceof Column.Real real) {
                return real.values();
            } else if (column instanceof Column.Whole whole) {
                return Arrays.stream(whole.values()).asDoubleStream().toArray();
            } else if (needed && table.rows() > 0) {
                throw new InvalidInputException("column '" + name + "' does not hold numbers");
            }
            return missing(table.rows());
        }

        private static double[] missing(int rows) {
            double[] none = new double[rows];
            Arrays.fill(none, Double.NaN);
            return none;
        }

        private static double[] pick(double[] values, int[][] both, int side) {
            return Arrays.stream(both).mapToDouble(pair -> values[pair[side]]).toArray();
        }

        int count(boolean wanted) {
            return (int) IntStream.range(0, p.length)
                    .filter(i -> changed[i] == wanted)
                    .count();
        }

        int below(double[] values, boolean wanted) {
            return (int) IntStream.range(0, p.length)
                    .filter(i -> changed[i] == wanted && values[i] < LEVEL)
                    .count();
        }

        double error(int pair) {
            return estimate[pair] - effect[pair];
        }

        /** Whether the interval of the test, estimate ± quantile · se, holds the truth. */
        boolean isCovered(int pair) {
            double tail = LEVEL / 2;
            double quantile = df[pair] > 0 && df[pair] < Double.POSITIVE_INFINITY
                    ? TDistribution.of(df[pair]).inverseSurvivalProbability(tail)
                    : NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
            return Math.abs(error(pair)) <= quantile * se[pair];
        }
    }
}
