package org.screlate.evaluate;

import java.util.HashMap;
import java.util.Map;

/**
 * How often each cluster meets each class.
 *
 * @param counts cells, {@code [clusters × classes]}, both numbered by first appearance
 * @param ofCluster sums of the rows
 * @param ofClass sums of the columns
 * @param cells sum of all
 */
record Contingency(long[][] counts, long[] ofCluster, long[] ofClass, long cells) {
    /** Counts pairs of labels, one of each an entry. */
    static Contingency of(String[] clusters, String[] classes) {
        if (clusters.length != classes.length) {
            throw new IllegalArgumentException(clusters.length + " clusters for " + classes.length + " classes");
        }
        int[] cluster = numbers(clusters);
        int[] type = numbers(classes);
        long[] ofCluster = new long[levels(cluster)];
        long[] ofClass = new long[levels(type)];
        long[][] counts = new long[ofCluster.length][ofClass.length];
        for (int i = 0; i < cluster.length; i++) {
            counts[cluster[i]][type[i]]++;
            ofCluster[cluster[i]]++;
            ofClass[type[i]]++;
        }
        return new Contingency(counts, ofCluster, ofClass, cluster.length);
    }

    /** Labels as numbers from 0, by first appearance. */
    static int[] numbers(String[] labels) {
        Map<String, Integer> seen = new HashMap<>();
        int[] numbers = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            int next = seen.size();
            numbers[i] = seen.computeIfAbsent(labels[i], label -> next);
        }
        return numbers;
    }

    /** How many different numbers there are, counted from 0. */
    static int levels(int[] numbers) {
        int levels = 0;
        for (int number : numbers) {
            levels = Math.max(levels, number + 1);
        }
        return levels;
    }
}
