package org.screlate.data.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;

/**
 * Terms as columns of numbers, of full rank. The columns of a factor add up to one, so that a term of factors a and b
 * holds the parts 1, a, b and ab (each by contrasts with the reference). Parts that earlier terms hold are left out; what
 * is left is put together again: 1 and a to a column for each level of a. So {@code ~ group} has one column for each level
 * but the reference, {@code ~ 0 + group} one for each.
 *
 * @see <a href="https://patsy.readthedocs.io/en/latest/formulas.html">patsy, redundancy and categorical factors</a>
 */
public final class Coding {
    /** Name of the intercept among coefficients. */
    public static final String INTERCEPT = "(Intercept)";

    /** Columns that are made whatever the number of rows. */
    private static final int FEW = 1000;
    /** Numbers in all columns: a gigabyte. */
    private static final int MOST = 1 << 27;

    private Coding() {}

    /**
     * One column.
     *
     * @param name such as {@code groupPost:age}
     * @param term which of the terms it codes, -1 for the intercept
     * @param constant whether its term holds the constant too, so that it has no reference
     * @param values {@code [rows]}
     */
    public record Coded(String name, int term, boolean constant, double[] values) {}

    /**
     * A product of factors, some with a column for each level.
     *
     * @param factors with contrasts or in full
     * @param full those with a column for each level
     */
    private record Part(Set<String> factors, Set<String> full) {}

    /** The columns of an intercept, if any, and of terms. */
    public static List<Coded> columns(
            boolean intercept, List<Formula.Term> terms, Map<String, Covariate> covariates, int rows) {
        List<Coded> columns = new ArrayList<>();
        // By the numbers in a term: the products of factors that earlier terms hold with them.
        Map<Set<String>, Set<Set<String>>> held = new HashMap<>();
        if (intercept) {
            columns.add(new Coded(INTERCEPT, -1, false, ones(rows)));
            held.put(Set.of(), new HashSet<>(Set.of(Set.of())));
        }
        for (int t = 0; t < terms.size(); t++) {
            List<String> variables = terms.get(t).variables();
            Set<String> numbers = variables.stream()
                    .filter(name -> covariates.get(name) instanceof Covariate.Quantity)
                    .collect(Collectors.toSet());
            List<String> factors =
                    variables.stream().filter(name -> !numbers.contains(name)).toList();
            Set<Set<String>> before = held.computeIfAbsent(numbers, key -> new HashSet<>());
            List<Set<String>> own =
                    subsets(factors).stream().filter(before::add).toList();
            boolean constant = numbers.isEmpty() && own.contains(Set.<String>of());
            for (Part part : joined(own, factors)) {
                checkNumber(terms.get(t), columns.size() + width(part, variables, covariates), rows);
                List<Coded> product = List.of(new Coded("", t, constant, ones(rows)));
                for (String name : variables) {
                    if (numbers.contains(name) || part.factors().contains(name)) {
                        product = times(
                                product,
                                columns(covariate(covariates, name), part.full().contains(name)));
                    }
                }
                columns.addAll(product);
            }
        }
        return columns;
    }

    /** How many columns a part has; as a double, as a product of levels may be beyond whole numbers. */
    private static double width(Part part, List<String> variables, Map<String, Covariate> covariates) {
        double width = 1;
        for (String name : variables) {
            if (part.factors().contains(name) && covariates.get(name) instanceof Covariate.Factor factor) {
                width *= factor.levels().size() - (part.full().contains(name) ? 0 : 1);
            }
        }
        return width;
    }

    // More columns than rows follow from one another; they are counted before they are made.
    private static void checkNumber(Formula.Term term, double columns, int rows) {
        if (columns > Math.max(rows, FEW) || columns * rows > MOST) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "the formula needs %,.0f columns for %,d rows with '%s'; leave it out, or give it fewer levels",
                    columns,
                    rows,
                    term));
        }
    }

    /** All subsets, smaller ones first. */
    private static List<Set<String>> subsets(List<String> names) {
        List<Set<String>> subsets = new ArrayList<>(List.of(Set.of()));
        for (String name : names) {
            for (Set<String> subset : List.copyOf(subsets)) {
                Set<String> larger = new LinkedHashSet<>(subset);
                larger.add(name);
                subsets.add(larger);
            }
        }
        subsets.sort(Comparator.comparingInt(Set::size));
        return subsets;
    }

    /** Parts that differ by one factor become one, in which that factor is in full. */
    private static List<Part> joined(List<Set<String>> subsets, List<String> factors) {
        List<Part> parts = new ArrayList<>(
                subsets.stream().map(subset -> new Part(subset, Set.of())).toList());
        boolean changed = true;
        while (changed) {
            changed = false;
            for (String factor : factors) {
                for (Part shorter : List.copyOf(parts)) {
                    Set<String> more = new HashSet<>(shorter.factors());
                    more.add(factor);
                    Part longer = new Part(more, shorter.full());
                    if (!shorter.factors().contains(factor) && parts.contains(longer)) {
                        Set<String> full = new HashSet<>(shorter.full());
                        full.add(factor);
                        parts.set(parts.indexOf(longer), new Part(more, full));
                        parts.remove(shorter);
                        changed = true;
                    }
                }
            }
        }
        return parts;
    }

    /** The columns of one variable by themselves. */
    private static List<Coded> columns(Covariate covariate, boolean full) {
        if (covariate instanceof Covariate.Quantity quantity) {
            return List.of(new Coded(quantity.name(), 0, false, quantity.values()));
        }
        Covariate.Factor factor = (Covariate.Factor) covariate;
        return IntStream.range(full ? 0 : 1, factor.levels().size())
                .mapToObj(level -> new Coded(
                        factor.name() + factor.levels().get(level),
                        0,
                        false,
                        Arrays.stream(factor.codes())
                                .mapToDouble(code -> code == level ? 1 : 0)
                                .toArray()))
                .toList();
    }

    private static List<Coded> times(List<Coded> left, List<Coded> right) {
        List<Coded> products = new ArrayList<>();
        for (Coded b : right) {
            for (Coded a : left) {
                double[] values = new double[a.values().length];
                Arrays.setAll(values, r -> a.values()[r] * b.values()[r]);
                String name = a.name().isEmpty() ? b.name() : a.name() + ":" + b.name();
                products.add(new Coded(name, a.term(), a.constant(), values));
            }
        }
        return products;
    }

    /** The first column that is a combination of those before it, or null. */
    public static @Nullable Coded aliased(List<Coded> columns) {
        List<double[]> basis = new ArrayList<>();
        for (Coded column : columns) {
            double[] rest = column.values().clone();
            double before = norm(rest);
            // Twice, for what rounding left the first time.
            basis.forEach(unit -> subtractProjection(rest, unit));
            basis.forEach(unit -> subtractProjection(rest, unit));
            double after = norm(rest);
            if (!(after > 1e-8 * before)) {
                return column;
            }
            basis.add(Arrays.stream(rest).map(x -> x / after).toArray());
        }
        return null;
    }

    private static void subtractProjection(double[] rest, double[] unit) {
        double dot = IntStream.range(0, rest.length)
                .mapToDouble(r -> rest[r] * unit[r])
                .sum();
        Arrays.setAll(rest, r -> rest[r] - dot * unit[r]);
    }

    private static double norm(double[] x) {
        return Math.sqrt(Arrays.stream(x).map(value -> value * value).sum());
    }

    private static Covariate covariate(Map<String, Covariate> covariates, String name) {
        return Objects.requireNonNull(covariates.get(name));
    }

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }
}
