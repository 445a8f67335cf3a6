package org.screlate.evaluate;

import java.util.Arrays;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.stats.count.LossProbability;
import org.screlate.stats.fit.Calibration;
import org.screlate.stats.test.RankScores;

/**
 * How well detection probabilities tell zeros that are losses from zeros that were there before, also as probabilities of a
 * loss ({@link LossProbability}).
 *
 * @param auroc chance that a loss has a higher π than a zero that was there before
 * @param averagePrecision of π
 * @param calibrationError {@link Calibration#expectedError} of the probability of a loss, in {@value #BINS} bins
 * @param brier score of that probability
 * @param highest what was said of the percent of the zeros of highest probability, and the share of losses in it
 * @param lossShare of the zeros that are losses
 * @param zeros compared
 * @param maskedOutside masked entries of cells or genes that the matrix does not hold
 */
public record DetectionScores(
        double auroc,
        double averagePrecision,
        double calibrationError,
        double brier,
        Calibration.Tail highest,
        double lossShare,
        long zeros,
        long maskedOutside) {
    private static final int BINS = 10;
    private static final double PERCENT = 0.01;

    /**
     * Compares matrices, cells and genes matched by name.
     *
     * @param detection probabilities, estimated from the masked data
     * @param mask a stored value marks a masked entry
     * @param reference the values before they were masked
     * @param moleculeRate q, in (0, 1); NaN where whole values were hidden
     */
    public static DetectionScores of(CellMatrix detection, CellMatrix mask, CellMatrix reference, double moleculeRate) {
        if (reference.layer() == Layer.MASK || reference.layer() == Layer.DETECTION) {
            throw new InvalidInputException("values of the layer '"
                    + reference.layer().word() + "' are no reference; give counts or expression before it was masked");
        }
        if (!(Double.isNaN(moleculeRate) || (moleculeRate > 0 && moleculeRate < 1))) {
            throw new IllegalArgumentException("thinning rate not in (0, 1): " + moleculeRate);
        }
        MaskedPlaces places = new MaskedPlaces(detection, mask, reference);
        Zeros zeros = new Zeros();
        places.forEachCell(zeros::count);
        MaskedPlaces.check(places.marks(), zeros.losses, zeros.zeroInReference);
        zeros.allocate();
        places.forEachCell(zeros::add);
        return zeros.scores(moleculeRate, places.marks());
    }

    /** The scores as columns task, name, metric, value, n (zeros). */
    public Table metrics() {
        return new Metrics("recovery")
                .add("detection", "auroc", auroc, zeros)
                .add("detection", "average_precision", averagePrecision, zeros)
                .add("detection", "calibration_error", calibrationError, zeros)
                .add("detection", "brier", brier, zeros)
                .add("detection", "highest_percent_said", highest.said(), zeros)
                .add("detection", "highest_percent_true", highest.came(), zeros)
                .add("detection", "loss_share", lossShare, zeros)
                .table();
    }

    /** The zeros of the masked data. */
    private static final class Zeros {
        private float[] probabilities = {};
        private boolean[] isLoss = {};
        private int next;
        private int losses;
        private int before;
        private long zeroInReference;
        private long detected;

        void count(float[] known, float[] found, float[] isMarked) {
            for (int g = 0; g < known.length; g++) {
                boolean marked = isMarked[g] != 0;
                losses += marked ? 1 : 0;
                zeroInReference += marked && known[g] == 0 ? 1 : 0;
                before += !marked && known[g] == 0 ? 1 : 0;
                detected += !marked && known[g] != 0 ? 1 : 0;
                if (!(found[g] >= 0 && found[g] <= 1)) {
                    throw new InvalidInputException("a detection probability of " + found[g]
                            + "; all must be in [0, 1], as screlate-impute writes them");
                }
            }
        }

        void allocate() {
            if (before == 0) {
                throw new InvalidInputException("the reference has no zero, so there is nothing to tell losses from");
            }
            probabilities = new float[losses + before];
            isLoss = new boolean[losses + before];
        }

        void add(float[] known, float[] found, float[] isMarked) {
            for (int g = 0; g < known.length; g++) {
                if (isMarked[g] != 0 || known[g] == 0) {
                    probabilities[next] = found[g];
                    isLoss[next++] = isMarked[g] != 0;
                }
            }
        }

        DetectionScores scores(double moleculeRate, long marks) {
            double[] pi = new double[next];
            Arrays.setAll(pi, i -> probabilities[i]);
            double auroc = RankScores.auroc(pi, isLoss);
            double precision = RankScores.averagePrecision(pi, isLoss);
            LossProbability loss = LossProbability.of(losses, detected, moleculeRate);
            for (int i = 0; i < next; i++) {
                probabilities[i] = loss.of(pi[i]);
            }
            return new DetectionScores(
                    auroc,
                    precision,
                    Calibration.expectedError(probabilities, isLoss, BINS),
                    Calibration.brier(probabilities, isLoss),
                    Calibration.highest(probabilities, isLoss, PERCENT),
                    losses / (double) next,
                    next,
                    marks - losses);
        }
    }
}
