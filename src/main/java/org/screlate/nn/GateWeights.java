package org.screlate.nn;

/**
 * \(w_e = \sigma(3 (a_e - m) / s)\) with the mean m and unbiased standard deviation s of the products of the
 * first edges, all in training: each edge is judged
 * on its own, not against the others of its node.
 */
final class GateWeights implements EdgeWeights {
    private static final double STEEPNESS = 3;
    // Stands in for a deviation of 0, where all edges look alike.
    private static final double TINY = 1e-12;

    private final int standard;
    private float[] standardised = {};
    private float[] weights = {};
    private double deviation;

    /** Takes how many of the edges mean and deviation are of. */
    GateWeights(int standard) {
        this.standard = standard;
    }

    @Override
    public float[] forward(float[] products) {
        double mean = 0;
        for (int e = 0; e < standard; e++) {
            mean += products[e];
        }
        mean /= Math.max(1, standard);
        double squares = 0;
        for (int e = 0; e < standard; e++) {
            squares += (products[e] - mean) * (products[e] - mean);
        }
        deviation = Math.sqrt(squares / Math.max(1, standard - 1)) + TINY;
        standardised = new float[products.length];
        weights = new float[products.length];
        for (int e = 0; e < products.length; e++) {
            standardised[e] = (float) ((products[e] - mean) / deviation);
            weights[e] = (float) (1 / (1 + Math.exp(-STEEPNESS * standardised[e])));
        }
        return weights;
    }

    @Override
    public float[] backward(float[] dWeights) {
        int n = weights.length;
        double[] d = new double[n];
        double mean = 0;
        double along = 0;
        for (int e = 0; e < n; e++) {
            d[e] = dWeights[e] * (double) weights[e] * (1 - weights[e]);
            mean += d[e] / n;
            along += d[e] * standardised[e] / Math.max(1, n - 1);
        }
        float[] dProducts = new float[n];
        for (int e = 0; e < n; e++) {
            dProducts[e] = (float) (STEEPNESS / deviation * (d[e] - mean - standardised[e] * along));
        }
        return dProducts;
    }
}
