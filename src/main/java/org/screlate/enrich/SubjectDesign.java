package org.screlate.enrich;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.data.formula.Coding;
import org.screlate.data.formula.Covariate;
import org.screlate.data.formula.Formula;

/**
 * What a linear model of samples knows of them: an intercept, covariates, subjects where each is on both sides, and last
 * the group.
 *
 * @param matrix {@code [samples × coefficients]}
 * @param pairing how subjects enter
 * @param notes one line each on what a user would not expect
 * @param obstacle why the group cannot be tested, or null
 */
record SubjectDesign(double[][] matrix, Pairing pairing, List<String> notes, @Nullable String obstacle) {
    private static final int LEAST_PAIRS = 2;

    /** How subjects enter the model. */
    enum Pairing {
        /** Each has an effect of its own: the differences within subjects are tested. */
        FIXED("paired"),
        /** Their effects are random: those on one side only count as well. */
        RANDOM("random subjects"),
        /** Samples are independent. */
        NONE("unpaired");

        private final String word;

        Pairing(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * The design of a comparison.
     *
     * @param cells metadata of the cells, with the covariates
     * @param formula covariates, and {@code (1 | subject)} or {@code subject}
     * @param groupColumn name of the groups in the formula
     * @param subjectColumn name of the subjects in the formula
     */
    static SubjectDesign of(
            SubjectSamples samples, Table cells, Formula formula, String groupColumn, String subjectColumn) {
        List<String> notes = new ArrayList<>();
        Pairing pairing = pairing(samples, formula, subjectColumn, notes);
        Map<String, Covariate> covariates = new LinkedHashMap<>();
        List<Formula.Term> terms = new ArrayList<>();
        if (pairing == Pairing.FIXED) {
            terms.add(new Formula.Term(List.of(subjectColumn)));
            covariates.put(subjectColumn, subjects(samples, subjectColumn));
        }
        for (Formula.Term term : formula.terms()) {
            if (term.variables().contains(groupColumn) && term.variables().size() > 1) {
                throw new InvalidInputException(
                        "formula '" + formula.text() + "': the group has one effect here; leave '" + term
                                + "' out, or test it in a subset of the cells");
            }
            if (!term.variables().equals(List.of(groupColumn))
                    && !term.variables().equals(List.of(subjectColumn))) {
                terms.add(term);
                term.variables().forEach(name -> covariates.computeIfAbsent(name, n -> covariate(samples, cells, n)));
            }
        }
        List<Coding.Coded> columns = new ArrayList<>(
                Coding.columns(true, terms, covariates, samples.samples().size()));
        dropAliased(columns, notes);
        columns.add(group(samples));
        return new SubjectDesign(matrix(columns), pairing, notes, obstacle(columns, samples));
    }

    private static Pairing pairing(SubjectSamples samples, Formula formula, String subjectColumn, List<String> notes) {
        int[] partners = samples.partners();
        long paired = Arrays.stream(partners).filter(p -> p >= 0).count();
        boolean random = !formula.randoms().isEmpty();
        boolean fixed = formula.terms().stream().anyMatch(t -> t.variables().equals(List.of(subjectColumn)));
        if (random) {
            Formula.RandomTerm term = formula.randoms().get(0);
            if (formula.randoms().size() > 1
                    || !term.intercept()
                    || !term.terms().isEmpty()
                    || !term.grouping().equals(List.of(subjectColumn))) {
                throw new InvalidInputException("formula '" + formula.text() + "': of random effects only (1 | "
                        + subjectColumn + ") can be had");
            }
        }
        if (paired / 2 < LEAST_PAIRS) {
            if (paired > 0) {
                notes.add("only one subject is on both sides: samples are taken as independent");
            }
            return Pairing.NONE;
        }
        if (fixed || (!random && paired == partners.length)) {
            if (paired < partners.length) {
                notes.add((partners.length - paired) + " subjects are on one side only and tell nothing of the group");
            }
            return Pairing.FIXED;
        }
        if (!random) {
            notes.add(paired / 2 + " subjects are on both sides and " + (partners.length - paired)
                    + " on one: subjects are random effects, so that all are used");
        }
        return Pairing.RANDOM;
    }

    private static Covariate subjects(SubjectSamples samples, String name) {
        List<String> levels = List.copyOf(new TreeSet<>(
                samples.samples().stream().map(SubjectSamples.Sample::subject).toList()));
        return new Covariate.Factor(
                name,
                samples.samples().stream()
                        .mapToInt(s -> levels.indexOf(s.subject()))
                        .toArray(),
                levels);
    }

    /** Words must be the same in all cells of a sample; of numbers the mean is taken, in units of their spread. */
    private static Covariate covariate(SubjectSamples samples, Table cells, String name) {
        Column column = cells.column(name);
        if (column instanceof Column.Real || column instanceof Column.Whole) {
            return numbers(samples, column, name);
        }
        String[] texts = cells.texts(name);
        List<String> values = new ArrayList<>();
        for (SubjectSamples.Sample sample : samples.samples()) {
            List<String> own =
                    sample.cells().stream().map(c -> texts[c]).distinct().toList();
            if (own.size() > 1 || own.get(0).isEmpty()) {
                throw new InvalidInputException("the cells of subject '" + sample.subject() + "' on one side have "
                        + (own.size() > 1
                                ? "several values of '" + name + "', such as '" + own.get(0) + "' and '" + own.get(1)
                                        + "'"
                                : "no '" + name + "'")
                        + "; a covariate must be one for each sample");
            }
            values.add(own.get(0));
        }
        List<String> levels = List.copyOf(new TreeSet<>(values));
        return new Covariate.Factor(
                name, values.stream().mapToInt(levels::indexOf).toArray(), levels);
    }

    private static Covariate numbers(SubjectSamples samples, Column column, String name) {
        double[] means = samples.samples().stream()
                .mapToDouble(sample -> sample.cells().stream()
                        .mapToDouble(c -> column instanceof Column.Whole whole
                                ? whole.values()[c]
                                : ((Column.Real) column).values()[c])
                        .average()
                        .orElse(Double.NaN))
                .toArray();
        double mean = Arrays.stream(means).average().orElse(Double.NaN);
        if (!Double.isFinite(mean)) {
            throw new InvalidInputException("column '" + name + "' has cells without a number; a covariate needs all");
        }
        double spread = Math.sqrt(
                Arrays.stream(means).map(m -> (m - mean) * (m - mean)).average().orElse(0));
        return new Covariate.Quantity(
                name,
                Arrays.stream(means)
                        .map(m -> spread > 0 ? (m - mean) / spread : 0)
                        .toArray());
    }

    private static void dropAliased(List<Coding.Coded> columns, List<String> notes) {
        for (Coding.Coded aliased = Coding.aliased(columns); aliased != null; aliased = Coding.aliased(columns)) {
            notes.add("'" + aliased.name() + "' follows from the columns before it, such as the subjects, and was left"
                    + " out of the model");
            columns.remove(aliased);
        }
    }

    private static Coding.Coded group(SubjectSamples samples) {
        return new Coding.Coded(
                "group",
                0,
                false,
                samples.samples().stream().mapToDouble(s -> s.inGroup() ? 1 : 0).toArray());
    }

    private static @Nullable String obstacle(List<Coding.Coded> columns, SubjectSamples samples) {
        if (Coding.aliased(columns) != null) {
            return "the group cannot be told from the covariates";
        }
        return samples.samples().size() <= columns.size()
                ? samples.samples().size() + " samples are too few for " + columns.size() + " coefficients"
                : null;
    }

    private static double[][] matrix(List<Coding.Coded> columns) {
        int rows = columns.get(0).values().length;
        return IntStream.range(0, rows)
                .mapToObj(r -> columns.stream().mapToDouble(c -> c.values()[r]).toArray())
                .toArray(double[][]::new);
    }
}
