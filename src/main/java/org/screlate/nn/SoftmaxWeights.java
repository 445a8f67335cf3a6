package org.screlate.nn;

import org.screlate.matrix.Workers;

/** \(p_e = e^{a_e} / \sum e^{a}\) over the edges of each node, then dropout. */
final class SoftmaxWeights implements EdgeWeights {
    private final Links links;
    private final double dropout;
    private final long key;
    private float[] shares = {};

    SoftmaxWeights(Links links, double dropout, long key) {
        this.links = links;
        this.dropout = dropout;
        this.key = key;
    }

    @Override
    public float[] forward(float[] products) {
        shares = new float[products.length];
        int[] offsets = links.offsets();
        for (int i = 0; i < links.nodes(); i++) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int e = offsets[i]; e < offsets[i + 1]; e++) {
                largest = Math.max(largest, products[e]);
            }
            double sum = 0;
            for (int e = offsets[i]; e < offsets[i + 1]; e++) {
                shares[e] = (float) Math.exp(products[e] - largest);
                sum += shares[e];
            }
            for (int e = offsets[i]; e < offsets[i + 1]; e++) {
                shares[e] = (float) (shares[e] / sum);
            }
        }
        return dropped(shares);
    }

    @Override
    public float[] backward(float[] dWeights) {
        float[] d = dropped(dWeights);
        int[] offsets = links.offsets();
        for (int i = 0; i < links.nodes(); i++) {
            double mean = 0;
            for (int e = offsets[i]; e < offsets[i + 1]; e++) {
                mean += (double) shares[e] * d[e];
            }
            for (int e = offsets[i]; e < offsets[i + 1]; e++) {
                d[e] = (float) (shares[e] * (d[e] - mean));
            }
        }
        return d;
    }

    private float[] dropped(float[] values) {
        float[] copy = values.clone();
        LeakyDropout.applyInPlace(copy, 1, dropout, key, Workers.ONE);
        return copy;
    }
}
