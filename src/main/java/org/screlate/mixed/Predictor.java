package org.screlate.mixed;

import java.util.List;

/**
 * The linear predictor of one parameter: \(\eta = X \beta + Z b\), a value for each row of the design.
 *
 * @param fixed \(X\), {@code [rows × coefficients]}, of full column rank
 * @param names of the coefficients, one for each column of X
 * @param random the random effects, possibly none
 */
public record Predictor(double[][] fixed, List<String> names, List<RandomEffect> random) {
    /** Checks that the shapes agree. */
    public Predictor {
        names = List.copyOf(names);
        random = List.copyOf(random);
        for (double[] row : fixed) {
            if (row.length != names.size()) {
                throw new IllegalArgumentException(row.length + " covariates but " + names.size() + " names");
            }
        }
        for (RandomEffect effect : random) {
            if (effect.levelOfRow().length != fixed.length) {
                throw new IllegalArgumentException("random effect '" + effect.name() + "' has "
                        + effect.levelOfRow().length + " rows, not " + fixed.length);
            }
        }
    }

    /** No predictor: as zero inflation it says that there is none. */
    public static Predictor absent(int rows) {
        return new Predictor(new double[rows][0], List.of(), List.of());
    }

    /** Whether there is anything to estimate. */
    public boolean isAbsent() {
        return names.isEmpty() && random.isEmpty();
    }

    /** Number of rows of the design. */
    public int rows() {
        return fixed.length;
    }

    /** Number of coefficients, fixed and random. */
    public int size() {
        return names.size() + random.stream().mapToInt(RandomEffect::levels).sum();
    }
}
