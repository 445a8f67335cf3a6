package org.screlate.graph;

/**
 * Pairs of nodes, such as held-out edges or pairs that no edge joins.
 *
 * @param first one node of each pair
 * @param second the other, as many
 */
public record NodePairs(int[] first, int[] second) {
    /** No pairs. */
    public static final NodePairs NONE = new NodePairs(new int[0], new int[0]);

    /** Checks that the two fit. */
    public NodePairs {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " first nodes but " + second.length + " second ones");
        }
    }

    /** How many there are. */
    public int size() {
        return first.length;
    }
}
