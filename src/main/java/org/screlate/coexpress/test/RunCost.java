package org.screlate.coexpress.test;

import java.util.Locale;

/**
 * CPU time that tests of pairs will take, about: what was measured for a cell of a margin and of a pair, times how many there
 * are. Nearer than a factor of three it is not: genes with high counts and models with many effects take longer.
 */
record RunCost(long pairs, long genes, long cells, Kind kind) {
    /** What is estimated, with CPU microseconds for a cell of a gene's margin and of a pair. */
    enum Kind {
        /** Rates depend, two stages. */
        EXPRESSION(4, 0.2),
        /** Counts depend, two stages. */
        TWO_STAGE(4, 0.5),
        /** Counts depend, all parameters of a pair together. */
        JOINT(4, 6);

        private final double margin;
        private final double pair;

        Kind(double margin, double pair) {
            this.margin = margin;
            this.pair = pair;
        }
    }

    double seconds() {
        return 1e-6 * cells * (genes * kind.margin + pairs * kind.pair);
    }

    /** Such as "about 3 CPU-minutes". */
    String words() {
        double seconds = seconds();
        return seconds < 100
                ? String.format(Locale.ROOT, "about %.0f CPU-seconds", Math.max(1, seconds))
                : seconds < 6000
                        ? String.format(Locale.ROOT, "about %.0f CPU-minutes", seconds / 60)
                        : String.format(Locale.ROOT, "about %.0f CPU-hours", seconds / 3600);
    }
}
