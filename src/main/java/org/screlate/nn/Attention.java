package org.screlate.nn;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * One head of attention over the edges of a graph: \[ y_i = \sum_{e: j \to i} w_e \, v_j + S h_i, \qquad a_e = \langle q_i,
 * k_j \rangle / \sqrt d, \] with q, k, v and S h linear in h and the weights w from the products a, by {@link Weighting}.
 *
 * @see <a href="https://doi.org/10.24963/ijcai.2021/214">Shi et al. (2021)</a>
 */
public final class Attention {
    // Of the usual limit of values and skip: embeddings that start small start with a small loss.
    private static final double OUTPUT_GAIN = 0.3;

    private final Weighting weighting;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear skip;
    private @Nullable Pass pass;

    /** How products become weights. */
    public enum Weighting {
        /** Shares of each node's edges, with dropout. */
        SOFTMAX,
        /** The logistic function of products standardised over all edges. */
        GATE
    }

    /** Draws the weights. */
    public Attention(String name, Weighting weighting, int inputs, int outputs, SplittableRandom random) {
        this.weighting = weighting;
        this.query = new Linear(name + ".query", inputs, outputs, 1, random);
        this.key = new Linear(name + ".key", inputs, outputs, 1, random);
        this.value = new Linear(name + ".value", inputs, outputs, OUTPUT_GAIN, random);
        this.skip = new Linear(name + ".skip", inputs, outputs, OUTPUT_GAIN, random);
    }

    private record Pass(
            DenseMatrix h,
            DenseMatrix q,
            DenseMatrix k,
            DenseMatrix v,
            Links links,
            EdgeWeights how,
            float[] weights) {}

    /**
     * The embedding.
     *
     * @param h {@code [nodes × inputs]}
     * @param dropout of the shares of softmax
     * @param stream key of what is dropped, by {@link org.screlate.stats.random.Streams}
     */
    public DenseMatrix forward(DenseMatrix h, Links links, double dropout, long stream, Workers workers) {
        DenseMatrix q = query.forward(h, workers);
        DenseMatrix k = key.forward(h, workers);
        DenseMatrix v = value.forward(h, workers);
        EdgeWeights how = weighting == Weighting.GATE
                ? new GateWeights(links.standard())
                : new SoftmaxWeights(links, dropout, stream);
        float[] weights = how.forward(links.products(q, k, factor(q), workers));
        DenseMatrix y = skip.forward(h, workers);
        links.addSums(weights, v, 1, y, workers);
        pass = new Pass(h, q, k, v, links, how, weights);
        return y;
    }

    /** The weights of the last {@link #forward}, one an edge. */
    public float[] weights() {
        return Passes.last(pass).weights;
    }

    /** Adds to the gradients of the parameters, and to that of h. */
    public void backward(DenseMatrix dy, DenseMatrix dh, Workers workers) {
        Pass p = Passes.last(pass);
        pass = null;
        skip.backward(dy, dh, workers);
        DenseMatrix dv = DenseMatrix.zeros(dy.rows(), dy.columns());
        p.links.addSumsBack(p.weights, dy, 1, dv, workers);
        value.backward(dv, dh, workers);
        float[] da = p.how.backward(p.links.products(dy, p.v, 1, workers));
        DenseMatrix dq = DenseMatrix.zeros(dy.rows(), dy.columns());
        DenseMatrix dk = DenseMatrix.zeros(dy.rows(), dy.columns());
        p.links.addSums(da, p.k, factor(p.q), dq, workers);
        p.links.addSumsBack(da, p.q, factor(p.q), dk, workers);
        query.backward(dq, dh, workers);
        key.backward(dk, dh, workers);
    }

    private static float factor(DenseMatrix q) {
        return (float) (1 / Math.sqrt(q.columns()));
    }

    /** Lets go of what the last {@link #forward} kept. */
    public void forget() {
        pass = null;
        Stream.of(query, key, value, skip).forEach(Linear::forget);
    }

    /** What is learned. */
    public List<Parameter> parameters() {
        return Stream.of(query, key, value, skip)
                .flatMap(linear -> linear.parameters().stream())
                .toList();
    }
}
