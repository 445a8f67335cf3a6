package org.screlate.embed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Aggregation;
import org.screlate.nn.Convolution;
import org.screlate.nn.FullConvolution;
import org.screlate.nn.LowRankConvolution;
import org.screlate.nn.Orientation;
import org.screlate.nn.Parameter;
import org.screlate.nn.SkipActivation;
import org.screlate.stats.random.Streams;

/**
 * The alternating convolutions over one table S {@code [genes × cells]}, expression at first: layer 2l over the cell graph,
 * whose features are genes, layer 2l + 1 over the gene network, whose features are cells. With factorised weights each
 * adds to the table what it finds, \(S \leftarrow S + \phi(\mathrm{conv}(S))\); with full ones it replaces it.
 */
final class Encoder {
    private final List<Convolution> layers = new ArrayList<>();
    private final List<SkipActivation> activations = new ArrayList<>();
    /** What each layer gave, and one more that is overwritten by each. */
    private final List<DenseMatrix> tables = new ArrayList<>();

    private final boolean skips;

    Encoder(ScNetOptions.Model model, int genes, int cells, SplittableRandom random) {
        skips = model.rank() > 0;
        for (int l = 0; l < model.layers(); l++) {
            layers.add(layer("cells" + l, Orientation.NODES_IN_COLUMNS, genes, model, random));
            layers.add(layer("genes" + l, Orientation.NODES_IN_ROWS, cells, model, random));
            activations.add(new SkipActivation());
            activations.add(new SkipActivation());
        }
    }

    private static Convolution layer(
            String name, Orientation orientation, int features, ScNetOptions.Model model, SplittableRandom random) {
        boolean withSelf = model.form() == ScNetOptions.Form.SAGE;
        return model.rank() > 0
                ? new LowRankConvolution(
                        name,
                        orientation,
                        features,
                        model.rank(),
                        withSelf,
                        orientation == Orientation.NODES_IN_COLUMNS,
                        random)
                : new FullConvolution(name, orientation, features, withSelf, random);
    }

    /** The table after all layers; valid until the next call, as its place is used again. */
    DenseMatrix forward(CellBatch batch, GeneNetwork network, double dropout, long seed, Workers workers) {
        DenseMatrix table = batch.expression();
        DenseMatrix y = room(layers.size(), table);
        for (int l = 0; l < layers.size(); l++) {
            boolean overCells = l % 2 == 0;
            Aggregation aggregation = overCells ? batch.aggregation() : network.aggregation();
            int @Nullable [] features = overCells ? null : batch.cells();
            Convolution layer = layers.get(l);
            layer.forward(table, aggregation, features, y, workers);
            DenseMatrix next = room(l, table);
            activations
                    .get(l)
                    .forward(
                            y,
                            layer.bias(features),
                            layer.orientation(),
                            skips ? table : null,
                            dropout,
                            Streams.key(seed, "layer", l),
                            next,
                            workers);
            table = next;
        }
        return table;
    }

    /** Adds to the gradients of the parameters; overwrites d, the gradient of what {@link #forward} gave. */
    void backward(DenseMatrix d, Workers workers) {
        DenseMatrix gradient = d;
        DenseMatrix before = room(layers.size(), d);
        for (int l = layers.size() - 1; l > 0; l--) {
            activations.get(l).backInPlace(gradient, skips ? before : null, workers);
            if (!skips) {
                Arrays.fill(before.values(), 0);
            }
            layers.get(l).backward(gradient, before, workers);
            DenseMatrix spare = gradient;
            gradient = before;
            before = spare;
        }
        // Below the first layer is expression, of which no gradient is asked for.
        activations.get(0).backInPlace(gradient, null, workers);
        layers.get(0).backward(gradient, null, workers);
    }

    /** For the gradient of what {@link #forward} gave; valid until the next call. */
    DenseMatrix zeros() {
        DenseMatrix zeros = room(layers.size() + 1, tables.get(layers.size()));
        Arrays.fill(zeros.values(), 0);
        return zeros;
    }

    /** A table of that number and of the shape of another, the last time's if it has that shape. */
    private DenseMatrix room(int number, DenseMatrix like) {
        while (tables.size() <= number) {
            tables.add(DenseMatrix.zeros(0, 0));
        }
        DenseMatrix table = tables.get(number).reshaped(like.rows(), like.columns());
        tables.set(number, table);
        return table;
    }

    /** Lets go of all tables. */
    void forget() {
        tables.clear();
        layers.forEach(Convolution::forget);
        activations.replaceAll(activation -> new SkipActivation());
    }

    List<Convolution> layers() {
        return layers;
    }

    List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }
}
