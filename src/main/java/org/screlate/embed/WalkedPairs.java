package org.screlate.embed;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.screlate.graph.LogWalk;
import org.screlate.graph.NodePairs;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** Walks between the genes of several lists of pairs, all made in one go: a walk from a gene serves all its pairs. */
public final class WalkedPairs {
    private final IdentityHashMap<NodePairs, double[][]> steps = new IdentityHashMap<>();

    /**
     * Walks.
     *
     * @param network {@code [genes × genes]}, training interactions
     */
    public WalkedPairs(SparseMatrix network, List<NodePairs> lists, Workers workers) {
        int[] first =
                lists.stream().flatMapToInt(list -> Arrays.stream(list.first())).toArray();
        int[] second = lists.stream()
                .flatMapToInt(list -> Arrays.stream(list.second()))
                .toArray();
        double[][] all = new LogWalk(network).steps(new NodePairs(first, second), workers);
        int from = 0;
        for (NodePairs list : lists) {
            int start = from;
            from += list.size();
            int end = from;
            steps.put(
                    list,
                    Arrays.stream(all)
                            .map(step -> Arrays.copyOfRange(step, start, end))
                            .toArray(double[][]::new));
        }
    }

    /** {@link LogWalk#steps} of one of the lists. */
    public double[][] of(NodePairs list) {
        double[][] found = steps.get(list);
        if (found == null) {
            throw new IllegalArgumentException("pairs that were not walked between");
        }
        return found;
    }
}
