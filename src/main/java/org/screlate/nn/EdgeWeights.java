package org.screlate.nn;

/** Turns the products of queries and keys into the weights of edges, and gradients back. */
interface EdgeWeights {
    /** One weight an edge, from one product an edge. */
    float[] forward(float[] products);

    /** The gradient of the products from that of the weights. */
    float[] backward(float[] dWeights);
}
