package org.screlate.enrich;

/**
 * How far the genes of a set stand at one end of a ranked list of \(N\) genes. Down the list, a running sum rises at
 * the \(i\)th of the set's \(k\) genes by \(|s_i|^w / \sum_j |s_j|^w\), its share of the set's scores, and falls at
 * each other gene by \(1 / (N - k)\); the score is its greatest distance from 0. Genes of equal score are one step, up and
 * down at once, so that their order is of no account.
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
     * @param firstOfTie of each gene in the list the rank of the first one of its score
     */
    static EnrichmentScore of(int[] ranks, double[] weights, int[] firstOfTie) {
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
        for (int from = 0; from < ranks.length; ) {
            int start = firstOfTie[ranks[from]];
            double before = hits - (start - from) * miss;
            if (before < lowest) {
                lowest = before;
                bottom = from;
            }
            int to = from;
            while (to < ranks.length && firstOfTie[ranks[to]] == start) {
                // Genes without any score count alike.
                hits += total > 0 ? weights[ranks[to]] / total : 1.0 / ranks.length;
                to++;
            }
            double after = hits - (endOfTie(ranks[to - 1], firstOfTie) - to) * miss;
            if (after > highest) {
                highest = after;
                top = to - 1;
            }
            from = to;
        }
        return highest >= -lowest ? new EnrichmentScore(highest, top) : new EnrichmentScore(lowest, bottom);
    }

    private static int endOfTie(int rank, int[] firstOfTie) {
        int end = rank + 1;
        while (end < firstOfTie.length && firstOfTie[end] == firstOfTie[rank]) {
            end++;
        }
        return end;
    }
}
