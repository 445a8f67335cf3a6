package org.screlate.embed;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Attention;
import org.screlate.nn.Orientation;
import org.screlate.nn.Parameter;
import org.screlate.stats.random.Streams;

/** The whole network: encoder, the two heads, decoder. */
final class ScNetModel {
    private final ScNetOptions.Model model;
    private final GeneNetwork network;
    private final Encoder encoder;
    private final Head geneHead;
    private final Head cellHead;
    private final Decoder decoder;
    private final List<Parameter> parameters;

    ScNetModel(ScNetOptions options, GeneNetwork network, int genes, int cells) {
        this.model = options.model();
        this.network = network;
        SplittableRandom random = Streams.of(options.seed(), "weights");
        encoder = new Encoder(model, genes, cells, random);
        geneHead = new Head("gene", Orientation.NODES_IN_ROWS, Attention.Weighting.SOFTMAX, cells, model, random);
        cellHead = new Head("cell", Orientation.NODES_IN_COLUMNS, Attention.Weighting.GATE, genes, model, random);
        decoder = new Decoder(model, genes, random);
        parameters = Stream.of(encoder.parameters(), geneHead.parameters(), cellHead.parameters(), decoder.parameters())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * What the network says of a batch.
     *
     * @param genes {@code [genes × dimensions]}
     * @param cells {@code [cells × dimensions]}
     * @param attention of each edge of the batch's graph
     */
    record Embeddings(DenseMatrix genes, DenseMatrix cells, float[] attention) {}

    /**
     * Both embeddings in training, with dropout that follows from the seed.
     *
     * @param seen the network without the edges that are withheld in this step
     */
    Embeddings forward(CellBatch batch, GeneNetwork seen, long seed, Workers workers) {
        return forward(batch, seen, model.dropout(), seed, workers);
    }

    /** Both embeddings, nothing dropped. */
    Embeddings evaluate(CellBatch batch, Workers workers) {
        return forward(batch, network, 0, 0, workers);
    }

    private Embeddings forward(CellBatch batch, GeneNetwork seen, double dropout, long seed, Workers workers) {
        DenseMatrix table = encoder.forward(batch, seen, dropout, Streams.key(seed, "encoder"), workers);
        long geneSeed = Streams.key(seed, "gene head");
        long cellSeed = Streams.key(seed, "cell head");
        DenseMatrix genes =
                geneHead.forward(table, seen.narrowing(), seen.links(), batch.cells(), dropout, geneSeed, workers);
        DenseMatrix cells = cellHead.forward(table, batch.narrowing(), batch.links(), null, dropout, cellSeed, workers);
        return new Embeddings(genes, cells, cellHead.weights());
    }

    /** Reconstructed expression, up to location and scale of each gene: {@code [genes × cells]}. */
    DenseMatrix decode(DenseMatrix cells, Workers workers) {
        return decoder.forward(cells, workers);
    }

    /** Expression as decoded from all cells, with each gene's location and scale as in the input. */
    ScNetResult.Reconstruction reconstruction(DenseMatrix cells, StandardisedExpression expression, Workers workers) {
        return decoder.reconstruction(cells, expression, workers);
    }

    /** Adds to the gradients of all parameters, from those of the last forward's embeddings and of the decoded. */
    void backward(DenseMatrix dGenes, DenseMatrix dCells, DenseMatrix dDecoded, Workers workers) {
        decoder.backward(dDecoded, dCells, workers);
        DenseMatrix dTable = encoder.zeros();
        geneHead.backward(dGenes, dTable, workers);
        cellHead.backward(dCells, dTable, workers);
        encoder.backward(dTable, workers);
    }

    /** Lets go of all tables: of the model its parameters stay. */
    void forget() {
        encoder.forget();
        geneHead.forget();
        cellHead.forget();
        decoder.forget();
    }

    /** Whether a parameter has a row for each cell. */
    static boolean hasARowForEachCell(String name) {
        return name.startsWith("genes") || name.equals("gene.narrow.weight");
    }

    /** Whether those rows make values of the cell; else they carry values of the cell to the genes. */
    static boolean tellsCells(String name) {
        return name.endsWith(".up") || name.endsWith(".bias");
    }

    Encoder encoder() {
        return encoder;
    }

    Head geneHead() {
        return geneHead;
    }

    Head cellHead() {
        return cellHead;
    }

    GeneNetwork network() {
        return network;
    }

    List<Parameter> parameters() {
        return parameters;
    }
}
