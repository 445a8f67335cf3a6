package org.screlate.preprocess;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.SparseMatrix;

/**
 * Which cells and genes to keep. Cells first, by what {@link QualityControl} found in all genes; then genes, by the cells
 * that were kept; then cells that have no counts in the genes that were kept.
 */
public final class Filter {
    private final Options options;

    /** Creates it; nothing is decided until {@link #decide}. */
    public Filter(Options options) {
        this.options = options;
    }

    /** Decides; the user's error, naming the filters, if no cell or no gene is left. */
    public Result decide(SparseMatrix counts, QualityControl.Result quality) {
        return decide(counts, quality, new @Nullable String[counts.rows()]);
    }

    /**
     * Decides.
     *
     * @param before reasons to drop cells that are known already, null where there is none; fixed limits come first
     */
    public Result decide(SparseMatrix counts, QualityControl.Result quality, @Nullable String[] before) {
        @Nullable
        String[] cells = reasons(counts.rows(), c -> {
            String fixed = cellReason(quality.cells(), c);
            return fixed == null ? before[c] : fixed;
        });
        requireSome("cell", cells);
        int[] cellsOfGene = new int[counts.columns()];
        forEachCount(counts, cells, (c, g) -> cellsOfGene[g]++);
        @Nullable
        String[] genes = reasons(
                counts.columns(), g -> cellsOfGene[g] < options.minCells ? "cells < " + options.minCells : null);
        requireSome("gene", genes);
        boolean[] counted = new boolean[counts.rows()];
        forEachCount(counts, cells, (c, g) -> counted[c] |= genes[g] == null);
        for (int c = 0; c < cells.length; c++) {
            cells[c] = cells[c] == null && !counted[c] ? "no counts in the kept genes" : cells[c];
        }
        requireSome("cell", cells);
        return new Result(cells, genes);
    }

    private @Nullable String cellReason(QualityControl.Cells cells, int c) {
        if (cells.counts()[c] < options.minCounts) {
            return "counts < " + options.minCounts;
        } else if (cells.genes()[c] < options.minGenes) {
            return "genes < " + options.minGenes;
        } else if (cells.genes()[c] > options.maxGenes) {
            return "genes > " + options.maxGenes;
        } else if (cells.mitoPercent()[c] > options.maxMito) {
            return "mito > " + options.maxMito + " %";
        }
        return null;
    }

    private static @Nullable String[] reasons(int size, IntFunction<@Nullable String> reason) {
        @Nullable String[] reasons = new @Nullable String[size];
        for (int i = 0; i < size; i++) {
            reasons[i] = reason.apply(i);
        }
        return reasons;
    }

    private static void forEachCount(SparseMatrix counts, @Nullable String[] cells, Place place) {
        for (int c = 0; c < counts.rows(); c++) {
            for (int k = counts.offsets()[c]; k < counts.offsets()[c + 1] && cells[c] == null; k++) {
                if (counts.values()[k] > 0) {
                    place.at(c, counts.indices()[k]);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Place {
        void at(int cell, int gene);
    }

    /** Fails if everything has a reason to go. */
    static void requireSome(String what, @Nullable String[] reasons) {
        if (kept(reasons).length == 0) {
            throw new InvalidInputException("no " + what + " is left of " + reasons.length
                    + (reasons.length == 0
                            ? ": the matrix is empty"
                            : " (" + tally(reasons) + "); loosen that filter"));
        }
    }

    static int[] kept(@Nullable String[] reasons) {
        return IntStream.range(0, reasons.length)
                .filter(i -> reasons[i] == null)
                .toArray();
    }

    /** Each reason with how many have it: {@code 3 counts < 1, 7 genes < 200}. */
    static String tally(@Nullable String[] reasons) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String reason : reasons) {
            if (reason != null) {
                numbers.merge(reason, 1, Integer::sum);
            }
        }
        StringBuilder line = new StringBuilder();
        numbers.forEach((reason, number) -> line.append(line.isEmpty() ? "" : ", ")
                .append(number)
                .append(" with ")
                .append(reason));
        return line.toString();
    }

    /**
     * Limits; what lies on a limit is kept.
     *
     * @param minCounts of a cell; a cell without counts has no expression and goes with 0, too
     * @param minGenes of a cell
     * @param maxGenes of a cell
     * @param maxMito of a cell's counts, percent
     * @param minCells of a gene, among the cells kept; 0 keeps every gene, as samples need that will be merged
     */
    public record Options(long minCounts, int minGenes, int maxGenes, double maxMito, int minCells) {
        /** Only what is empty goes. */
        public static final Options DEFAULTS = new Options(1, 0, Integer.MAX_VALUE, 100, 1);

        /** Checks the limits. */
        public Options {
            if (minCounts < 0) {
                throw new IllegalArgumentException("min counts < 0: " + minCounts);
            }
            if (minGenes < 0 || maxGenes < minGenes) {
                throw new IllegalArgumentException("genes of a cell from " + minGenes + " to " + maxGenes);
            }
            if (!(maxMito >= 0)) {
                throw new IllegalArgumentException("max mito not >= 0: " + maxMito);
            }
            if (minCells < 0) {
                throw new IllegalArgumentException("min cells < 0: " + minCells);
            }
        }
    }

    /**
     * What goes and why.
     *
     * @param cellReasons one a cell, null where it is kept
     * @param geneReasons one a gene, null where it is kept
     */
    public record Result(@Nullable String[] cellReasons, @Nullable String[] geneReasons) {}
}
