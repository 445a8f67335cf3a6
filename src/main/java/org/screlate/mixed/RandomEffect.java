package org.screlate.mixed;

/**
 * One random effect of a predictor: row {@code r} of the design adds {@code weightOfRow[r] * b[levelOfRow[r]]}, with \(b
 * \sim N(0, \sigma_b^2 I)\).
 *
 * <p>Effects of one predictor with the same {@code block} have one unstructured covariance matrix: their values at the
 * same level are correlated. An effect alone in its block has a variance of its own.
 *
 * @param name of the term, such as {@code Pre} of {@code (0 + group || subject)}
 * @param levels how many values the effect has, such as the number of subjects
 * @param levelOfRow {@code [rows]}, in [0, levels), or -1 where the row has none
 * @param weightOfRow {@code [rows]}, 1 for an intercept, the covariate for a slope
 * @param block which effects of this predictor share a covariance matrix; numbered from 0
 */
public record RandomEffect(String name, int levels, int[] levelOfRow, double[] weightOfRow, int block) {
    /** Checks that the shapes agree. */
    public RandomEffect {
        if (levels < 1) {
            throw new IllegalArgumentException("random effect '" + name + "' has " + levels + " levels");
        }
        if (levelOfRow.length != weightOfRow.length) {
            throw new IllegalArgumentException("random effect '" + name + "': " + levelOfRow.length + " levels but "
                    + weightOfRow.length + " weights");
        }
        for (int level : levelOfRow) {
            if (level < -1 || level >= levels) {
                throw new IllegalArgumentException("random effect '" + name + "': level " + level + " of " + levels);
            }
        }
    }

    /**
     * What the variance of the effect is found in: 1 where all weights are 0 or 1, of which none changes; else the root mean square
     * of those that are not 0, so that a covariate in thousands is no other problem than the same in units.
     */
    public double unit() {
        double sum = 0;
        int count = 0;
        boolean indicates = true;
        for (double weight : weightOfRow) {
            sum += weight * weight;
            count += weight == 0 ? 0 : 1;
            indicates &= weight == 0 || Math.abs(weight) == 1;
        }
        return indicates ? 1 : Math.sqrt(sum / count);
    }
}
