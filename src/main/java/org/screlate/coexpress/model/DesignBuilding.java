package org.screlate.coexpress.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.screlate.data.InvalidInputException;
import org.screlate.data.formula.Coding;
import org.screlate.data.formula.Covariate;
import org.screlate.data.formula.Formula;
import org.screlate.mixed.Predictor;
import org.screlate.mixed.RandomEffect;

/** Makes the predictors of a design from formulas and the covariates of its rows. */
final class DesignBuilding {
    private final Map<String, Covariate> covariates;
    private final int rows;
    private final Map<String, Predictor> made = new HashMap<>();

    /**
     * Creates it.
     *
     * @param covariates of the rows, by name; levels that no row has are left out of factors
     */
    DesignBuilding(Map<String, Covariate> covariates, int rows) {
        this.covariates = new LinkedHashMap<>();
        covariates.forEach((name, covariate) ->
                this.covariates.put(name, covariate instanceof Covariate.Factor factor ? factor.used() : covariate));
        this.rows = rows;
    }

    /** The predictor of a formula; one object for one text, so that what is found for a gene serves in either place. */
    Predictor predictor(Formula formula) {
        Predictor known = made.get(formula.text());
        if (known == null) {
            known = make(formula);
            made.put(formula.text(), known);
        }
        return known;
    }

    private Predictor make(Formula formula) {
        List<Coding.Coded> columns = Coding.columns(formula.intercept(), formula.terms(), covariates, rows);
        Coding.Coded aliased = Coding.aliased(columns);
        if (aliased != null) {
            throw new InvalidInputException("formula '" + formula.text() + "': '" + aliased.name()
                    + "' follows from the columns before it (aliased), so that it has no effect of its own; leave it"
                    + " out");
        }
        List<RandomEffect> random = new ArrayList<>();
        int block = 0;
        for (Formula.RandomTerm term : formula.randoms()) {
            List<RandomEffect> effects = effects(term, block);
            random.addAll(effects);
            block += term.correlated() ? 1 : effects.size();
        }
        List<String> names = columns.stream().map(Coding.Coded::name).toList();
        return new Predictor(matrix(columns), names, random);
    }

    private double[][] matrix(List<Coding.Coded> columns) {
        double[][] matrix = new double[rows][columns.size()];
        for (int c = 0; c < columns.size(); c++) {
            for (int r = 0; r < rows; r++) {
                matrix[r][c] = columns.get(c).values()[r];
            }
        }
        return matrix;
    }

    private List<RandomEffect> effects(Formula.RandomTerm term, int firstBlock) {
        List<Covariate> grouping = term.grouping().stream().map(this::covariate).toList();
        int[] levelOfRow = CovariateRows.of(rows, grouping).rowOfCell();
        String levels = String.join(":", term.grouping());
        List<RandomEffect> effects = new ArrayList<>();
        for (Coding.Coded column : Coding.columns(term.intercept(), term.terms(), covariates, rows)) {
            String name = column.term() < 0 ? levels : column.name() + ":" + levels;
            int block = term.correlated() ? firstBlock : firstBlock + effects.size();
            int[] own = term.correlated() ? levelOfRow : only(levelOfRow, column.values());
            int count = Arrays.stream(own).max().orElse(-1) + 1;
            effects.add(new RandomEffect(name, count, own, column.values(), block));
        }
        return effects;
    }

    // Levels that only ever have weight 0 would be estimated from nothing.
    private static int[] only(int[] levelOfRow, double[] weights) {
        Map<Integer, Integer> used = new HashMap<>();
        return IntStream.range(0, levelOfRow.length)
                .map(r -> weights[r] == 0 ? -1 : used.computeIfAbsent(levelOfRow[r], level -> used.size()))
                .toArray();
    }

    private Covariate covariate(String name) {
        return Objects.requireNonNull(covariates.get(name));
    }

    /** The columns of the fixed part that code a term. */
    int[] columnsOf(Formula formula, Formula.Term term) {
        int wanted = IntStream.range(0, formula.terms().size())
                .filter(t -> formula.terms().get(t).isSame(term))
                .findFirst()
                .orElseThrow();
        List<Coding.Coded> columns = Coding.columns(formula.intercept(), formula.terms(), covariates, rows);
        return IntStream.range(0, columns.size())
                .filter(c -> columns.get(c).term() == wanted)
                .toArray();
    }
}
