package org.screlate.io.foreign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;

/**
 * Values for the cells of a main matrix and for some or all of its genes; what it has no values for is NaN, never zero.
 *
 * @param values cells in the order of the main matrix, genes in an order of their own
 * @param places the column of each gene in the main matrix
 * @param columns the number of genes of the main matrix
 */
public record AnnotatedLayer(CellMatrix values, int[] places, int columns) {
    static AnnotatedLayer of(CellMatrix values, Map<String, Integer> geneIndex) {
        int[] places = values.genes().stream().mapToInt(geneIndex::get).toArray();
        return new AnnotatedLayer(values, places, geneIndex.size());
    }

    /** Refuses a name that says of the values what they are not. */
    static void checkName(String name, Layer layer) {
        String plain = name.toLowerCase(Locale.ROOT);
        boolean other = Arrays.stream(Layer.values())
                .anyMatch(word -> word != layer && word.word().equals(plain));
        if (other || (plain.contains("imput") && !layer.isImputation())) {
            throw new InvalidInputException("layer '" + name + "' would hold another thing than its name says, "
                    + layer.description() + "; name it " + layer.word());
        }
    }

    /** What the values are, in a sentence. */
    public String description() {
        String text = values.layer().description();
        return isComplete() ? text : text + ". Has " + places.length + " of " + columns + " genes; the others are NaN";
    }

    /** Whether it has values for all genes. */
    public boolean isComplete() {
        return places.length == columns;
    }

    /** Whether it takes least bytes, NaN included, as a sparse matrix, which must have fewer than 2³¹ values. */
    public boolean isSparse() {
        long cells = values.cells().size();
        return values.values() instanceof SparseMatrix sparse
                && (isComplete() || 2 * (sparse.stored() + cells * (columns - places.length)) <= cells * columns)
                && sparse.stored() + cells * (columns - places.length) < Integer.MAX_VALUE - 8;
    }

    /** A sparse matrix, {@code [cells × columns]}, in which values that are not there are stored as NaN. */
    public SparseMatrix sparse() {
        SparseMatrix few = values.values().toSparse();
        boolean[] covered = new boolean[columns];
        boolean rising = true;
        for (int g = 0; g < places.length; g++) {
            covered[places[g]] = true;
            rising &= g == 0 || places[g] > places[g - 1];
        }
        if (isComplete() && rising) {
            return few;
        }
        int missing = columns - places.length;
        int[] offsets = new int[few.rows() + 1];
        int[] indices = new int[Math.addExact(few.stored(), Sizes.product(few.rows(), missing))];
        float[] wide = new float[indices.length];
        int to = 0;
        for (int r = 0; r < few.rows(); r++) {
            for (int k = few.offsets()[r]; k < few.offsets()[r + 1]; k++) {
                indices[to] = places[few.indices()[k]];
                wide[to++] = few.values()[k];
            }
            for (int c = 0; c < columns; c++) {
                if (!covered[c]) {
                    indices[to] = c;
                    wide[to++] = Float.NaN;
                }
            }
            offsets[r + 1] = to;
        }
        return new CompressedRows(few.rows(), columns, offsets, indices, wide).toMatrix();
    }

    /** Puts the values of a cell into a row of length {@code columns}, NaN where there are none. */
    public void row(int cell, float[] row) {
        Matrix matrix = values.values();
        Arrays.fill(row, Float.NaN);
        if (matrix instanceof DenseMatrix dense) {
            for (int g = 0; g < places.length; g++) {
                row[places[g]] = dense.values()[dense.offset(cell) + g];
            }
        } else if (matrix instanceof SparseMatrix sparse) {
            for (int place : places) {
                row[place] = 0;
            }
            for (int k = sparse.offsets()[cell]; k < sparse.offsets()[cell + 1]; k++) {
                row[places[sparse.indices()[k]]] = sparse.values()[k];
            }
        }
    }
}
