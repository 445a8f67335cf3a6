package org.screlate.coexpress.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.Table;
import org.screlate.data.formula.Coding;
import org.screlate.data.formula.Covariate;
import org.screlate.data.formula.Formula;
import org.screlate.mixed.Predictor;
import org.screlate.stats.math.Median;

/**
 * A model of coexpression together with the covariates of the cells at hand; gives the design of any choice of subjects.
 */
public final class ModelFrame {
    private final List<@Nullable Formula> formulas;
    private final Formula.Term tested;
    private final Map<String, Covariate> covariates;
    private final double[] offset;
    private final CovariateRows rows;
    private final Covariate.Factor subjects;
    private final Covariate.Factor levels;

    /**
     * Creates it of checked parts.
     *
     * @param formulas by place of the {@link Parameter}; null where there is no zero inflation
     * @param tested a term of rho's formula
     * @param covariates of the cells, by name: all that the formulas name, and the subject
     * @param offset of each cell
     * @param subjects which subject each cell is from
     * @param levels which level of the tested factors each cell has; one level where no factor is tested
     */
    ModelFrame(
            List<@Nullable Formula> formulas,
            Formula.Term tested,
            Map<String, Covariate> covariates,
            double[] offset,
            Covariate.Factor subjects,
            Covariate.Factor levels) {
        this.formulas = formulas;
        this.tested = tested;
        this.covariates = covariates;
        this.offset = offset;
        this.subjects = subjects;
        this.levels = levels;
        this.rows = CovariateRows.of(offset.length, covariates.values());
    }

    /**
     * Brings a model and the metadata of cells together; the user's error, with the offending text, where they do not fit.
     *
     * @param cells names of the cells, one a row of the metadata
     */
    public static ModelFrame of(CoexpressionModel model, Table metadata, List<String> cells) {
        return new ModelReading(model, metadata, cells).frame();
    }

    /** Number of cells. */
    public int cells() {
        return offset.length;
    }

    /** Names of the subjects. */
    public List<String> subjects() {
        return subjects.levels();
    }

    /** The subject of each cell, in [0, subjects). */
    public int[] subjectOfCell() {
        return subjects.codes();
    }

    /** Levels of what is tested, the reference first: groups such as Pre and Post. */
    public List<String> levels() {
        return levels.levels();
    }

    /** The level of each cell, in [0, levels). */
    public int[] levelOfCell() {
        return levels.codes();
    }

    /** Added to the log of the mean of each cell, such as the log of its depth. */
    public double[] offset() {
        return offset;
    }

    /** The tested column that holds two numbers only, as codes of groups do, and is no factor; else empty. */
    public String likelyFactor() {
        return tested.variables().stream()
                .filter(name -> covariates.get(name) instanceof Covariate.Quantity quantity
                        && Arrays.stream(quantity.values()).distinct().limit(3).count() == 2)
                .findFirst()
                .orElse("");
    }

    /** The design of all cells. */
    public Selection all() {
        boolean[] every = new boolean[subjects().size()];
        Arrays.fill(every, true);
        return select(every);
    }

    /** The cells of some subjects, and their design; the user's error where nothing can be estimated from them. */
    public Selection select(boolean[] keptSubjects) {
        int[] subjectOfCell = subjects.codes();
        int[] newRow = new int[rows.firstCell().length];
        int[] keptRows = IntStream.range(0, newRow.length)
                .filter(r -> keptSubjects[subjectOfCell[rows.firstCell()[r]]])
                .toArray();
        Arrays.fill(newRow, -1);
        for (int r = 0; r < keptRows.length; r++) {
            newRow[keptRows[r]] = r;
        }
        int[] cells = IntStream.range(0, cells())
                .filter(c -> newRow[rows.rowOfCell()[c]] >= 0)
                .toArray();
        int[] firstCells = Arrays.stream(keptRows).map(r -> rows.firstCell()[r]).toArray();
        return new Selection(
                cells,
                design(
                        firstCells,
                        Arrays.stream(cells)
                                .map(c -> newRow[rows.rowOfCell()[c]])
                                .toArray(),
                        Arrays.stream(cells).mapToDouble(c -> offset[c]).toArray(),
                        keptRows),
                rhoRows(firstCells),
                otherReferences(firstCells),
                depths(cells));
    }

    /** By level: the exponential of the median offset of some cells; NaN where a level has none of them. */
    private double[] depths(int[] cells) {
        return IntStream.range(0, levels().size())
                .mapToDouble(level -> Math.exp(Median.of(
                        Arrays.stream(cells)
                                .filter(c -> levels.codes()[c] == level)
                                .mapToDouble(c -> offset[c]),
                        Double.NaN)))
                .toArray();
    }

    /** Factors of fixed effects of which no cell left has the reference, with the levels that are left. */
    private List<Covariate.Factor> otherReferences(int[] firstCells) {
        Map<String, Covariate.Factor> others = new LinkedHashMap<>();
        formulas.stream()
                .filter(Objects::nonNull)
                .flatMap(formula -> formula.terms().stream())
                .flatMap(term -> term.variables().stream())
                .forEach(name -> {
                    if (covariates.get(name) instanceof Covariate.Factor factor) {
                        Covariate.Factor left = factor.select(firstCells).used();
                        if (!left.levels().get(0).equals(factor.used().levels().get(0))) {
                            others.put(name, left);
                        }
                    }
                });
        return List.copyOf(others.values());
    }

    private Design design(int[] firstCells, int[] rowOfCell, double[] offsets, int[] sourceRows) {
        int count = firstCells.length;
        DesignBuilding building = new DesignBuilding(select(firstCells), count);
        List<Predictor> predictors = formulas.stream()
                .map(formula -> formula == null ? Predictor.absent(count) : building.predictor(formula))
                .toList();
        Covariate.Factor own = subjects.select(firstCells).used();
        return new Design(
                rowOfCell,
                offsets,
                predictors,
                building.columnsOf(rho(), tested),
                own.codes(),
                own.levels().size(),
                sourceRows);
    }

    private Map<String, Covariate> select(int[] firstCells) {
        Map<String, Covariate> selected = new LinkedHashMap<>();
        covariates.forEach((name, covariate) -> selected.put(name, covariate.select(firstCells)));
        return selected;
    }

    private Formula rho() {
        return Objects.requireNonNull(formulas.get(Parameter.RHO.place()));
    }

    /** Names of {@link Selection#rhoRows}: the levels tested, or low and high where a number is. */
    public List<String> rhoNames() {
        return levels().size() > 1 ? levels() : List.of("low", "high");
    }

    /**
     * Rows of the fixed part of rho: one for each level tested, or one standard deviation below and above the mean of a
     * number that is tested; the other factors are at their reference, the other numbers at their mean.
     */
    private double[][] rhoRows(int[] firstCells) {
        int count = rhoNames().size();
        Map<String, Covariate> at = new LinkedHashMap<>();
        covariates.forEach((name, covariate) -> at.put(
                name,
                covariate instanceof Covariate.Quantity quantity
                        ? spread(quantity, count)
                        : atLevels((Covariate.Factor) covariate, firstCells, count)));
        List<Coding.Coded> columns = Coding.columns(rho().intercept(), rho().terms(), at, count);
        double[][] values = new double[count][columns.size()];
        for (int c = 0; c < columns.size(); c++) {
            for (int r = 0; r < count; r++) {
                values[r][c] = columns.get(c).values()[r];
            }
        }
        return values;
    }

    private Covariate.Quantity spread(Covariate.Quantity quantity, int count) {
        double mean = Arrays.stream(quantity.values()).average().orElse(Double.NaN);
        double[] values = new double[count];
        Arrays.fill(values, mean);
        if (levels().size() == 1 && tested.variables().contains(quantity.name())) {
            double variance = Arrays.stream(quantity.values())
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElse(Double.NaN);
            values[0] = mean - Math.sqrt(variance);
            values[1] = mean + Math.sqrt(variance);
        }
        return new Covariate.Quantity(quantity.name(), values);
    }

    private Covariate.Factor atLevels(Covariate.Factor factor, int[] firstCells, int count) {
        Covariate.Factor used = factor.select(firstCells).used();
        int[] codes = new int[count];
        if (levels().size() > 1 && tested.variables().contains(factor.name())) {
            // A cell of each level knows what that level is in this factor.
            for (int level = 0; level < count; level++) {
                int wanted = level;
                codes[level] = IntStream.range(0, firstCells.length)
                        .filter(r -> levels.codes()[firstCells[r]] == wanted)
                        .map(r -> used.codes()[r])
                        .findFirst()
                        .orElse(0);
            }
        }
        return new Covariate.Factor(factor.name(), codes, used.levels());
    }

    /**
     * Some cells with their design.
     *
     * @param cells their numbers, rising
     * @param design of these cells, in this order
     * @param rhoRows {@code [names × coefficients of rho]}: times the coefficients, the predictor of rho in each group
     * @param otherReferences factors of fixed effects of which no cell has the reference of the whole study; the first of the
     *     levels left takes its place
     * @param depths median depth of the cells in each level, the exponential of the median offset
     */
    public record Selection(
            int[] cells, Design design, double[][] rhoRows, List<Covariate.Factor> otherReferences, double[] depths) {
        /** The same cells with another design. */
        public Selection with(Design other) {
            return new Selection(cells, other, rhoRows, otherReferences, depths);
        }

        /** Whether a coefficient says the same in all selections: not one of a factor with another reference, nor the intercept then. */
        public boolean isComparable(String coefficient) {
            return otherReferences.isEmpty()
                    || (!coefficient.equals(Coding.INTERCEPT)
                            && Arrays.stream(coefficient.split(":")).noneMatch(this::isOfOtherReference));
        }

        private boolean isOfOtherReference(String part) {
            return otherReferences.stream()
                    .anyMatch(factor -> factor.levels().stream().anyMatch(level -> part.equals(factor.name() + level)));
        }

        /** What takes the place of which reference, in words; empty where all references are there. */
        public String replacedReferences() {
            return otherReferences.stream()
                    .map(factor -> "no cell left has the reference of '" + factor.name() + "', so that "
                            + factor.levels().get(0) + " takes its place")
                    .collect(Collectors.joining("; "));
        }
    }
}
