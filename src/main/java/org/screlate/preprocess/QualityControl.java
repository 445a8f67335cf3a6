package org.screlate.preprocess;

import java.util.Locale;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.SparseMatrix;

/**
 * How much was counted in each cell and each gene, and which share of a cell's counts is mitochondrial:
 * {@code 100 · Σ_{g mitochondrial} x_cg / Σ_g x_cg} percent, 0 for a cell without counts.
 */
public final class QualityControl {
    private final Options options;

    /** Creates it; nothing is counted until {@link #assess}. */
    public QualityControl(Options options) {
        this.options = options;
    }

    /** Counts; refuses values that cannot be counts. */
    public Result assess(CellMatrix counts) {
        SparseMatrix x = counts.values().toSparse();
        boolean[] mitochondrial = mitochondrial(counts);
        Cells cells = new Cells(new long[x.rows()], new int[x.rows()], new double[x.rows()]);
        Genes genes = new Genes(new long[x.columns()], new int[x.columns()], mitochondrial);
        for (int c = 0; c < x.rows(); c++) {
            long mitochondrialCounts = 0;
            for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                int g = x.indices()[k];
                long count = whole(x.values()[k], counts, c, g);
                if (count > 0) {
                    cells.counts[c] += count;
                    cells.genes[c]++;
                    genes.counts[g] += count;
                    genes.cells[g]++;
                    mitochondrialCounts += mitochondrial[g] ? count : 0;
                }
            }
            cells.mitoPercent[c] = cells.counts[c] > 0 ? 100.0 * mitochondrialCounts / cells.counts[c] : 0;
        }
        return new Result(cells, genes);
    }

    private boolean[] mitochondrial(CellMatrix counts) {
        String prefix = options.mitoPrefix.toLowerCase(Locale.ROOT);
        boolean[] mitochondrial = new boolean[counts.genes().size()];
        for (int g = 0; g < mitochondrial.length; g++) {
            mitochondrial[g] = !prefix.isEmpty()
                    && counts.genes().get(g).toLowerCase(Locale.ROOT).startsWith(prefix);
        }
        return mitochondrial;
    }

    private static long whole(float value, CellMatrix counts, int cell, int gene) {
        if (!(value >= 0) || value != Math.rint(value) || value > Integer.MAX_VALUE) {
            throw new InvalidInputException("cell '" + counts.cells().get(cell) + "', gene '"
                    + counts.genes().get(gene) + "': " + value + " is not a count; give whole numbers from 0 on");
        }
        return (long) value;
    }

    /**
     * Settings.
     *
     * @param mitoPrefix with which names of mitochondrial genes begin, in capitals or not; empty for none
     */
    public record Options(String mitoPrefix) {
        /** As human and mouse symbols have it. */
        public static final Options DEFAULTS = new Options("MT-");
    }

    /** What was counted. */
    public record Result(Cells cells, Genes genes) {
        /** How many genes are mitochondrial. */
        public int mitochondrialGenes() {
            int number = 0;
            for (boolean mitochondrial : genes.mitochondrial) {
                number += mitochondrial ? 1 : 0;
            }
            return number;
        }
    }

    /**
     * One entry a cell.
     *
     * @param counts in all genes
     * @param genes with at least one count
     * @param mitoPercent of the counts, 0 to 100
     */
    public record Cells(long[] counts, int[] genes, double[] mitoPercent) {}

    /**
     * One entry a gene.
     *
     * @param counts in all cells
     * @param cells with at least one count
     * @param mitochondrial whether the name begins as told
     */
    public record Genes(long[] counts, int[] cells, boolean[] mitochondrial) {}
}
