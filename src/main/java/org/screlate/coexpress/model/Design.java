package org.screlate.coexpress.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.screlate.mixed.Predictor;

/**
 * Which cell has which covariates. Cells with the same covariates share a row, so that sums over cells need one visit of
 * each cell and all else is done on rows: with factors only, one row for each subject in each group.
 *
 * <p>One design serves all pairs with the same cells; share the object, and what is found for a gene can be kept.
 *
 * @param rowOfCell {@code [cells]}, in [0, rows)
 * @param offset {@code [cells]}, added to \(\log \mu\) of both genes, such as the log of the depth
 * @param predictors one for each {@link Parameter}, in its order; absent ones only for ZI1 and ZI2
 * @param tested columns of the fixed part of RHO that the test sets to zero; may be none
 * @param subjectOfRow {@code [rows]}, in [0, subjects): which rows come from one subject
 * @param subjects how many subjects there are
 * @param sourceRows {@code [rows]}: which rows of the design of all cells these are, rising
 */
public record Design(
        int[] rowOfCell,
        double[] offset,
        List<Predictor> predictors,
        int[] tested,
        int[] subjectOfRow,
        int subjects,
        int[] sourceRows) {
    /** A design of all cells. */
    public Design(
            int[] rowOfCell,
            double[] offset,
            List<Predictor> predictors,
            int[] tested,
            int[] subjectOfRow,
            int subjects) {
        this(
                rowOfCell,
                offset,
                predictors,
                tested,
                subjectOfRow,
                subjects,
                IntStream.range(0, subjectOfRow.length).toArray());
    }

    /** Checks that the shapes agree. */
    public Design {
        predictors = List.copyOf(predictors);
        if (predictors.size() != Parameter.COUNT) {
            throw new IllegalArgumentException(predictors.size() + " predictors, not " + Parameter.COUNT);
        }
        if (rowOfCell.length != offset.length) {
            throw new IllegalArgumentException(rowOfCell.length + " cells but " + offset.length + " offsets");
        }
        int rows = subjectOfRow.length;
        for (Parameter parameter : Parameter.values()) {
            checkPredictor(parameter, predictors.get(parameter.place()), rows);
        }
        checkWithin("row", rowOfCell, rows);
        checkWithin("subject", subjectOfRow, subjects);
        checkWithin(
                "tested column",
                tested,
                predictors.get(Parameter.RHO.place()).names().size());
        for (double value : offset) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("offset " + value);
            }
        }
    }

    /** The predictor of a parameter. */
    public Predictor predictor(Parameter parameter) {
        return predictors.get(parameter.place());
    }

    /** Number of distinct sets of covariates. */
    public int rows() {
        return subjectOfRow.length;
    }

    /** Number of cells. */
    public int cells() {
        return rowOfCell.length;
    }

    /** The same without the tested columns, and without a test. */
    public Design withoutTested() {
        Predictor rho = predictor(Parameter.RHO);
        int[] kept = IntStream.range(0, rho.names().size())
                .filter(column -> Arrays.stream(tested).noneMatch(other -> other == column))
                .toArray();
        double[][] fixed = Arrays.stream(rho.fixed())
                .map(row ->
                        Arrays.stream(kept).mapToDouble(column -> row[column]).toArray())
                .toArray(double[][]::new);
        List<String> names =
                Arrays.stream(kept).mapToObj(column -> rho.names().get(column)).toList();
        List<Predictor> others = new ArrayList<>(predictors);
        others.set(Parameter.RHO.place(), new Predictor(fixed, names, rho.random()));
        return new Design(rowOfCell, offset, others, new int[0], subjectOfRow, subjects, sourceRows);
    }

    /** The same covariates with other offsets. */
    public Design withOffset(double[] other) {
        return new Design(rowOfCell, other, predictors, tested, subjectOfRow, subjects, sourceRows);
    }

    private static void checkPredictor(Parameter parameter, Predictor predictor, int rows) {
        if (predictor.rows() != rows) {
            throw new IllegalArgumentException(parameter + " has " + predictor.rows() + " rows, not " + rows);
        }
        boolean optional = parameter == Parameter.ZI1 || parameter == Parameter.ZI2;
        if (predictor.isAbsent() && !optional) {
            throw new IllegalArgumentException(parameter + " has no predictor");
        }
    }

    private static void checkWithin(String what, int[] numbers, int limit) {
        for (int number : numbers) {
            if (number < 0 || number >= limit) {
                throw new IllegalArgumentException(what + " " + number + " of " + limit);
            }
        }
    }
}
