package org.screlate.graph;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.random.RandomOrder;
import org.screlate.stats.random.Streams;

/**
 * Pairs that no edge joins, to tell edges from. Most edges have an end of many partners and most pairs drawn
 * uniformly have not, so whoever knows degrees alone tells these apart; matched pairs have the ends of the edges.
 */
final class NonEdges {
    private static final int MOST_TRIES = 100;

    private final SparseMatrix network;
    private final SplittableRandom random;
    private final int[] nodes;
    private final Set<Long> taken = new HashSet<>();

    private NonEdges(SparseMatrix network, SplittableRandom random) {
        this.network = network;
        this.random = random;
        this.nodes = IntStream.range(0, network.rows())
                .filter(i -> network.offsets()[i] < network.offsets()[i + 1])
                .toArray();
    }

    /**
     * Different pairs drawn from all nodes with an edge that no edge joins, each as likely. Nodes without an edge would be told by
     * that alone.
     *
     * @param network {@code [nodes × nodes]}, symmetric, nothing on the diagonal; held-out edges too
     * @param number wanted; all pairs there are if they are fewer
     */
    static NodePairs uniform(SparseMatrix network, int number, long seed) {
        NonEdges draws = new NonEdges(network, Streams.of(seed, "uniform non-edges"));
        long nodes = draws.nodes.length;
        long pairs = nodes * (nodes - 1) / 2 - network.stored() / 2;
        return 2L * number > pairs ? draws.choose(number, (int) pairs) : draws.draw(number);
    }

    /**
     * Pairs of like degrees: the ends of edges, each as often as they hold it, paired anew at random. A pair that is an
     * edge, one node twice or there already swaps ends with others; it is left out if {@value #MOST_TRIES} of them do not
     * help, so the pairs may be fewer than the edges.
     *
     * @param network {@code [nodes × nodes]}, symmetric; held-out edges too
     * @param edges those to tell from the pairs
     */
    static NodePairs matched(SparseMatrix network, NodePairs edges, long seed) {
        return new NonEdges(network, Streams.of(seed, "matched non-edges")).pairAnew(edges);
    }

    private NodePairs draw(int number) {
        int[] first = new int[number];
        int[] second = new int[number];
        for (int i = 0; i < number; ) {
            int a = nodes[random.nextInt(nodes.length)];
            int b = nodes[random.nextInt(nodes.length)];
            if (isFree(a, b) && taken.add(key(a, b))) {
                first[i] = Math.min(a, b);
                second[i++] = Math.max(a, b);
            }
        }
        return new NodePairs(first, second);
    }

    /** From the list of all pairs, which are few. */
    private NodePairs choose(int number, int pairs) {
        int[] first = new int[pairs];
        int[] second = new int[pairs];
        int next = 0;
        for (int i = 0; i < nodes.length; i++) {
            for (int j = i + 1; j < nodes.length; j++) {
                if (isFree(nodes[i], nodes[j])) {
                    first[next] = nodes[i];
                    second[next++] = nodes[j];
                }
            }
        }
        int[] order = RandomOrder.of(pairs, random);
        return new NodePairs(first, second).select(Arrays.copyOf(order, Math.min(number, pairs)));
    }

    private NodePairs pairAnew(NodePairs edges) {
        int size = edges.size();
        int[] order = RandomOrder.of(2 * size, random);
        int[] first = new int[size];
        int[] second = new int[size];
        for (int i = 0; i < size; i++) {
            first[i] = end(edges, order[2 * i]);
            second[i] = end(edges, order[2 * i + 1]);
        }
        boolean[] good = new boolean[size];
        for (int i = 0; i < size; i++) {
            good[i] = isFree(first[i], second[i]) && taken.add(key(first[i], second[i]));
        }
        for (int i = 0; i < size; i++) {
            for (int tries = 0; !good[i] && tries < MOST_TRIES; tries++) {
                good[i] = swap(first, second, i, random.nextInt(size), good);
            }
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (good[i]) {
                int higher = Math.max(first[i], second[i]);
                first[kept] = Math.min(first[i], second[i]);
                second[kept++] = higher;
            }
        }
        return new NodePairs(Arrays.copyOf(first, kept), Arrays.copyOf(second, kept));
    }

    private static int end(NodePairs edges, int number) {
        return number < edges.size() ? edges.first()[number] : edges.second()[number - edges.size()];
    }

    /** Swaps the second ends of a bad and a good pair if both are good then. */
    private boolean swap(int[] first, int[] second, int bad, int other, boolean[] good) {
        long one = key(first[bad], second[other]);
        long two = key(first[other], second[bad]);
        boolean helps = good[other]
                && one != two
                && isFree(first[bad], second[other])
                && isFree(first[other], second[bad])
                && !taken.contains(one)
                && !taken.contains(two);
        if (helps) {
            taken.remove(key(first[other], second[other]));
            taken.add(one);
            taken.add(two);
            int end = second[bad];
            second[bad] = second[other];
            second[other] = end;
        }
        return helps;
    }

    private boolean isFree(int a, int b) {
        return a != b && Arrays.binarySearch(network.indices(), network.offsets()[a], network.offsets()[a + 1], b) < 0;
    }

    private long key(int a, int b) {
        return (long) Math.min(a, b) * network.rows() + Math.max(a, b);
    }
}
