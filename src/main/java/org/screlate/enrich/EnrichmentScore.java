package org.screlate.enrich;

/**
 * How far the genes of a set stand at one end of a ranked list of \(N\) genes. Down the list, a running sum rises at
 * the \(i\)th of the set's \(k\) genes by \(|s_i|^w / \sum_j |s_j|^w\), its share of the set's scores, and falls at
 * each other gene by \(1 / (N - k)\); the score is its greatest distance from 0.
 *
 * @param value in [-1, 1]
 * @param peak which of the set's genes, by rank from 0, the greatest distance is at: the last one before it if the score
 *     is positive, else the first one after it
 * @see <a href="https://doi.org/10.1073/pnas.0506580102">Subramanian et al. (2005), appendix</a>
 */
record EnrichmentScore(double value, int peak) {
    /**
     * The score of a set.
     *
     * @param ranks where the set's genes stand in the list, from 0, rising; at least one, fewer than {@code weights}
     * @param weights \(|s|^w\) of all genes in the list
     */
    static EnrichmentScore of(int[] ranks, double[] weights) {
        double total = 0;
        for (int rank : ranks) {
            total += weights[rank];
        }
        double miss = 1.0 / (weights.length - ranks.length);
        double hits = 0;
        double highest = 0;
        double lowest = 0;
        int top = 0;
        int bottom = 0;
        for (int i = 0; i < ranks.length; i++) {
            double before = hits - (ranks[i] - i) * miss;
            if (before < lowest) {
                lowest = before;
                bottom = i;
            }
            // Genes without any score count alike.
            hits += total > 0 ? weights[ranks[i]] / total : 1.0 / ranks.length;
            double after = hits - (ranks[i] - i) * miss;
            if (after > highest) {
                highest = after;
                top = i;
            }
        }
        return highest >= -lowest ? new EnrichmentScore(highest, top) : new EnrichmentScore(lowest, bottom);
    }
}
