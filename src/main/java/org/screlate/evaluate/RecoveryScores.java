package org.screlate.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.stats.test.RankScores;

/**
 * How well a recovery restored the entries that were set to zero on purpose, and what it put where the reference has
 * zeros that nobody touched. With \(x\) the reference and \(y\) the recovered values of a set of \(n\) entries:
 * \[ RMSE = \sqrt{\frac1n \sum (x - y)^2}, \quad MAE = \frac1n \sum |x - y|, \quad L_1 = median |x - y|, \quad \cos =
 * \frac{\sum x y}{\sqrt{\sum x^2 \sum y^2}}. \]
 *
 * <p>Masked entries alone flatter whoever fills everything; so both kinds are also scored together, and told apart: the
 * AUROC is the chance that more was put on a masked entry than on an untouched zero, 0.5 where the values know nothing.
 *
 * @param masked the masked entries that the recovered matrix covers
 * @param maskedOutside masked entries of cells or genes that the recovered matrix does not hold
 * @param zeros entries that are zero in the reference and not masked
 * @param together both
 */
public record RecoveryScores(Masked masked, long maskedOutside, UntouchedZeros zeros, Together together) {
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
     * Errors on masked entries and untouched zeros alike.
     *
     * @param auroc NaN where there are no untouched zeros
     */
    public record Together(double rmse, double mae, double auroc, long entries) {}

    /**
     * Compares matrices, cells and genes matched by name.
     *
     * @param recovered its cells and genes must be among those of the reference
     * @param mask a stored value marks a masked entry
     * @param reference the values before they were masked, in the unit of {@code recovered}, or counts ({@link
     *     MaskedPlaces})
     */
    public static RecoveryScores of(CellMatrix recovered, CellMatrix mask, CellMatrix reference) {
        refuse(recovered, Layer.MASK, Layer.SCALED, Layer.DETECTION);
        refuse(reference, Layer.MASK, Layer.SCALED, Layer.DETECTION);
        MaskedPlaces places = new MaskedPlaces(recovered, mask, reference);
        Sums sums = new Sums();
        places.forEachCell(sums::add);
        return sums.scores(places.marks());
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
                .add("masked_and_zeros", "rmse", together.rmse(), together.entries())
                .add("masked_and_zeros", "mae", together.mae(), together.entries())
                .add("masked_and_zeros", "auroc", together.auroc(), together.entries())
                .table();
    }

    /** Sums over entries. */
    private static final class Sums {
        private final DoubleStream.Builder errors = DoubleStream.builder();
        private final DoubleStream.Builder onMasked = DoubleStream.builder();
        private final DoubleStream.Builder onZeros = DoubleStream.builder();
        private long hidden;
        private double xx;
        private double yy;
        private double xy;

        void add(float[] x, float[] y, float[] isMarked) {
            for (int g = 0; g < x.length; g++) {
                if (isMarked[g] != 0) {
                    hidden += x[g] == 0 ? 1 : 0;
                    errors.add(Math.abs((double) x[g] - y[g]));
                    onMasked.add(y[g]);
                    xx += (double) x[g] * x[g];
                    yy += (double) y[g] * y[g];
                    xy += (double) x[g] * y[g];
                } else if (x[g] == 0) {
                    onZeros.add(y[g]);
                }
            }
        }

        RecoveryScores scores(long marked) {
            double[] ofMasked = errors.build().sorted().toArray();
            double[] ofZeros = onZeros.build().toArray();
            int masked = ofMasked.length;
            MaskedPlaces.check(marked, masked, hidden);
            double absolute = sum(ofMasked);
            double squares = squares(ofMasked);
            double zeroAbsolute = sum(ofZeros);
            double zeroSquares = squares(ofZeros);
            long zeros = ofZeros.length;
            long filled = Arrays.stream(ofZeros).filter(y -> y != 0).count();
            double median = (ofMasked[(masked - 1) / 2] + ofMasked[masked / 2]) / 2;
            double cosine = xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
            double auroc =
                    zeros == 0 ? Double.NaN : RankScores.auroc(onMasked.build().toArray(), ofZeros);
            long all = masked + zeros;
            return new RecoveryScores(
                    new Masked(Math.sqrt(squares / masked), absolute / masked, median, cosine, masked),
                    marked - masked,
                    new UntouchedZeros(
                            Math.sqrt(zeroSquares / zeros), zeroAbsolute / zeros, (double) filled / zeros, zeros),
                    new Together(
                            Math.sqrt((squares + zeroSquares) / all), (absolute + zeroAbsolute) / all, auroc, all));
        }

        private static double sum(double[] errors) {
            return Arrays.stream(errors).map(Math::abs).sum();
        }

        private static double squares(double[] errors) {
            return Arrays.stream(errors).map(e -> e * e).sum();
        }
    }
}
