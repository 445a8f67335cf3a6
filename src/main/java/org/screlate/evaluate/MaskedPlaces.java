package org.screlate.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/**
 * Found values beside the reference and the mask, cell by cell, with cells and genes matched by name. A reference of counts
 * for found expression is brought to its unit: \(\log(1 + y / f_c)\) with the cell's {@code size_factor} f, which
 * screlate-preprocess leaves with the expression.
 */
final class MaskedPlaces {
    private static final String SIZE_FACTOR = "size_factor";

    private final CellMatrix found;
    private final Rows values;
    private final Rows known;
    private final Rows marked;
    private final int[] referenceRows;
    private final int[] maskRows;
    private final int marks;
    private final double @Nullable [] sizeFactors;

    /** Sees one cell; the arrays are one a gene of the found matrix. */
    interface Visitor {
        /**
         * Takes a cell.
         *
         * @param known the reference
         * @param found the values found
         * @param isMarked not 0 where masked
         */
        void see(float[] known, float[] found, float[] isMarked);
    }

    MaskedPlaces(CellMatrix found, CellMatrix mask, CellMatrix reference) {
        int[] columns = places("gene", found.genes(), reference.genes(), true);
        int[] maskColumns = places("gene", found.genes(), mask.genes(), false);
        places("cell", mask.cells(), reference.cells(), true);
        places("gene", mask.genes(), reference.genes(), true);
        int genes = found.genes().size();
        SparseMatrix masked = mask.values().toSparse();
        this.found = found;
        this.referenceRows = places("cell", found.cells(), reference.cells(), true);
        this.maskRows = places("cell", found.cells(), mask.cells(), false);
        this.marks = masked.stored();
        this.values = new Rows(found.values(), identity(genes), genes);
        this.known =
                new Rows(reference.values(), invert(columns, reference.genes().size()), genes);
        this.marked = new Rows(
                masked.withValues(ones(marks)), invert(maskColumns, mask.genes().size()), genes);
        this.sizeFactors = sizeFactors(found, reference);
    }

    /** Masked entries, of all cells and genes of the mask. */
    int marks() {
        return marks;
    }

    void forEachCell(Visitor visitor) {
        float[] none = new float[found.genes().size()];
        for (int r = 0; r < found.cells().size(); r++) {
            float[] y = values.row(r);
            float[] x = known.row(referenceRows[r]);
            check("recovered matrix", y, r);
            check("reference", x, r);
            if (sizeFactors != null) {
                for (int g = 0; g < x.length; g++) {
                    x[g] = (float) StrictMath.log1p(x[g] / sizeFactors[r]);
                }
            }
            visitor.see(x, y, maskRows[r] < 0 ? none : marked.row(maskRows[r]));
        }
    }

    /** Refuses a mask or a reference that cannot belong to the others. */
    static void check(long marks, long covered, long zeroInReference) {
        if (covered == 0) {
            throw new InvalidInputException("none of the " + marks
                    + " masked entries is in the recovered matrix; use the mask that belongs to it");
        }
        if (zeroInReference > 0) {
            throw new InvalidInputException("the reference is zero at " + zeroInReference + " of " + covered
                    + " masked entries, but only values above zero are masked; give the matrix before it was masked");
        }
    }

    /** Null where found values and reference are of one unit already. */
    private static double @Nullable [] sizeFactors(CellMatrix found, CellMatrix reference) {
        boolean sameUnit = (found.layer() == Layer.COUNTS) == (reference.layer() == Layer.COUNTS);
        if (sameUnit || found.layer() == Layer.DETECTION) {
            return null;
        }
        Column column = found.cellMetadata().columns().get(SIZE_FACTOR);
        if (!(column instanceof Column.Real factors) || reference.layer() != Layer.COUNTS) {
            throw new InvalidInputException("the recovered values are of the layer '"
                    + found.layer().word() + "', the reference of '"
                    + reference.layer().word()
                    + "'; compare counts with counts, or expression with expression, or with "
                    + "counts if screlate-preprocess left the cell column '" + SIZE_FACTOR + "'");
        }
        for (double factor : factors.values()) {
            if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new InvalidInputException(
                        "the cell column '" + SIZE_FACTOR + "' holds " + factor + "; all must be above 0");
            }
        }
        return factors.values();
    }

    /** Where names stand in a list; -1, or the user's error, where they do not. */
    private static int[] places(String what, List<String> names, List<String> among, boolean all) {
        Map<String, Integer> index = CellMatrix.index(what, among);
        int[] places =
                names.stream().mapToInt(name -> index.getOrDefault(name, -1)).toArray();
        long missing = Arrays.stream(places).filter(place -> place < 0).count();
        if (all && missing > 0) {
            String example = names.get(IntStream.range(0, places.length)
                    .filter(i -> places[i] < 0)
                    .findFirst()
                    .orElseThrow());
            throw new InvalidInputException(missing + " of " + names.size() + " " + what
                    + "s are not in the reference, such as '" + example + "'; use the reference that was masked");
        }
        return places;
    }

    private static int[] identity(int size) {
        int[] numbers = new int[size];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private static float[] ones(int size) {
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static int[] invert(int[] places, int size) {
        int[] inverse = new int[size];
        Arrays.fill(inverse, -1);
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                inverse[places[i]] = i;
            }
        }
        return inverse;
    }

    private void check(String what, float[] row, int cell) {
        for (int g = 0; g < row.length; g++) {
            if (!Float.isFinite(row[g])) {
                throw new InvalidInputException("the " + what + " holds " + row[g] + " at cell '"
                        + found.cells().get(cell) + "', gene '"
                        + found.genes().get(g) + "'; all must be numbers");
            }
        }
    }

    /**
     * Rows of a matrix with its columns moved.
     *
     * @param to the new place of each column; -1 where it has none
     */
    private record Rows(Matrix matrix, int[] to, int columns) {
        float[] row(int row) {
            float[] moved = new float[columns];
            if (matrix instanceof SparseMatrix sparse) {
                for (int k = sparse.offsets()[row]; k < sparse.offsets()[row + 1]; k++) {
                    put(moved, sparse.indices()[k], sparse.values()[k]);
                }
            } else if (matrix instanceof DenseMatrix dense) {
                for (int c = 0; c < dense.columns(); c++) {
                    put(moved, c, dense.get(row, c));
                }
            }
            return moved;
        }

        private void put(float[] moved, int column, float value) {
            if (to[column] >= 0) {
                moved[to[column]] = value;
            }
        }
    }
}
