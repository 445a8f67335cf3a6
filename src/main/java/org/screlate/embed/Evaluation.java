package org.screlate.embed;

import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** What the model says of all cells and all edges, nothing dropped. */
interface Evaluation {
    /** Embeddings of every gene and cell, and the attention of every edge of the graph. */
    ScNetModel.Embeddings embeddings(SparseMatrix graph);

    /** All cells at once. */
    record Whole(ScNetModel model, CellBatches batches, Workers workers) implements Evaluation {
        @Override
        public ScNetModel.Embeddings embeddings(SparseMatrix graph) {
            return model.evaluate(batches.whole(graph), workers);
        }
    }

    /** A block of cells at a time, with the very same answer. */
    record Streamed(
            ScNetModel model, StandardisedExpression expression, ScNetOptions options, int block, Workers workers)
            implements Evaluation {
        @Override
        public ScNetModel.Embeddings embeddings(SparseMatrix graph) {
            return new CellWalk(model, expression, graph, options.model(), block, workers).embeddings();
        }
    }
}
