package org.screlate.enrich;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Genes with enough counts to be tested: as many counts per million as {@code leastCount} counts are in a sample of median
 * library size, in at least as many samples as the smaller side has (of more than 10, 70 % of those beyond), and one and a
 * half times {@code leastCount} counts in all samples together.
 *
 * @see <a href="https://doi.org/10.12688/f1000research.8987.2">Chen, Lun and Smyth (2016), as edgeR's filterByExpr has
 *     it</a>
 */
final class TestedGenes {
    private static final double TOLERANCE = 1e-14;
    private static final int MANY = 10;
    private static final double SHARE_OF_MANY = 0.7;
    private static final double IN_ALL = 1.5;

    private TestedGenes() {}

    /** Their numbers. */
    static int[] of(SubjectSamples samples, double leastCount) {
        double[] rising = samples.libraries().clone();
        Arrays.sort(rising);
        int n = rising.length;
        double least = leastCount / ((rising[n / 2] + rising[(n - 1) / 2]) / 2);
        double side = Math.min(samples.subjects(true), samples.subjects(false));
        double leastSamples = side > MANY ? MANY + (side - MANY) * SHARE_OF_MANY : side;
        double[][] counts = samples.counts();
        return IntStream.range(0, counts[0].length)
                .filter(g -> {
                    double total = 0;
                    int enough = 0;
                    for (int s = 0; s < n; s++) {
                        total += counts[s][g];
                        enough += counts[s][g] / samples.libraries()[s] >= least ? 1 : 0;
                    }
                    return total > 0 && enough >= leastSamples - TOLERANCE && total >= IN_ALL * leastCount - TOLERANCE;
                })
                .toArray();
    }
}
