package org.screlate.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * One clustering of cells.
 *
 * @param name of its column
 * @param labels cluster of each cell, from 0, by falling size; of clusters of one size the one with the earlier cell is first
 * @param count how many clusters there are
 * @param quality what the method makes small (k-means: inertia) or large (Leiden: modularity)
 * @param iterations how many it took
 * @param converged whether the method ended by itself, not at its cap
 */
public record Clusters(String name, int[] labels, int count, double quality, int iterations, boolean converged) {
    /**
     * Numbers clusters by falling size.
     *
     * @param labels from 0; some numbers may be missing
     */
    static Clusters bySize(String name, int[] labels, double quality, int iterations, boolean converged) {
        int levels = Arrays.stream(labels).max().orElse(-1) + 1;
        int[] sizes = new int[levels];
        int[] first = new int[levels];
        Arrays.fill(first, labels.length);
        for (int i = 0; i < labels.length; i++) {
            sizes[labels[i]]++;
            first[labels[i]] = Math.min(first[labels[i]], i);
        }
        int[] order = IntStream.range(0, levels)
                .filter(c -> sizes[c] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(c -> -sizes[c]).thenComparingInt(c -> first[c]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] numbers = new int[levels];
        for (int rank = 0; rank < order.length; rank++) {
            numbers[order[rank]] = rank;
        }
        int[] renumbered = Arrays.stream(labels).map(label -> numbers[label]).toArray();
        return new Clusters(name, renumbered, order.length, quality, iterations, converged);
    }
}
