package org.screlate.stats.copula;

/** Nodes and weights of the Gauss–Legendre rule on [-1, 1], by Newton's method on Legendre's polynomial. */
final class GaussLegendre {
    private final double[] nodes;
    private final double[] weights;

    GaussLegendre(int n) {
        nodes = new double[n];
        weights = new double[n];
        for (int i = 0; i < n; i++) {
            double z = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 0;
            for (int step = 0; step < 20; step++) {
                double before = 1;
                double value = z;
                for (int k = 2; k <= n; k++) {
                    double next = ((2 * k - 1) * z * value - (k - 1) * before) / k;
                    before = value;
                    value = next;
                }
                slope = n * (z * value - before) / (z * z - 1);
                z -= value / slope;
            }
            nodes[i] = z;
            weights[i] = 2 / ((1 - z * z) * slope * slope);
        }
    }

    int size() {
        return nodes.length;
    }

    double node(int i) {
        return nodes[i];
    }

    double weight(int i) {
        return weights[i];
    }
}
