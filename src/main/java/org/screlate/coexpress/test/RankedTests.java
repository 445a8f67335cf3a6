package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.stats.test.MultipleTesting;

/** All results of a run, ranked by p-value, each with the false discovery rate at which it would be called. */
public final class RankedTests {
    private RankedTests() {}

    /**
     * Adds {@code rank}, {@code fdr_bh} and {@code fdr_by}; pairs without a test come last.
     *
     * @param results with {@code pair} and {@code p_value}, in the order of the pairs
     */
    public static Table of(Table results) {
        results.checkProbabilities("p_value");
        double[] p = numbers(results, "p_value");
        checkWhole(results);
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(i -> i)
                .toArray();
        long[] rank = new long[p.length];
        Arrays.setAll(rank, r -> r + 1);
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("rank", new Column.Whole(rank));
        results.select(order).columns().forEach((name, column) -> {
            columns.put(name, column);
            if (name.equals("p_value")) {
                columns.put("fdr_bh", new Column.Real(MultipleTesting.benjaminiHochberg(p)).select(order));
                columns.put("fdr_by", new Column.Real(MultipleTesting.benjaminiYekutieli(p)).select(order));
            }
        });
        return new Table(p.length, columns);
    }

    /** How many have a number at most so high. */
    public static long count(Table table, String column, double limit) {
        return Arrays.stream(numbers(table, column))
                .filter(value -> value <= limit)
                .count();
    }

    private static double[] numbers(Table table, String name) {
        Column column = table.column(name);
        if (column instanceof Column.Real real) {
            return real.values();
        }
        if (column instanceof Column.Whole whole) {
            return Arrays.stream(whole.values()).asDoubleStream().toArray();
        }
        throw new InvalidInputException("column '" + name + "' holds words, not numbers");
    }

    private static void checkWhole(Table results) {
        double[] pair = numbers(results, "pair");
        for (int r = 0; r < pair.length; r++) {
            if (pair[r] != r + 1) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "pair %d is missing or out of order: row %d holds pair %.0f",
                        r + 1,
                        r + 1,
                        pair[r]));
            }
        }
    }
}
