package org.screlate.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

/**
 * Parameters of pairs as a table, one row a pair, with columns as the results of {@code coexpress} have them: of each
 * parameter mu1, mu2, sigma1, sigma2, rho, zi1, zi2
 *
 * <ul>
 *   <li>{@code coef_<parameter>_intercept};
 *   <li>at most one other {@code coef_<parameter>_…}: the effect of the group;
 *   <li>of mu, rho and zi none, one or two {@code sd_<parameter>_…}: the spread between subjects, one for both groups or one
 *       for each.
 * </ul>
 *
 * Without the columns of zi1 there is no zero inflation. Rows with an empty intercept, such as failed fits, are left out.
 */
public final class PairParameterTable {
    private static final String INTERCEPT = "intercept";

    private PairParameterTable() {}

    /** The pairs of a table; the user's error where columns are missing or of no use. */
    public static List<PairParameters> read(Table table) {
        boolean inflated = table.names().contains(name("coef", "zi1", INTERCEPT));
        Effects[] effects = (inflated
                        ? List.of("mu1", "mu2", "sigma1", "sigma2", "rho", "zi1", "zi2")
                        : List.of("mu1", "mu2", "sigma1", "sigma2", "rho"))
                .stream().map(parameter -> Effects.of(table, parameter)).toArray(Effects[]::new);
        List<PairParameters> pairs = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            int row = r;
            if (Arrays.stream(effects).allMatch(effect -> effect.isPresent(row))) {
                pairs.add(new PairParameters(
                        source(table, row),
                        List.of(effects[0].at(row), effects[1].at(row)),
                        List.of(effects[2].at(row), effects[3].at(row)),
                        inflated ? List.of(effects[5].at(row), effects[6].at(row)) : List.of(),
                        effects[4].at(row)));
            }
        }
        if (pairs.isEmpty()) {
            throw new InvalidInputException("no row of the table of parameters has all intercepts");
        }
        return pairs;
    }

    private static String source(Table table, int row) {
        boolean named = table.names().contains("gene_1") && table.names().contains("gene_2");
        return named
                ? table.column("gene_1").text(row) + " "
                        + table.column("gene_2").text(row)
                : "row " + (row + 1);
    }

    private static String name(String what, String parameter, String of) {
        return what + "_" + parameter + "_" + of;
    }

    /** The columns of one parameter. */
    private record Effects(double[] intercept, double[] group, List<double[]> sd) {
        static Effects of(Table table, String parameter) {
            double[] intercept = numbers(table, name("coef", parameter, INTERCEPT));
            List<String> groups = others(table, "coef_" + parameter + "_");
            List<String> spreads = others(table, "sd_" + parameter + "_");
            if (groups.size() > 1 || spreads.size() > 2 || (parameter.startsWith("sigma") && !spreads.isEmpty())) {
                throw new InvalidInputException("cannot simulate " + parameter + " with the columns "
                        + String.join(", ", groups) + " " + String.join(", ", spreads)
                        + "; one effect of the group and of subjects in each group is what there may be");
            }
            double[] group = groups.isEmpty() ? new double[table.rows()] : numbers(table, groups.get(0));
            return new Effects(
                    intercept,
                    group,
                    spreads.stream().map(column -> numbers(table, column)).toList());
        }

        private static List<String> others(Table table, String prefix) {
            return table.names().stream()
                    .filter(column -> column.startsWith(prefix) && !column.equals(prefix + INTERCEPT))
                    .toList();
        }

        private static double[] numbers(Table table, String column) {
            Column found = table.column(column);
            if (found instanceof Column.Real real) {
                return real.values();
            } else if (found instanceof Column.Whole whole) {
                return Arrays.stream(whole.values()).asDoubleStream().toArray();
            }
            throw new InvalidInputException("column '" + column + "' does not hold numbers");
        }

        boolean isPresent(int row) {
            return Double.isFinite(intercept[row]) && Double.isFinite(group[row]);
        }

        PairParameters.Effect at(int row) {
            double[] own =
                    sd.stream().mapToDouble(column -> spread(column[row])).toArray();
            return switch (own.length) {
                case 0 -> PairParameters.Effect.fixed(intercept[row], group[row]);
                case 1 -> PairParameters.Effect.shared(intercept[row], group[row], own[0]);
                default -> new PairParameters.Effect(intercept[row], group[row], own, false);
            };
        }

        private static double spread(double value) {
            if (value < 0) {
                throw new InvalidInputException(
                        "a standard deviation of the table of parameters is negative: " + value);
            }
            return Double.isNaN(value) ? 0 : value;
        }
    }

    /** Gathers the rows of a table that {@link #read} understands. */
    static final class Rows {
        private final int size;
        private final Map<String, double[]> columns = new LinkedHashMap<>();

        Rows(int size) {
            this.size = size;
        }

        void put(int row, PairParameters pair) {
            for (int gene = 0; gene < 2; gene++) {
                put(row, "mu" + (gene + 1), pair.mu().get(gene));
                put(row, "sigma" + (gene + 1), pair.logDispersion().get(gene));
                if (!pair.zeroInflation().isEmpty()) {
                    put(row, "zi" + (gene + 1), pair.zeroInflation().get(gene));
                }
            }
            put(row, "rho", pair.rho());
        }

        private void put(int row, String parameter, PairParameters.Effect effect) {
            put(row, name("coef", parameter, INTERCEPT), effect.intercept());
            put(row, name("coef", parameter, "group"), effect.group());
            if (effect.shared()) {
                put(row, name("sd", parameter, "subject"), effect.sd()[0]);
            } else if (!parameter.startsWith("sigma")) {
                put(row, name("sd", parameter, Study.GROUPS.get(0)), effect.sd()[0]);
                put(row, name("sd", parameter, Study.GROUPS.get(1)), effect.sd()[1]);
            }
        }

        private void put(int row, String name, double value) {
            columns.computeIfAbsent(name, unused -> new double[size])[row] = value;
        }

        Table addTo(Table table) {
            Table all = table;
            for (Map.Entry<String, double[]> column : columns.entrySet()) {
                all = all.with(column.getKey(), new Column.Real(column.getValue()));
            }
            return all;
        }
    }
}
