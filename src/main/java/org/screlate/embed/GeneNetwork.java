package org.screlate.embed;

import org.screlate.matrix.SparseMatrix;
import org.screlate.nn.Aggregation;
import org.screlate.nn.Links;
import org.screlate.stats.random.Streams;

/**
 * The training interactions as the model uses them.
 *
 * @param aggregation of the convolutions
 * @param narrowing of the step to the head
 * @param links of the attention
 */
record GeneNetwork(Aggregation aggregation, Aggregation narrowing, Links links) {
    static GeneNetwork of(SparseMatrix edges, ScNetOptions.Form form) {
        Aggregation symmetric = Aggregation.symmetric(edges);
        Aggregation aggregation = form == ScNetOptions.Form.SAGE ? Aggregation.mean(edges) : symmetric;
        return new GeneNetwork(aggregation, symmetric, new Links(edges));
    }

    /** Without a share of the edges, both ways alike; the seed and an edge's ends say whether it goes. */
    static GeneNetwork withholding(double share, SparseMatrix edges, ScNetOptions.Form form, long seed) {
        return of(withoutShare(share, edges, seed), form);
    }

    static SparseMatrix withoutShare(double share, SparseMatrix edges, long seed) {
        long key = Streams.key(seed, "withheld edges");
        int n = edges.rows();
        int[] ends = edges.indices();
        return CellPruning.keep(edges, (row, edge) -> {
            long pair = (long) Math.min(row, ends[edge]) * n + Math.max(row, ends[edge]);
            return Streams.uniform(key, pair) >= share;
        });
    }
}
