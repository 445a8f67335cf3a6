package org.screlate.tool.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.screlate.data.Table;
import picocli.CommandLine.Option;

/** Which genes of a table of tests make a list. */
final class ListedGenes {
    private static final String CHANGE = "log2_fold_change";

    /** Which way genes differ. */
    enum Direction {
        UP,
        DOWN,
        BOTH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--max-fdr",
            paramLabel = "NUMBER",
            description = "Of a table, take the genes whose q_value is at most this (default: all).")
    private double maxQ = Double.NaN;

    @Option(
            names = "--direction",
            paramLabel = "WHICH",
            description = "Of a table, take the genes whose log2_fold_change is above 0, below, or either:"
                    + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Direction direction = Direction.BOTH;

    @Option(
            names = "--min-log2-fold-change",
            paramLabel = "NUMBER",
            description = "Of a table, take the genes whose log2_fold_change is at least so far from 0 (default: all).")
    private double minChange = Double.NaN;

    /** Whether anything but the whole table is asked for. */
    boolean chooses() {
        return !Double.isNaN(maxQ) || direction != Direction.BOTH || !Double.isNaN(minChange);
    }

    /** The rows that are chosen. */
    Table of(Table table) {
        if (!chooses()) {
            return table;
        }
        double[] q = Double.isNaN(maxQ) ? null : GeneTables.numbers(table, "q_value");
        boolean byChange = direction != Direction.BOTH || !Double.isNaN(minChange);
        double[] change = byChange ? GeneTables.numbers(table, CHANGE) : null;
        return table.select(IntStream.range(0, table.rows())
                .filter(r -> q == null || q[r] <= maxQ)
                .filter(r -> change == null || isFar(change[r]))
                .toArray());
    }

    private boolean isFar(double change) {
        double signed =
                switch (direction) {
                    case UP -> change;
                    case DOWN -> -change;
                    case BOTH -> Math.abs(change);
                };
        return Double.isNaN(minChange) ? signed > 0 : signed >= minChange;
    }

    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (!Double.isNaN(maxQ)) {
            words.add("q_value at most " + maxQ);
        }
        if (direction != Direction.BOTH || !Double.isNaN(minChange)) {
            words.add(CHANGE
                    + (direction == Direction.BOTH ? "" : " " + direction)
                    + (Double.isNaN(minChange) ? "" : " by at least " + minChange));
        }
        return words.isEmpty() ? "a name" : String.join(" and ", words);
    }
}
