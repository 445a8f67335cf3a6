package org.screlate.enrich;

import java.util.Arrays;

/**
 * Enrichment scores of random sets of one size.
 *
 * @param positive scores from 0 up, as they are, rising
 * @param negative scores below 0, as distances from 0, rising
 */
record RandomScores(double[] positive, double[] negative) {
    static RandomScores of(double[] scores) {
        return new RandomScores(
                Arrays.stream(scores).filter(s -> s >= 0).sorted().toArray(),
                Arrays.stream(scores).filter(s -> s < 0).map(s -> -s).sorted().toArray());
    }

    /** A score over the mean of those of its sign; NaN where there is none. */
    double normalised(double score) {
        return score / mean(side(score));
    }

    /** The chance of a score of this sign to be so far from 0, both counts raised by one. */
    double pValue(double score) {
        double[] side = side(score);
        return (atLeast(side, Math.abs(score)) + 1.0) / (side.length + 1.0);
    }

    /** How many of the normalised scores of this sign are as far from 0. */
    long asFar(double normalised) {
        double[] side = side(normalised);
        return atLeast(side, Math.abs(normalised) * mean(side));
    }

    /** How many have this sign. */
    long ofSign(double score) {
        return side(score).length;
    }

    private double[] side(double score) {
        return score >= 0 ? positive : negative;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static long atLeast(double[] rising, double value) {
        return (long) rising.length - below(rising, value);
    }

    /** How many of rising values are below a value. */
    static int below(double[] rising, double value) {
        int low = 0;
        int high = rising.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rising[middle] >= value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
