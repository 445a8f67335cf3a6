package org.screlate.impute;

import java.util.Arrays;
import java.util.Locale;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.graph.NeighbourSearch;
import org.screlate.graph.Propagation;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Log-normalised expression that was found fit for imputation, and what all methods do with it.
 *
 * @param matrix with the names and metadata
 * @param x its values, {@code [cells × genes]}
 */
record Expression(CellMatrix matrix, SparseMatrix x) {
    /** Refuses what no method can take. */
    static Expression of(CellMatrix matrix) {
        SparseMatrix x = matrix.values().toSparse();
        boolean anything = false;
        for (int c = 0; c < x.rows(); c++) {
            for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                float value = x.values()[k];
                if (!(value >= 0 && value <= Float.MAX_VALUE)) {
                    throw new InvalidInputException("cell '" + matrix.cells().get(c) + "' has " + value + " for gene '"
                            + matrix.genes().get(x.indices()[k])
                            + "'; log-normalised expression is finite and never negative");
                }
                anything |= value > 0;
            }
        }
        if (!anything) {
            throw new InvalidInputException("every value is zero; there is nothing to impute from");
        }
        return new Expression(matrix, x);
    }

    /** Refuses fewer cells than a graph of them needs. */
    Expression forCellNeighbours(int neighbours, String option) {
        if (x.rows() <= neighbours) {
            throw new InvalidInputException(x.rows() + " cells are too few for " + neighbours
                    + " cell neighbours; lower " + option + " or give more cells");
        }
        return this;
    }

    /** Refuses fewer genes than a graph of them needs. */
    Expression forGeneNeighbours(int neighbours, Relations relations) {
        int genes = relations.genes().length == 0 ? x.columns() : relations.genes().length;
        if (genes <= neighbours) {
            throw new InvalidInputException(genes + " genes are too few for " + neighbours
                    + " gene neighbours; lower --gene-neighbours or give more genes");
        }
        return this;
    }

    /** A method's values as its result: observed values put back where the mode keeps them, the mask of places filled. */
    CellMatrix result(DenseMatrix values, Mode mode) {
        return mode == Mode.RECOVER
                ? kept(values, mode.layer())
                : matrix.withValues(values, mode.layer()).withImputed(filled(values));
    }

    /** A layer in which observed values are kept, with the mask of places filled. */
    CellMatrix kept(DenseMatrix values, Layer layer) {
        keepIn(x, values);
        return matrix.withValues(values, layer).withImputed(filled(values));
    }

    /** The values of x in a matrix of zeros. */
    static void putInto(SparseMatrix x, DenseMatrix target) {
        Arrays.fill(target.values(), 0);
        keepIn(x, target);
    }

    /** Overwrites with the values of x that are not zero. */
    static void keepIn(SparseMatrix x, DenseMatrix target) {
        for (int c = 0; c < x.rows(); c++) {
            for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                if (x.values()[k] != 0) {
                    target.set(c, x.indices()[k], x.values()[k]);
                }
            }
        }
    }

    /** Refuses, before any work, what one array cannot hold. */
    static void refuseTooMany(long cells, long genes) {
        if (cells * genes > Sizes.MOST) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%,d cells × %,d genes are more values than the %,d that are imputed at once; impute up to %,d genes a"
                            + " run (--genes FILE, with the same --graph-genes in each), or each sample alone"
                            + " (--sample-column)",
                    cells,
                    genes,
                    Sizes.MOST,
                    Sizes.MOST / cells));
        }
    }

    /**
     * Bytes at the peak of a method on graphs of cells.
     *
     * @param dense matrices [cells × genes] that live at once
     */
    static long memoryBytes(CellMatrix expression, int dense, int neighbours, Workers workers) {
        int cells = expression.cells().size();
        int genes = expression.genes().size();
        refuseTooMany(cells, genes);
        long stored = expression.values().toSparse().stored();
        long matrices = (long) dense * cells * genes * Float.BYTES + (long) cells * genes / Byte.SIZE;
        // Twice: what was read of all genes may not be collected yet; else parts and transposed copies take its place.
        long input = 2 * stored * (Integer.BYTES + Float.BYTES);
        long graphs = 8L * cells * (neighbours + 1) * (Integer.BYTES + Float.BYTES);
        long panels = 6L * Math.max(cells, genes) * Propagation.WIDTH * Float.BYTES;
        long search = neighbours > 0 ? NeighbourSearch.memory(cells, genes, stored, neighbours) : 0;
        return matrices + input + search + graphs + panels * workers.threads();
    }

    /**
     * Bytes at the peak of a method on related cells, which searches for them among components, too, and holds a Gram matrix
     * of the smaller side.
     */
    static long memoryOfRelated(CellMatrix expression, int components, int relatedCells, Workers workers) {
        int cells = expression.cells().size();
        int genes = expression.genes().size();
        long side = Math.min(cells, genes);
        long stored = expression.values().toSparse().stored();
        long furtherSearch = NeighbourSearch.memory(cells, components, (long) cells * components, relatedCells)
                - NeighbourSearch.memory(cells, genes, stored, relatedCells);
        return memoryBytes(expression, 1, relatedCells, workers)
                + Math.max(0, furtherSearch)
                + side * side * Float.BYTES;
    }

    private BitMask filled(DenseMatrix result) {
        BitMask filled = new BitMask(result.rows(), result.columns());
        for (int c = 0; c < result.rows(); c++) {
            int k = x.offsets()[c];
            for (int g = 0; g < result.columns(); g++) {
                boolean stored = k < x.offsets()[c + 1] && x.indices()[k] == g;
                boolean wasZero = !stored || x.values()[k] == 0;
                k += stored ? 1 : 0;
                if (wasZero && result.get(c, g) != 0) {
                    filled.set(c, g);
                }
            }
        }
        return filled;
    }
}
