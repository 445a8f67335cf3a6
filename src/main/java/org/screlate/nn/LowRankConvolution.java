package org.screlate.nn;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * A convolution whose square weights are products of two thin factors, \(W = A B^\top\) with A and B {@code [features ×
 * rank]}: \[ Y = P (X A_n) B_n^\top + X A_s B_s^\top + 1 b^\top \] for neighbours and self, as GraphSAGE, or \(Y = P (X A)
 * B^\top + 1 b^\top\), as a graph convolution. The neighbours are summed in the thin space, so nothing is as large as
 * features × features, and the sum costs no more than rank numbers an edge.
 */
public final class LowRankConvolution implements Convolution {
    private final Orientation orientation;
    private final boolean withSelf;
    private final int allFeatures;
    private final Parameter down;
    private final Parameter up;
    private final Parameter bias;
    private @Nullable Pass pass;

    /**
     * Draws the weights.
     *
     * @param withSelf GraphSAGE's own weights for the node itself
     * @param steady whether A is learned the more slowly the more features there are
     */
    public LowRankConvolution(
            String name,
            Orientation orientation,
            int features,
            int rank,
            boolean withSelf,
            boolean steady,
            SplittableRandom random) {
        this.orientation = orientation;
        this.withSelf = withSelf;
        this.allFeatures = features;
        int width = withSelf ? 2 * rank : rank;
        // Variances 1 / features and 1 / (10 rank): the skip connection carries the start, the layer adds a little.
        Parameter drawn = Parameter.uniform(name + ".down", features, width, Math.sqrt(3.0 / features), random);
        this.down = steady ? drawn.ofSumsOver(features) : drawn;
        this.up = Parameter.uniform(name + ".up", features, width, Math.sqrt(0.3 / rank), random);
        this.bias = Parameter.zeros(name + ".bias", features, 1);
    }

    private record Pass(
            DenseMatrix x,
            Aggregation aggregation,
            int @Nullable [] features,
            DenseMatrix down,
            DenseMatrix up,
            DenseMatrix mixed) {}

    @Override
    public void forward(
            DenseMatrix x, Aggregation aggregation, int @Nullable [] features, DenseMatrix y, Workers workers) {
        DenseMatrix a = down.rows(features);
        DenseMatrix b = up.rows(features);
        DenseMatrix thin = orientation.toNodes(x, a, workers);
        Elements.scaleInPlace(thin, scale(features));
        DenseMatrix mixed = mix(thin, aggregation.of(thin, workers));
        pass = new Pass(x, aggregation, features, a, b, mixed);
        orientation.outer(mixed, b, y, false, workers);
    }

    @Override
    public float[] bias(int @Nullable [] features) {
        return bias.rows(features).values();
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public void forget() {
        pass = null;
    }

    /** The features of the nodes, before the neighbours are summed: {@code [nodes × width]}. */
    public DenseMatrix thin(DenseMatrix x, int @Nullable [] features, Workers workers) {
        return orientation.toNodes(x, down.rows(features), workers);
    }

    /** Columns of the thin space. */
    public int width() {
        return down.value().columns();
    }

    /** The sum over neighbours beside the node's own. */
    public DenseMatrix mix(DenseMatrix thin, Aggregation aggregation, Workers workers) {
        return mix(thin, aggregation.of(thin, workers));
    }

    /** From the thin space to a table of the nodes and features. */
    public DenseMatrix expand(DenseMatrix mixed, int @Nullable [] features, int rows, int columns, Workers workers) {
        DenseMatrix y = DenseMatrix.zeros(rows, columns);
        orientation.outer(mixed, up.rows(features), y, false, workers);
        Elements.addBias(y, bias(features), orientation, workers);
        return y;
    }

    @Override
    public void backward(DenseMatrix dy, @Nullable DenseMatrix dx, Workers workers) {
        Pass p = Passes.last(pass);
        pass = null;
        DenseMatrix db = up.gradientRows(p.features);
        DenseMatrix dBias = bias.gradientRows(p.features);
        Elements.addSumOverNodes(dy, dBias.values(), orientation, workers);
        orientation.addToFeatures(dy, p.mixed, db, workers);
        DenseMatrix dMixed = orientation.toNodes(dy, p.up, workers);
        DenseMatrix dThin = mix(dMixed, p.aggregation.back(dMixed, workers));
        Elements.scaleInPlace(dThin, scale(p.features));
        DenseMatrix da = down.gradientRows(p.features);
        orientation.addToFeatures(p.x, dThin, da, workers);
        if (dx != null) {
            orientation.outer(dThin, p.down, dx, true, workers);
        }
        up.addToGradient(p.features, db);
        bias.addToGradient(p.features, dBias);
        down.addToGradient(p.features, da);
    }

    /** Takes the half for the nodes themselves, which no neighbour enters, from the first; overwrites the second. */
    private DenseMatrix mix(DenseMatrix own, DenseMatrix aggregated) {
        int half = own.columns() / 2;
        for (int i = 0; withSelf && i < own.rows(); i++) {
            int at = own.offset(i) + half;
            System.arraycopy(own.values(), at, aggregated.values(), at, half);
        }
        return aggregated;
    }

    // A sum over some of the features stands for the sum over all.
    private float scale(int @Nullable [] features) {
        return features == null ? 1 : (float) allFeatures / features.length;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(down, up, bias);
    }
}
