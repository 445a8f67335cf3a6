package org.screlate.embed;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Aggregation;
import org.screlate.nn.Elements;
import org.screlate.nn.LeakyDropout;
import org.screlate.nn.Links;
import org.screlate.nn.LowRankConvolution;

/**
 * What a factorised model says, a block of cells at a time. A layer knows other cells only through the thin products of
 * its factors, {@code [cells × width]} or {@code [genes × width]}: so each needs one walk over the blocks, which makes the
 * table anew from expression and the thin products of the layers before. Memory grows with cells + genes, not with cells ×
 * genes; time with the square of the number of layers.
 *
 * <p>The walk is over the cells of the training, or over new ones, to whom the thin products of the training are known.
 */
final class CellWalk {
    /** Cells of a block. */
    static final int BLOCK = 512;

    private final ScNetModel model;
    private final StandardisedExpression expression;
    private final int block;
    private final Workers workers;
    private final @Nullable TrainedCells known;
    private final Aggregation aggregation;
    private final Aggregation narrowing;
    private final Links links;
    private final DenseMatrix[] thin;
    private final DenseMatrix[] mixed;
    private final DenseMatrix projected;
    private DenseMatrix geneSums = DenseMatrix.zeros(0, 0);

    /**
     * Walks over the cells of the training.
     *
     * @param graph {@code [cells × cells]}
     */
    CellWalk(
            ScNetModel model,
            StandardisedExpression expression,
            SparseMatrix graph,
            ScNetOptions.Model shape,
            int block,
            Workers workers) {
        this(model, expression, graph, shape, block, null, workers);
    }

    /**
     * Walks over new cells.
     *
     * @param model that has rows for the new cells only
     * @param expression of the new cells only
     * @param graph of the known cells and the new ones after them
     */
    CellWalk(
            ScNetModel model,
            StandardisedExpression expression,
            SparseMatrix graph,
            ScNetOptions.Model shape,
            int block,
            @Nullable TrainedCells known,
            Workers workers) {
        this.model = model;
        this.expression = expression;
        this.block = block;
        this.known = known;
        this.workers = workers;
        narrowing = Aggregation.symmetric(graph);
        aggregation = shape.form() == ScNetOptions.Form.SAGE ? Aggregation.mean(graph) : narrowing;
        links = new Links(graph, known == null ? graph.stored() : known.graph().stored());
        thin = new DenseMatrix[model.encoder().layers().size()];
        if (known != null && known.tables().size() != thin.length) {
            throw new InvalidInputException("the model is damaged: it has "
                    + known.tables().size() + " tables for " + thin.length + " layers; train it anew");
        }
        mixed = new DenseMatrix[thin.length];
        for (int l = 0; l < thin.length; l++) {
            mixed[l] = l % 2 == 0 ? mixedCells(l) : mixedGenes(l);
        }
        projected = belowKnown(known == null ? null : known.projected(), shape.hidden());
        if (known == null) {
            geneSums = DenseMatrix.zeros(expression.genes(), shape.hidden());
        }
        eachBlock(thin.length, (cells, table) -> {
            putRows(model.cellHead().project(table, null, workers), cells[0], projected);
            if (known == null) {
                add(model.geneHead().project(table, cells, workers), geneSums);
            }
        });
    }

    /** Embeddings of every gene and cell, and the attention of every edge. */
    ScNetModel.Embeddings embeddings() {
        GeneNetwork network = model.network();
        DenseMatrix genes = model.geneHead().fromProjected(geneSums, network.narrowing(), network.links(), workers);
        return new ScNetModel.Embeddings(genes, cells(), model.cellHead().weights());
    }

    /** Embedding of the cells walked over. */
    DenseMatrix cells() {
        return ownRows(model.cellHead().fromProjected(projected, narrowing, links, workers));
    }

    /** What new cells need of these, by layer: over cells before neighbours are summed, over genes after. */
    List<DenseMatrix> tables() {
        return IntStream.range(0, thin.length)
                .mapToObj(l -> l % 2 == 0 ? thin[l] : mixed[l])
                .toList();
    }

    /** What the head makes of each cell before neighbours are summed. */
    DenseMatrix projected() {
        return projected;
    }

    private DenseMatrix mixedCells(int l) {
        LowRankConvolution layer = layer(l);
        thin[l] = belowKnown(known == null ? null : known.tables().get(l), layer.width());
        eachBlock(l, (cells, table) -> putRows(layer.thin(table, null, workers), cells[0], thin[l]));
        return ownRows(layer.mix(thin[l], aggregation, workers));
    }

    private DenseMatrix mixedGenes(int l) {
        if (known != null) {
            return known.tables().get(l);
        }
        LowRankConvolution layer = layer(l);
        DenseMatrix sums = DenseMatrix.zeros(expression.genes(), layer.width());
        eachBlock(l, (cells, table) -> add(layer.thin(table, cells, workers), sums));
        return layer.mix(sums, model.network().aggregation(), workers);
    }

    /** Work on the table of some cells. */
    private interface BlockWork {
        void on(int[] cells, DenseMatrix table);
    }

    /** The table after some layers, for one block of cells after the other. */
    private void eachBlock(int layers, BlockWork work) {
        for (int from = 0; from < expression.cells(); from += block) {
            int[] cells = IntStream.range(from, Math.min(from + block, expression.cells()))
                    .toArray();
            DenseMatrix table = expression.cells(cells);
            for (int l = 0; l < layers; l++) {
                boolean overCells = l % 2 == 0;
                DenseMatrix thinner = overCells ? mixed[l].selectRows(cells) : mixed[l];
                DenseMatrix y =
                        layer(l).expand(thinner, overCells ? null : cells, table.rows(), table.columns(), workers);
                LeakyDropout.applyInPlace(y.values(), LeakyDropout.SLOPE, 0, 0, workers);
                add(y, table);
            }
            work.on(cells, table);
        }
    }

    private LowRankConvolution layer(int l) {
        return (LowRankConvolution) model.encoder().layers().get(l);
    }

    private void add(DenseMatrix part, DenseMatrix sum) {
        Elements.addInto(part.values(), sum.values(), workers);
    }

    private int knownCells() {
        return known == null ? 0 : known.graph().rows();
    }

    /** Rows of the known cells, then zeros for those walked over. */
    private DenseMatrix belowKnown(@Nullable DenseMatrix top, int width) {
        int rows = knownCells() + expression.cells();
        return top == null
                ? DenseMatrix.zeros(rows, width)
                : new DenseMatrix(rows, width, Arrays.copyOf(top.values(), Sizes.product(rows, width)));
    }

    private DenseMatrix ownRows(DenseMatrix all) {
        return known == null
                ? all
                : all.selectRows(IntStream.range(knownCells(), all.rows()).toArray());
    }

    private void putRows(DenseMatrix rows, int first, DenseMatrix to) {
        System.arraycopy(rows.values(), 0, to.values(), to.offset(knownCells() + first), rows.values().length);
    }
}
