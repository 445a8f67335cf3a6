package org.screlate.impute;

import java.util.Arrays;
import org.screlate.matrix.DenseMatrix;

/**
 * Mean and standard deviation (n − 1) of each gene; a gene that does not vary takes the mean of all deviations.
 *
 * @param means length genes
 * @param deviations length genes, above 0 unless no gene varies
 */
record Standardisation(float[] means, float[] deviations) {
    // Below this share of the mean a deviation is rounding: the gene does not vary.
    private static final double ROUNDING = 1e-6;

    static Standardisation of(DenseMatrix x) {
        int genes = x.columns();
        double[] means = new double[genes];
        for (int c = 0; c < x.rows(); c++) {
            for (int g = 0; g < genes; g++) {
                means[g] += x.values()[x.offset(c) + g];
            }
        }
        for (int g = 0; g < genes; g++) {
            means[g] /= x.rows();
        }
        double[] squares = new double[genes];
        for (int c = 0; c < x.rows(); c++) {
            for (int g = 0; g < genes; g++) {
                double difference = x.values()[x.offset(c) + g] - means[g];
                squares[g] += difference * difference;
            }
        }
        return new Standardisation(floats(means), deviations(means, squares, x.rows()));
    }

    /** Means 0 and deviations 1: values stay as they are. */
    static Standardisation none(int genes) {
        float[] ones = new float[genes];
        Arrays.fill(ones, 1);
        return new Standardisation(new float[genes], ones);
    }

    private static float[] deviations(double[] means, double[] squares, int cells) {
        double[] deviations = new double[means.length];
        double sum = 0;
        for (int g = 0; g < means.length; g++) {
            double deviation = Math.sqrt(squares[g] / (cells - 1));
            deviations[g] = deviation > ROUNDING * Math.abs(means[g]) ? deviation : 0;
            sum += deviations[g];
        }
        for (int g = 0; g < means.length; g++) {
            deviations[g] = deviations[g] > 0 ? deviations[g] : sum / means.length;
        }
        return floats(deviations);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    float standardised(int gene, float value) {
        return deviations[gene] > 0 ? (value - means[gene]) / deviations[gene] : 0;
    }

    float restored(int gene, float value) {
        return value * deviations[gene] + means[gene];
    }
}
