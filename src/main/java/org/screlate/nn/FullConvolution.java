package org.screlate.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.DenseProducts;
import org.screlate.matrix.Workers;

/**
 * A convolution with square weights {@code [features × features]}: \(Y = (P X) W_n + X W_s + 1 b^\top\) for neighbours and
 * self, as GraphSAGE, or \(Y = (P X) W + 1 b^\top\), as a graph convolution. Takes all features only.
 */
public final class FullConvolution implements Convolution {
    private final Orientation orientation;
    private final Parameter neighbours;
    private final @Nullable Parameter self;
    private final Parameter bias;
    private @Nullable Pass pass;

    /** Draws the weights. */
    public FullConvolution(
            String name, Orientation orientation, int features, boolean withSelf, SplittableRandom random) {
        // Variances 2 / features in all: half of a table is lost to the rectifier, and layers would make it ever
        // smaller.
        double limit = Math.sqrt((withSelf ? 3.0 : 6.0) / features);
        this.orientation = orientation;
        this.neighbours = Parameter.uniform(name + ".neighbours", features, features, limit, random);
        this.self = withSelf ? Parameter.uniform(name + ".self", features, features, limit, random) : null;
        this.bias = Parameter.zeros(name + ".bias", features, 1);
    }

    /** The tables as nodes × features. */
    private record Pass(DenseMatrix x, DenseMatrix aggregated, Aggregation aggregation) {}

    @Override
    public void forward(
            DenseMatrix table, Aggregation aggregation, int @Nullable [] features, DenseMatrix to, Workers workers) {
        if (features != null) {
            throw new IllegalArgumentException("full weights take all features, not " + features.length + " of them");
        }
        DenseMatrix x = turned(table);
        DenseMatrix aggregated = aggregation.of(x, workers);
        boolean asIs = orientation == Orientation.NODES_IN_ROWS;
        DenseMatrix y = asIs ? to : DenseMatrix.zeros(x.rows(), x.columns());
        DenseProducts.ab(aggregated, neighbours.value(), y, false, workers);
        if (self != null) {
            DenseProducts.ab(x, self.value(), y, true, workers);
        }
        pass = new Pass(x, aggregated, aggregation);
        if (!asIs) {
            System.arraycopy(y.transpose().values(), 0, to.values(), 0, to.values().length);
        }
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

    @Override
    public void backward(DenseMatrix gradient, @Nullable DenseMatrix dTable, Workers workers) {
        Pass p = Passes.last(pass);
        pass = null;
        DenseMatrix dy = turned(gradient);
        Elements.addSumOverNodes(dy, bias.gradient().values(), Orientation.NODES_IN_ROWS, workers);
        DenseProducts.atb(p.aggregated, dy, neighbours.gradient(), true, workers);
        if (self != null) {
            DenseProducts.atb(p.x, dy, self.gradient(), true, workers);
        }
        if (dTable != null) {
            addInputGradient(p.aggregation, dy, dTable, workers);
        }
    }

    private void addInputGradient(Aggregation aggregation, DenseMatrix dy, DenseMatrix dTable, Workers workers) {
        DenseMatrix dAggregated = DenseMatrix.zeros(dy.rows(), dy.columns());
        DenseProducts.abt(dy, neighbours.value(), dAggregated, false, workers);
        DenseMatrix dx = aggregation.back(dAggregated, workers);
        if (self != null) {
            DenseProducts.abt(dy, self.value(), dx, true, workers);
        }
        Elements.addInto(turned(dx).values(), dTable.values(), workers);
    }

    private DenseMatrix turned(DenseMatrix table) {
        return orientation == Orientation.NODES_IN_ROWS ? table : table.transpose();
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(neighbours, bias));
        if (self != null) {
            all.add(self);
        }
        return all;
    }
}
