package org.screlate.embed;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Aggregation;
import org.screlate.nn.Convolution;
import org.screlate.nn.Elements;
import org.screlate.nn.FullConvolution;
import org.screlate.nn.LeakyDropout;
import org.screlate.nn.LowRankConvolution;
import org.screlate.nn.Orientation;
import org.screlate.nn.Parameter;
import org.screlate.stats.Streams;

/**
 * The alternating convolutions over one table S {@code [genes × cells]}, expression at first: layer 2l over the cell graph,
 * whose features are genes, layer 2l + 1 over the gene network, whose features are cells. With factorised weights each
 * adds to the table what it finds, \(S \leftarrow S + \phi(\mathrm{conv}(S))\); with full ones it replaces it.
 */
final class Encoder {
    private final List<Convolution> layers = new ArrayList<>();
    private final List<DenseMatrix> outputs = new ArrayList<>();
    private final boolean skips;
    private double lastDropout;

    Encoder(ScNetOptions.Model model, int genes, int cells, SplittableRandom random) {
        skips = model.rank() > 0;
        for (int l = 0; l < model.layers(); l++) {
            layers.add(layer("cells" + l, Orientation.NODES_IN_COLUMNS, genes, model, random));
            layers.add(layer("genes" + l, Orientation.NODES_IN_ROWS, cells, model, random));
        }
    }

    private static Convolution layer(
            String name, Orientation orientation, int features, ScNetOptions.Model model, SplittableRandom random) {
        boolean withSelf = model.form() == ScNetOptions.Form.SAGE;
        return model.rank() > 0
                ? new LowRankConvolution(name, orientation, features, model.rank(), withSelf, random)
                : new FullConvolution(name, orientation, features, withSelf, random);
    }

    DenseMatrix forward(CellBatch batch, GeneNetwork network, double dropout, long seed, Workers workers) {
        outputs.clear();
        lastDropout = dropout;
        DenseMatrix table = batch.expression();
        for (int l = 0; l < layers.size(); l++) {
            boolean overCells = l % 2 == 0;
            Aggregation aggregation = overCells ? batch.aggregation() : network.aggregation();
            int @Nullable [] features = overCells ? null : batch.cells();
            DenseMatrix y = layers.get(l).forward(table, aggregation, features, workers);
            LeakyDropout.applyInPlace(y.values(), LeakyDropout.SLOPE, dropout, Streams.key(seed, "layer", l), workers);
            outputs.add(y);
            table = skips ? Elements.sum(table, y, workers) : y;
        }
        return table;
    }

    /** Adds to the gradients of the parameters; overwrites d, the gradient of what {@link #forward} gave. */
    void backward(DenseMatrix d, Workers workers) {
        DenseMatrix gradient = d;
        for (int l = layers.size() - 1; l >= 0; l--) {
            DenseMatrix before = skips ? gradient.copy() : DenseMatrix.zeros(gradient.rows(), gradient.columns());
            LeakyDropout.backInPlace(outputs.get(l).values(), gradient.values(), lastDropout, workers);
            layers.get(l).backward(gradient, before, workers);
            gradient = before;
        }
        outputs.clear();
    }

    List<Convolution> layers() {
        return layers;
    }

    List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }
}
