package org.screlate.data;

import java.util.List;
import org.screlate.graph.NodePairs;

/**
 * Interactions of genes under the names of whoever listed them, as listed: pairs may be there twice, and a gene may
 * interact with itself.
 *
 * @param names unique
 * @param pairs numbers of names
 * @param scores one a pair, higher is surer; 1 where the list has none
 * @param notes what was left out and why, one line each
 */
public record Interactions(List<String> names, NodePairs pairs, float[] scores, List<String> notes) {
    /** Checks that scores fit and keeps its own copies. */
    public Interactions {
        names = List.copyOf(names);
        notes = List.copyOf(notes);
        if (scores.length != pairs.size()) {
            throw new IllegalArgumentException(scores.length + " scores for " + pairs.size() + " interactions");
        }
    }
}
