package org.screlate.embed;

import java.util.stream.IntStream;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Elements;
import org.screlate.nn.LeakyDropout;
import org.screlate.nn.Links;
import org.screlate.nn.LowRankConvolution;

/** What the model says of all cells and all edges, nothing dropped. */
interface Evaluation {
    /** Cells of a block. */
    int BLOCK = 512;

    /** Embeddings of every gene and cell, and the attention of every edge of the graph. */
    ScNetModel.Embeddings embeddings(SparseMatrix graph);

    /** All cells at once. */
    record Whole(ScNetModel model, CellBatches batches, Workers workers) implements Evaluation {
        @Override
        public ScNetModel.Embeddings embeddings(SparseMatrix graph) {
            return model.evaluate(batches.whole(graph), workers);
        }
    }

    /**
     * A block of cells at a time, with the very same answer. A factorised layer knows the other cells only through the thin
     * products of its factors, {@code [cells × width]} or {@code [genes × width]}: so each layer needs one walk over the
     * blocks, which makes the table anew from expression and the thin products of the layers before. Memory grows with
     * cells + genes, not with cells × genes; time with the square of the number of layers.
     */
    record Streamed(
            ScNetModel model, StandardisedExpression expression, ScNetOptions options, int block, Workers workers)
            implements Evaluation {
        @Override
        public ScNetModel.Embeddings embeddings(SparseMatrix graph) {
            return new Walk(this, graph).embeddings();
        }
    }

    /** One streamed evaluation. */
    final class Walk {
        private final Streamed of;
        private final CellBatch all;
        private final DenseMatrix[] mixed;

        Walk(Streamed of, SparseMatrix graph) {
            this.of = of;
            this.all = CellBatch.of(
                    null,
                    DenseMatrix.zeros(0, 0),
                    DenseMatrix.zeros(0, 0),
                    graph,
                    of.options.model().form());
            this.mixed = new DenseMatrix[of.model.encoder().layers().size()];
        }

        ScNetModel.Embeddings embeddings() {
            for (int l = 0; l < mixed.length; l++) {
                mixed[l] = l % 2 == 0 ? mixedCells(l) : mixedGenes(l);
            }
            int hidden = of.options.model().hidden();
            DenseMatrix cells = DenseMatrix.zeros(of.expression.cells(), hidden);
            DenseMatrix genes = DenseMatrix.zeros(of.expression.genes(), hidden);
            eachBlock(mixed.length, (block, table) -> {
                putRows(of.model.cellHead().project(table, null, of.workers), block[0], cells);
                add(of.model.geneHead().project(table, block, of.workers), genes);
            });
            Links links = of.model.network().links();
            DenseMatrix geneEmbedding =
                    of.model.geneHead().fromProjected(genes, of.model.network().narrowing(), links, of.workers);
            DenseMatrix cellEmbedding =
                    of.model.cellHead().fromProjected(cells, all.narrowing(), all.links(), of.workers);
            return new ScNetModel.Embeddings(
                    geneEmbedding, cellEmbedding, of.model.cellHead().weights());
        }

        private DenseMatrix mixedCells(int l) {
            LowRankConvolution layer = layer(l);
            DenseMatrix thin = DenseMatrix.zeros(of.expression.cells(), layer.width());
            eachBlock(l, (block, table) -> putRows(layer.thin(table, null, of.workers), block[0], thin));
            return layer.mix(thin, all.aggregation(), of.workers);
        }

        private DenseMatrix mixedGenes(int l) {
            LowRankConvolution layer = layer(l);
            DenseMatrix thin = DenseMatrix.zeros(of.expression.genes(), layer.width());
            eachBlock(l, (block, table) -> add(layer.thin(table, block, of.workers), thin));
            return layer.mix(thin, of.model.network().aggregation(), of.workers);
        }

        /** Work on the table of some cells. */
        private interface BlockWork {
            void on(int[] cells, DenseMatrix table);
        }

        /** The table after some layers, for one block of cells after the other. */
        private void eachBlock(int layers, BlockWork work) {
            int cells = of.expression.cells();
            for (int from = 0; from < cells; from += of.block) {
                int[] block =
                        IntStream.range(from, Math.min(from + of.block, cells)).toArray();
                DenseMatrix table = of.expression.cells(block);
                for (int l = 0; l < layers; l++) {
                    boolean overCells = l % 2 == 0;
                    DenseMatrix thin = overCells ? mixed[l].selectRows(block) : mixed[l];
                    DenseMatrix y =
                            layer(l).expand(thin, overCells ? null : block, table.rows(), table.columns(), of.workers);
                    LeakyDropout.applyInPlace(y.values(), LeakyDropout.SLOPE, 0, 0, of.workers);
                    add(y, table);
                }
                work.on(block, table);
            }
        }

        private LowRankConvolution layer(int l) {
            return (LowRankConvolution) of.model.encoder().layers().get(l);
        }

        private void add(DenseMatrix part, DenseMatrix sum) {
            Elements.addInto(part.values(), sum.values(), of.workers);
        }

        private static void putRows(DenseMatrix rows, int first, DenseMatrix to) {
            System.arraycopy(rows.values(), 0, to.values(), to.offset(first), rows.values().length);
        }
    }
}
