package org.screlate.data.formula;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The right-hand side of a linear predictor, as lme4 writes it: {@code ~ group * age + (1 | group:subject)}.
 *
 * <p>{@code a:b} is the interaction, {@code a * b} is {@code a + b + a:b}, {@code 0 +} or {@code - 1} leaves the intercept
 * out. {@code (1 | a:b)} is one normal effect for each combination of levels of a and b, all of one variance. {@code (0 +
 * group | subject)} is one effect of each subject for each level of group, correlated within the subject; with {@code ||}
 * they are independent, each level of group with a variance of its own.
 *
 * @param text as it was written
 * @param intercept whether there is one
 * @param terms of the fixed part, those of fewer variables first
 * @param randoms of the random part
 */
public record Formula(String text, boolean intercept, List<Term> terms, List<RandomTerm> randoms) {
    /** Variables whose product is one term, in order of appearance. */
    public record Term(List<String> variables) {
        public Term {
            variables = List.copyOf(variables);
        }

        /** This term times another. */
        Term with(Term other) {
            Set<String> both = new LinkedHashSet<>(variables);
            both.addAll(other.variables);
            return new Term(List.copyOf(both));
        }

        /** Whether the same variables are multiplied, in whatever order. */
        public boolean isSame(Term other) {
            return Set.copyOf(variables).equals(Set.copyOf(other.variables));
        }

        @Override
        public String toString() {
            return String.join(":", variables);
        }
    }

    /**
     * Effects that differ by the levels of a grouping.
     *
     * @param text without its brackets
     * @param intercept whether each level has a constant of its own
     * @param terms what else differs by level
     * @param correlated whether the effects of one level are correlated
     * @param grouping columns whose combinations are the levels
     */
    public record RandomTerm(
            String text, boolean intercept, List<Term> terms, boolean correlated, List<String> grouping) {
        /** Whether the same differs by the same levels, in whatever order and words. */
        boolean isSame(RandomTerm other) {
            return intercept == other.intercept
                    && correlated == other.correlated
                    && Set.copyOf(grouping).equals(Set.copyOf(other.grouping))
                    && terms.size() == other.terms.size()
                    && terms.stream().allMatch(term -> other.terms.stream().anyMatch(term::isSame));
        }
    }

    /** Reads a formula; the user's error, with the text, where it is none. */
    public static Formula parse(String text) {
        return new FormulaReader(text).formula();
    }

    /** Every column that the formula names, each once. */
    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(terms.stream(), randoms.stream().flatMap(random -> random.terms().stream()))
                .forEach(term -> names.addAll(term.variables()));
        randoms.forEach(random -> names.addAll(random.grouping()));
        return names;
    }

    /** Adds a term unless it is there, and keeps those of fewer variables first. */
    static void add(List<Term> terms, Term more) {
        if (terms.stream().noneMatch(more::isSame)) {
            terms.add(more);
            terms.sort(Comparator.comparingInt(term -> term.variables().size()));
        }
    }

    /** The terms of a product {@code a * b}: each, and each with each, the longest last. */
    static List<Term> product(List<Term> left, Term right) {
        List<Term> all = new ArrayList<>(left);
        add(all, right);
        left.forEach(term -> add(all, term.with(right)));
        return all;
    }
}
