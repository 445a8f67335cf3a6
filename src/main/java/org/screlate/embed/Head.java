package org.screlate.embed;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Aggregation;
import org.screlate.nn.Attention;
import org.screlate.nn.LeakyDropout;
import org.screlate.nn.Links;
import org.screlate.nn.Narrowing;
import org.screlate.nn.Orientation;
import org.screlate.nn.Parameter;
import org.screlate.stats.random.Streams;

/** From the table to the embedding of its genes or its cells: a narrowing graph convolution, then attention. */
final class Head {
    private final Narrowing narrowing;
    private final Attention attention;
    private DenseMatrix hidden = DenseMatrix.zeros(0, 0);
    private DenseMatrix hiddenGradient = DenseMatrix.zeros(0, 0);
    private double lastDropout;

    Head(
            String name,
            Orientation orientation,
            Attention.Weighting weighting,
            int features,
            ScNetOptions.Model model,
            SplittableRandom random) {
        boolean steady = model.rank() > 0 && orientation == Orientation.NODES_IN_COLUMNS;
        narrowing = new Narrowing(name + ".narrow", orientation, features, model.hidden(), steady, random);
        attention = new Attention(name + ".attention", weighting, model.hidden(), model.dimensions(), random);
    }

    DenseMatrix forward(
            DenseMatrix table,
            Aggregation aggregation,
            Links links,
            int @Nullable [] features,
            double dropout,
            long seed,
            Workers workers) {
        return attend(narrowing.forward(table, aggregation, features, workers), links, dropout, seed, workers);
    }

    private DenseMatrix attend(DenseMatrix narrowed, Links links, double dropout, long seed, Workers workers) {
        hidden = narrowed;
        lastDropout = dropout;
        LeakyDropout.applyInPlace(hidden.values(), LeakyDropout.SLOPE, dropout, Streams.key(seed, "hidden"), workers);
        return attention.forward(hidden, links, dropout, Streams.key(seed, "attention"), workers);
    }

    /** X·W of {@link Narrowing}, for some of the features or the nodes. */
    DenseMatrix project(DenseMatrix table, int @Nullable [] features, Workers workers) {
        return narrowing.project(table, features, workers);
    }

    /** The embedding from all of X·W, without dropout. */
    DenseMatrix fromProjected(DenseMatrix projected, Aggregation aggregation, Links links, Workers workers) {
        return attend(narrowing.aggregate(projected, aggregation, workers), links, 0, 0, workers);
    }

    /** The attention of each edge in the last forward. */
    float[] weights() {
        return attention.weights();
    }

    /** Adds to the gradients of the parameters and of the table. */
    void backward(DenseMatrix d, DenseMatrix dTable, Workers workers) {
        DenseMatrix dHidden = hiddenGradient.reshaped(hidden.rows(), hidden.columns());
        hiddenGradient = dHidden;
        Arrays.fill(dHidden.values(), 0);
        attention.backward(d, dHidden, workers);
        LeakyDropout.backInPlace(hidden.values(), dHidden.values(), lastDropout, workers);
        narrowing.backward(dHidden, dTable, workers);
    }

    /** Lets go of what the last forward kept. */
    void forget() {
        hidden = DenseMatrix.zeros(0, 0);
        hiddenGradient = hidden;
        narrowing.forget();
        attention.forget();
    }

    List<Parameter> parameters() {
        return Stream.concat(narrowing.parameters().stream(), attention.parameters().stream())
                .toList();
    }
}
