package org.screlate.embed;

import org.screlate.matrix.SparseMatrix;
import org.screlate.nn.Aggregation;
import org.screlate.nn.Links;

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
}
