package org.screlate.coexpress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Terms as columns of numbers, as R codes them: a factor by one column for each level but the reference where the rest of
 * its term is in the model already, by one for each level where it is not; a product of variables by the products of
 * their columns.
 */
final class Coding {
    private Coding() {}

    /**
     * One column.
     *
     * @param name such as {@code groupPost:age}
     * @param term which of the terms it codes, -1 for the intercept
     * @param full whether a factor in it has a column for each level, the reference too
     * @param values {@code [rows]}
     */
    record Coded(String name, int term, boolean full, double[] values) {}

    /** The columns of an intercept, if any, and of terms. */
    static List<Coded> columns(
            boolean intercept, List<Formula.Term> terms, Map<String, Covariate> covariates, int rows) {
        List<Coded> columns = new ArrayList<>();
        if (intercept) {
            columns.add(new Coded("(Intercept)", -1, false, ones(rows)));
        }
        for (int t = 0; t < terms.size(); t++) {
            List<Coded> product = List.of(new Coded("", t, false, ones(rows)));
            for (String variable : terms.get(t).variables()) {
                boolean full = !isMarginPresent(intercept, terms, t, variable, covariates);
                product = times(product, columns(covariate(covariates, variable), full));
            }
            columns.addAll(product);
        }
        return columns;
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
                        full,
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
                products.add(new Coded(name, a.term(), a.full() || b.full(), values));
            }
        }
        return products;
    }

    /** Whether what is left of a term without a variable is spanned by the intercept or by another term. */
    private static boolean isMarginPresent(
            boolean intercept, List<Formula.Term> terms, int term, String variable, Map<String, Covariate> covariates) {
        Set<String> margin = new HashSet<>(terms.get(term).variables());
        margin.remove(variable);
        if (intercept && margin.isEmpty()) {
            return true;
        }
        return IntStream.range(0, terms.size())
                .filter(other -> other < term
                        || terms.get(other).variables().size()
                                < terms.get(term).variables().size())
                .mapToObj(other -> Set.copyOf(terms.get(other).variables()))
                .anyMatch(other -> other.containsAll(margin) && addsOnlyFactors(other, margin, covariates));
    }

    // A term spans its part without some factors, for their columns add up to one; numbers do not.
    private static boolean addsOnlyFactors(Set<String> term, Set<String> margin, Map<String, Covariate> covariates) {
        return term.stream()
                .allMatch(name -> margin.contains(name) || covariates.get(name) instanceof Covariate.Factor);
    }

    /** The first column that is a combination of those before it, or null. */
    static @Nullable Coded aliased(List<Coded> columns) {
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
