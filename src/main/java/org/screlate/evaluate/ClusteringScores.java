package org.screlate.evaluate;

/**
 * How well clusters agree with known classes. With \(n_{ij}\) the cells of cluster \(i\) and class \(j\), \(a_i\) and
 * \(b_j\) the sums over classes and clusters, and \(n\) the number of cells:
 *
 * <ul>
 *   <li>adjusted Rand index: \[ \frac{\sum_{ij} \binom{n_{ij}}{2} - E}{\frac12 (A + B) - E}, \quad A = \sum_i
 *       \binom{a_i}{2}, \; B = \sum_j \binom{b_j}{2}, \; E = A B / \binom{n}{2}; \] 1 where both have one group only
 *   <li>normalised mutual information, arithmetic mean: \[ \frac{2 I}{H_a + H_b}, \quad I = \sum_{ij} \frac{n_{ij}}{n}
 *       \log \frac{n \, n_{ij}}{a_i b_j}; \] 1 where both have one group only, 0 where one has
 *   <li>clustering accuracy: \( \max_\pi \sum_i n_{i \pi(i)} / n \) over pairings \(\pi\) of clusters with classes, each
 *       used once
 * </ul>
 *
 * @param adjustedRandIndex at most 1; 0 is expected of random clusters
 * @param normalisedMutualInformation from 0 to 1
 * @param accuracy from 0 to 1
 * @param cells number of cells compared
 * @see <a href="https://doi.org/10.1007/BF01908075">Hubert and Arabie (1985), eq. 5</a>
 */
public record ClusteringScores(
        double adjustedRandIndex, double normalisedMutualInformation, double accuracy, long cells) {
    /**
     * Compares labels, one of each a cell.
     *
     * @param clusters found
     * @param classes known, of the same length, at least 1
     */
    public static ClusteringScores of(String[] clusters, String[] classes) {
        Contingency table = Contingency.of(clusters, classes);
        if (table.cells() < 1) {
            throw new IllegalArgumentException("no cells to compare");
        }
        return new ClusteringScores(
                adjustedRandIndex(table),
                normalisedMutualInformation(table),
                (double) Assignment.greatestGain(table.counts()) / table.cells(),
                table.cells());
    }

    private static double adjustedRandIndex(Contingency table) {
        double together = 0;
        for (long[] row : table.counts()) {
            together += pairs(row);
        }
        double inClusters = pairs(table.ofCluster());
        double inClasses = pairs(table.ofClass());
        double all = pairs(new long[] {table.cells()});
        double expected = all == 0 ? 0 : inClusters * inClasses / all;
        double greatest = (inClusters + inClasses) / 2;
        // Both one group, or both all singletons: the same partition.
        return greatest == expected ? 1 : (together - expected) / (greatest - expected);
    }

    private static double pairs(long[] sizes) {
        double pairs = 0;
        for (long size : sizes) {
            pairs += size * (size - 1.0) / 2;
        }
        return pairs;
    }

    private static double normalisedMutualInformation(Contingency table) {
        double entropies =
                entropy(table.ofCluster(), (double) table.cells()) + entropy(table.ofClass(), (double) table.cells());
        if (entropies == 0) {
            return 1;
        }
        double cells = table.cells();
        double information = 0;
        for (int i = 0; i < table.ofCluster().length; i++) {
            for (int j = 0; j < table.ofClass().length; j++) {
                double both = table.counts()[i][j];
                if (both > 0) {
                    information += both / cells * Math.log(cells * both / table.ofCluster()[i] / table.ofClass()[j]);
                }
            }
        }
        return Math.max(0, Math.min(1, 2 * information / entropies));
    }

    private static double entropy(long[] sizes, double cells) {
        double entropy = 0;
        for (long size : sizes) {
            entropy -= size / cells * Math.log(size / cells);
        }
        return entropy;
    }
}
