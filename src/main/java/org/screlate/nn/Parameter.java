package org.screlate.nn;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;

/**
 * Numbers that are learned.
 *
 * @param name unique in its network
 * @param value changed by the optimiser
 * @param gradient of the loss, of the same shape; layers add to it
 * @param rate part of the optimiser's learning rate that its steps have
 */
public record Parameter(String name, DenseMatrix value, DenseMatrix gradient, double rate) {
    /** Inputs of a sum up to which the optimiser's steps are as long as its learning rate. */
    private static final double STEADY_INPUTS = 256;

    /** Zeros, as for biases. */
    public static Parameter zeros(String name, int rows, int columns) {
        return new Parameter(name, DenseMatrix.zeros(rows, columns), DenseMatrix.zeros(rows, columns), 1);
    }

    /** Evenly drawn from −limit to limit. */
    public static Parameter uniform(String name, int rows, int columns, double limit, SplittableRandom random) {
        Parameter parameter = zeros(name, rows, columns);
        float[] values = parameter.value.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
        return parameter;
    }

    /**
     * The same, with shorter steps where many inputs are summed: Adam moves each weight as far whatever its gradient, so that a
     * sum moves by as much as it has terms.
     *
     * @param inputs that a sum has
     */
    Parameter ofSumsOver(int inputs) {
        return new Parameter(name, value, gradient, Math.min(1, STEADY_INPUTS / inputs));
    }

    /** The rows of a step: those named, or all for null, then not copied. */
    DenseMatrix rows(int @Nullable [] selected) {
        return selected == null ? value : value.selectRows(selected);
    }

    /** Where the gradient of {@link #rows} is gathered: the gradient itself where that has all rows, else zeros. */
    DenseMatrix gradientRows(int @Nullable [] selected) {
        return selected == null ? gradient : DenseMatrix.zeros(selected.length, value.columns());
    }

    /** Adds what was gathered to the gradient, if it is not that itself. */
    void addToGradient(int @Nullable [] selected, DenseMatrix gathered) {
        if (selected == null) {
            return;
        }
        for (int i = 0; i < selected.length; i++) {
            int to = gradient.offset(selected[i]);
            int from = gathered.offset(i);
            for (int c = 0; c < gathered.columns(); c++) {
                gradient.values()[to + c] += gathered.values()[from + c];
            }
        }
    }
}
