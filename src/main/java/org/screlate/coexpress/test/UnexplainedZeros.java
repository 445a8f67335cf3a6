package org.screlate.coexpress.test;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Genes that have more zeros than their distribution explains though the model has no extra zeros. Zeros that come from elsewhere
 * make genes look less correlated, and a difference of their share looks like one of coexpression.
 */
final class UnexplainedZeros {
    // A dispersion fitted to the same zeros leaves hardly any gene above that (docs: measured).
    private static final double MUCH = 2;
    private static final double LEAST_SHARE = 0.1;

    private final Map<Integer, Boolean> isExcess = new ConcurrentHashMap<>();

    /**
     * Takes a gene; one is enough of its fits to other cells.
     *
     * @param excess as a normal score; NaN of a gene that is not looked at
     */
    void add(int gene, double excess) {
        if (!Double.isNaN(excess)) {
            isExcess.merge(gene, excess > MUCH, Boolean::logicalOr);
        }
    }

    /** What is to be said; empty where few genes have more zeros than explained. */
    String note() {
        long many = isExcess.values().stream().filter(excess -> excess).count();
        return many == 0 || many < LEAST_SHARE * isExcess.size()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%,d of %,d genes have more zeros than a model without 'zi' explains; where the share of extra zeros"
                                + " differs between groups, correlations look different: add 'zi: ~ group + (1 | subject)', with"
                                + " your columns, to the model",
                        many,
                        isExcess.size());
    }
}
