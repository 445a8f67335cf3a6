package org.screlate.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneEmbedding;

/** Vectors of mean 0 and length 1, so that their products are correlations; constant ones are 0 and correlate with none. */
final class CorrelatedPoints {
    private CorrelatedPoints() {}

    /** The coordinates of some genes, {@code [genes][dimensions]}. */
    static double[][] of(GeneEmbedding embedding, List<String> genes) {
        Map<String, Integer> numbers = CellMatrix.index("gene", embedding.genes());
        double[][] points = new double[genes.size()][];
        for (int g = 0; g < points.length; g++) {
            int row = Objects.requireNonNull(numbers.get(genes.get(g)));
            double[] values = new double[embedding.dimensions().size()];
            for (int d = 0; d < values.length; d++) {
                values[d] = embedding.values().get(row, d);
            }
            points[g] = standardised(values);
        }
        return points;
    }

    static double[] standardised(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double[] standard = new double[values.length];
        for (int d = 0; d < values.length && squares > 0; d++) {
            standard[d] = (values[d] - mean) / Math.sqrt(squares);
        }
        return standard;
    }

    static double correlation(double[] one, double[] other) {
        double product = 0;
        for (int d = 0; d < one.length; d++) {
            product += one[d] * other[d];
        }
        return product;
    }

    static double[] sum(double[][] points, int[] rows) {
        double[] sum = new double[points[0].length];
        for (int row : rows) {
            for (int d = 0; d < sum.length; d++) {
                sum[d] += points[row][d];
            }
        }
        return sum;
    }
}
