package org.screlate.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/**
 * How well a recovery restored the entries that were set to zero on purpose, and what it put where the reference has
 * zeros that nobody touched. With \(x\) the reference and \(y\) the recovered values of a set of \(n\) entries:
 * \[ RMSE = \sqrt{\frac1n \sum (x - y)^2}, \quad MAE = \frac1n \sum |x - y|, \quad L_1 = median |x - y|, \quad \cos =
 * \frac{\sum x y}{\sqrt{\sum x^2 \sum y^2}}. \]
 *
 * @param masked the masked entries that the recovered matrix covers
 * @param maskedOutside masked entries of cells or genes that the recovered matrix does not hold
 * @param zeros entries that are zero in the reference and not masked
 */
public record RecoveryScores(Masked masked, long maskedOutside, UntouchedZeros zeros) {
    /**
     * Errors on masked entries.
     *
     * @param cosine 0 where either side is all zeros
     */
    public record Masked(double rmse, double mae, double medianAbsoluteError, double cosine, long entries) {}

    /**
     * What was put on zeros; all NaN where there are none.
     *
     * @param shareFilled of entries that are not zero any more
     */
    public record UntouchedZeros(double rmse, double mae, double shareFilled, long entries) {}

    /**
     * Compares matrices, cells and genes matched by name.
     *
     * @param recovered its cells and genes must be among those of the reference
     * @param mask a stored value marks a masked entry
     * @param reference the values before they were masked, in the unit of {@code recovered}
     */
    public static RecoveryScores of(CellMatrix recovered, CellMatrix mask, CellMatrix reference) {
        if ((recovered.layer() == Layer.COUNTS) != (reference.layer() == Layer.COUNTS)) {
            throw new InvalidInputException("the recovered values are of the layer '"
                    + recovered.layer().word() + "', the reference of '"
                    + reference.layer().word() + "'; compare counts with counts, or expression with expression");
        }
        refuse(recovered, Layer.MASK, Layer.SCALED);
        refuse(reference, Layer.MASK, Layer.SCALED);
        int[] referenceRows = places("cell", recovered.cells(), reference.cells(), true);
        int[] referenceColumns = places("gene", recovered.genes(), reference.genes(), true);
        int[] maskRows = places("cell", recovered.cells(), mask.cells(), false);
        int[] maskColumns = places("gene", recovered.genes(), mask.genes(), false);
        places("cell", mask.cells(), reference.cells(), true);
        places("gene", mask.genes(), reference.genes(), true);
        SparseMatrix marks = mask.values().toSparse();
        int genes = recovered.genes().size();
        Rows y = new Rows(recovered.values(), identity(genes), genes);
        Rows x = new Rows(
                reference.values(), invert(referenceColumns, reference.genes().size()), genes);
        Rows marked = new Rows(
                marks.withValues(ones(marks.stored())),
                invert(maskColumns, mask.genes().size()),
                genes);
        Sums sums = new Sums(marks.stored());
        for (int r = 0; r < recovered.cells().size(); r++) {
            float[] found = y.row(r);
            float[] known = x.row(referenceRows[r]);
            check("recovered matrix", found, recovered, r);
            check("reference", known, recovered, r);
            sums.add(known, found, maskRows[r] < 0 ? new float[genes] : marked.row(maskRows[r]));
        }
        return sums.scores(marks.stored());
    }

    private static void refuse(CellMatrix matrix, Layer... layers) {
        if (List.of(layers).contains(matrix.layer())) {
            throw new InvalidInputException("values of the layer '"
                    + matrix.layer().word() + "' cannot be compared; give counts or expression");
        }
    }

    /** The scores as columns task, name, metric, value, n (entries). */
    public Table metrics() {
        long marked = masked.entries() + maskedOutside;
        return new Metrics("recovery")
                .add("masked", "rmse", masked.rmse(), masked.entries())
                .add("masked", "mae", masked.mae(), masked.entries())
                .add("masked", "median_l1", masked.medianAbsoluteError(), masked.entries())
                .add("masked", "cosine", masked.cosine(), masked.entries())
                .add("masked", "share_covered", (double) masked.entries() / marked, marked)
                .add("untouched_zeros", "rmse", zeros.rmse(), zeros.entries())
                .add("untouched_zeros", "mae", zeros.mae(), zeros.entries())
                .add("untouched_zeros", "share_filled", zeros.shareFilled(), zeros.entries())
                .table();
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

    private static void check(String what, float[] row, CellMatrix matrix, int cell) {
        for (int g = 0; g < row.length; g++) {
            if (!Float.isFinite(row[g])) {
                throw new InvalidInputException("the " + what + " holds " + row[g] + " at cell '"
                        + matrix.cells().get(cell) + "', gene '"
                        + matrix.genes().get(g) + "'; all must be numbers");
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

    /** Sums over entries. */
    private static final class Sums {
        private final double[] errors;
        private int masked;
        private int hidden;
        private double xx;
        private double yy;
        private double xy;
        private double zeroAbsolute;
        private double zeroSquares;
        private long zeros;
        private long filled;

        Sums(int mostMasked) {
            errors = new double[mostMasked];
        }

        void add(float[] x, float[] y, float[] isMarked) {
            for (int g = 0; g < x.length; g++) {
                if (isMarked[g] != 0) {
                    hidden += x[g] == 0 ? 1 : 0;
                    errors[masked++] = Math.abs((double) x[g] - y[g]);
                    xx += (double) x[g] * x[g];
                    yy += (double) y[g] * y[g];
                    xy += (double) x[g] * y[g];
                } else if (x[g] == 0) {
                    zeros++;
                    zeroAbsolute += Math.abs((double) y[g]);
                    zeroSquares += (double) y[g] * y[g];
                    filled += y[g] != 0 ? 1 : 0;
                }
            }
        }

        RecoveryScores scores(long marked) {
            if (masked == 0) {
                throw new InvalidInputException("none of the " + marked
                        + " masked entries is in the recovered matrix; use the mask that belongs to it");
            }
            if (hidden > 0) {
                throw new InvalidInputException(
                        "the reference is zero at " + hidden + " of " + masked
                                + " masked entries, but only values above zero are masked; give the matrix before it was masked");
            }
            double[] sorted = Arrays.copyOf(errors, masked);
            Arrays.sort(sorted);
            double squares = Arrays.stream(sorted).map(e -> e * e).sum();
            double median = (sorted[(masked - 1) / 2] + sorted[masked / 2]) / 2;
            double cosine = xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
            return new RecoveryScores(
                    new Masked(
                            Math.sqrt(squares / masked), Arrays.stream(sorted).sum() / masked, median, cosine, masked),
                    marked - masked,
                    new UntouchedZeros(
                            Math.sqrt(zeroSquares / zeros), zeroAbsolute / zeros, (double) filled / zeros, zeros));
        }
    }
}
