package org.screlate.preprocess;

import java.util.Collections;
import java.util.Set;
import java.util.regex.Pattern;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.SparseMatrix;

/**
 * How much was counted in each cell and each gene, and which share of a cell's counts is mitochondrial:
 * {@code 100 · Σ_{g mitochondrial} x_cg / Σ_g x_cg} percent, 0 for a cell without counts.
 */
public final class QualityControl {
    /** Symbols of the proteins of the cytosol's ribosomes, such as RPL10A, RPS4X, Rplp0 and RPSA; not RPS6KA1. */
    private static final Pattern RIBOSOMAL =
            Pattern.compile("RP([SL]\\d+[A-Z]?\\d?L?|LP\\d|SA)", Pattern.CASE_INSENSITIVE);

    private final Options options;

    /** Creates it; nothing is counted until {@link #assess}. */
    public QualityControl(Options options) {
        this.options = options;
    }

    /** Counts; refuses values that cannot be counts. */
    public Result assess(CellMatrix counts) {
        SparseMatrix x = counts.values().toSparse();
        boolean[] mitochondrial = mitochondrial(counts);
        boolean[] ribosomal = ribosomal(counts);
        Cells cells = new Cells(new long[x.rows()], new int[x.rows()], new double[x.rows()], new double[x.rows()]);
        Genes genes = new Genes(new long[x.columns()], new int[x.columns()], mitochondrial);
        for (int c = 0; c < x.rows(); c++) {
            long mitochondrialCounts = 0;
            long ribosomalCounts = 0;
            for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                int g = x.indices()[k];
                long count = whole(x.values()[k], counts, c, g);
                if (count > 0) {
                    cells.counts[c] += count;
                    cells.genes[c]++;
                    genes.counts[g] += count;
                    genes.cells[g]++;
                    mitochondrialCounts += mitochondrial[g] ? count : 0;
                    ribosomalCounts += ribosomal[g] ? count : 0;
                }
            }
            double whole = Math.max(1, cells.counts[c]);
            cells.mitoPercent[c] = 100.0 * mitochondrialCounts / whole;
            cells.riboPercent[c] = 100.0 * ribosomalCounts / whole;
        }
        return new Result(cells, genes);
    }

    private boolean[] mitochondrial(CellMatrix counts) {
        MitochondrialGenes genes = new MitochondrialGenes(options);
        boolean[] mitochondrial = new boolean[counts.genes().size()];
        for (int g = 0; g < mitochondrial.length; g++) {
            mitochondrial[g] = genes.contains(counts.genes().get(g));
        }
        if (!options.mitoGenes.isEmpty() && counts.genes().stream().noneMatch(options.mitoGenes::contains)) {
            throw new InvalidInputException(
                    "none of the " + options.mitoGenes.size() + " listed mitochondrial genes is in the"
                            + " data, such as '"
                            + Collections.min(options.mitoGenes)
                            + "'; the data names genes like '"
                            + counts.genes().stream().findFirst().orElse("") + "'");
        }
        return mitochondrial;
    }

    private static boolean[] ribosomal(CellMatrix counts) {
        boolean[] ribosomal = new boolean[counts.genes().size()];
        for (int g = 0; g < ribosomal.length; g++) {
            ribosomal[g] = RIBOSOMAL.matcher(counts.genes().get(g)).matches();
        }
        return ribosomal;
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
     * @param mitoPrefix with which names of mitochondrial genes begin, in capitals or not, beside the Ensembl identifiers of
     *     human and mouse; empty for none
     * @param mitoGenes names of mitochondrial genes in place of both; empty where there is no list
     */
    public record Options(String mitoPrefix, Set<String> mitoGenes) {
        /** As human and mouse symbols have it. */
        public static final Options DEFAULTS = new Options("MT-", Set.of());

        /** Copies the names. */
        public Options {
            mitoGenes = Set.copyOf(mitoGenes);
        }
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
     * @param riboPercent of the counts, in genes of ribosomal proteins, 0 to 100
     */
    public record Cells(long[] counts, int[] genes, double[] mitoPercent, double[] riboPercent) {}

    /**
     * One entry a gene.
     *
     * @param counts in all cells
     * @param cells with at least one count
     * @param mitochondrial whether the name begins as told
     */
    public record Genes(long[] counts, int[] cells, boolean[] mitochondrial) {}
}
