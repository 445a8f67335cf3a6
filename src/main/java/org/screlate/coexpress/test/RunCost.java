package org.screlate.coexpress.test;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.mixed.RandomEffect;

/**
 * CPU time that tests of pairs will take, about: what was measured for a cell of a margin and of a pair, times how many there
 * are. Nearer than a factor of three it is not: genes with high counts take longer.
 *
 * @param complexity how much longer it takes than with groups alone and one variance, see {@link #complexity}
 */
record RunCost(long pairs, long genes, long cells, Kind kind, double complexity) {
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
        return 1e-6 * cells * complexity * (genes * kind.margin + pairs * kind.pair);
    }

    /**
     * How much longer a design takes than one of groups: twice where each cell has covariates of its own, and by the square of the
     * number of variances and correlations, 10 for {@code (age * group | subject)}, measured on 5,018 cells of 8 subjects.
     */
    static double complexity(Design design) {
        Map<Integer, Long> blocks = design.predictor(Parameter.RHO).random().stream()
                .collect(Collectors.groupingBy(RandomEffect::block, Collectors.counting()));
        double parameters =
                blocks.values().stream().mapToDouble(k -> k * (k + 1) / 2.0).sum();
        double further = Math.max(0, parameters - 1);
        return (1 + (double) design.rows() / Math.max(1, design.cells())) * (1 + further * further / 12);
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
