package org.screlate.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Page;
import org.screlate.data.Provenance;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.count.LossProbability;
import org.screlate.stats.fit.Calibration;

/**
 * Whether detection probabilities can be taken at their word: of zeros that are said to be lost values with probability p, a
 * share p should be values that were hidden on purpose ({@link LossProbability}).
 */
final class Reliability {
    private static final int BINS = 10;
    private static final int MOST_CELLS = 1000;

    private Reliability() {}

    /** Adds the figure, where probabilities of masked data, the mask and the data before are all there. */
    static void add(Chapter chapter, Results results, String sample, long seed) {
        CellMatrix mask = null;
        CellMatrix detection = null;
        Provenance history = Provenance.NONE;
        for (Result result : results.of(sample, Result.Cells.class).toList()) {
            CellMatrix matrix = ((Result.Cells) result.content()).matrix();
            if (matrix.layer() == Layer.MASK) {
                mask = matrix;
            } else if (matrix.layer() == Layer.DETECTION && Steps.isMasked(result.provenance())) {
                detection = matrix;
                history = result.provenance();
            }
        }
        CellMatrix reference = results.matrix(sample, Layer.LOGNORM).orElse(null);
        if (mask != null && detection != null && reference != null && mask.values() instanceof SparseMatrix) {
            Zeros zeros = Zeros.of(detection, mask, reference, seed);
            drawn(chapter, sample, zeros, moleculeRate(history));
        }
    }

    /** Share of the molecules that were lost; NaN where whole values were hidden. */
    private static double moleculeRate(Provenance history) {
        return Steps.last(history, "simulate")
                .filter(step -> String.valueOf(step.options().get("mechanism")).contains("thin"))
                .map(step -> Steps.number(step, "rate").orElse(Double.NaN))
                .orElse(Double.NaN);
    }

    /** Zeros of the masked data with their probability, and how many values were kept. */
    private record Zeros(float[] detection, boolean[] isLoss, int losses, long kept) {
        static Zeros of(CellMatrix detection, CellMatrix mask, CellMatrix reference, long seed) {
            Map<String, Integer> masked = CellMatrix.index("cell", mask.cells());
            Map<String, Integer> before = CellMatrix.index("cell", reference.cells());
            Map<String, Integer> maskedGenes = CellMatrix.index("gene", mask.genes());
            Map<String, Integer> beforeGenes = CellMatrix.index("gene", reference.genes());
            int[] inMask = detection.genes().stream()
                    .mapToInt(gene -> maskedGenes.getOrDefault(gene, -1))
                    .toArray();
            int[] inReference = detection.genes().stream()
                    .mapToInt(gene -> beforeGenes.getOrDefault(gene, -1))
                    .toArray();
            float[] found = new float[1024];
            boolean[] isLoss = new boolean[1024];
            int number = 0;
            int losses = 0;
            long kept = 0;
            for (int c : Sampling.of(detection.cells().size(), MOST_CELLS, seed)) {
                Integer m = masked.get(detection.cells().get(c));
                Integer b = before.get(detection.cells().get(c));
                for (int g = 0; m != null && b != null && g < inMask.length; g++) {
                    boolean lost = inMask[g] >= 0 && mask.values().get(m, inMask[g]) != 0;
                    boolean zero = inReference[g] >= 0 && reference.values().get(b, inReference[g]) == 0;
                    if (lost || zero) {
                        if (number == found.length) {
                            found = Arrays.copyOf(found, Sizes.product(2, number));
                            isLoss = Arrays.copyOf(isLoss, found.length);
                        }
                        found[number] = detection.values().get(c, g);
                        isLoss[number++] = lost;
                        losses += lost ? 1 : 0;
                    } else {
                        kept++;
                    }
                }
            }
            return new Zeros(Arrays.copyOf(found, number), Arrays.copyOf(isLoss, number), losses, kept);
        }

        float[] lossProbabilities(double moleculeRate) {
            LossProbability loss = LossProbability.of(losses, kept, moleculeRate);
            float[] p = new float[detection.length];
            for (int i = 0; i < p.length; i++) {
                p[i] = loss.of(detection[i]);
            }
            return p;
        }
    }

    private static void drawn(Chapter chapter, String sample, Zeros zeros, double moleculeRate) {
        if (zeros.losses == 0 || zeros.losses == zeros.detection.length) {
            return;
        }
        float[] p = zeros.lossProbabilities(moleculeRate);
        double share = zeros.losses / (double) p.length;
        double brier = Calibration.brier(p, zeros.isLoss);
        chapter.found(String.format(
                Locale.ROOT,
                "%s: detection probabilities say of %s how likely they are hidden values; the calibration error is %s and the Brier score"
                        + " %s, that of saying %s of each zero %s%s.",
                sample,
                Values.counted(p.length, "zero"),
                Values.shown(Calibration.expectedError(p, zeros.isLoss, BINS)),
                Values.shown(brier),
                Values.shown(share),
                Values.shown(share * (1 - share)),
                brier >= share * (1 - share) ? ": here the constant does better" : ""));
        chapter.add(Page.Figure.of(
                Values.id("reliability", sample),
                sample + ": reliability of detection probabilities",
                "Ten bins of equally many zeros, by the probability that a zero is a hidden value, and the share that are. On the"
                        + " straight line, probabilities can be taken at their word.",
                "lines",
                Parts.lines("Probability that a zero is a lost value", "Share that are", "Zeros", 0, true, true),
                bins(p, zeros.isLoss)));
    }

    /** Cases by rising probability, equal ones as they came; bits of floats from 0 on are in the order of their values. */
    static int[] order(float[] p) {
        long[] keys = new long[p.length];
        Arrays.setAll(keys, i -> (long) Float.floatToIntBits(p[i] + 0f) << 32 | i);
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    private static org.screlate.data.Table bins(float[] p, boolean[] isLoss) {
        int[] order = order(p);
        Values.RowList rows = new Values.RowList();
        double most = 0;
        for (int bin = 0; bin < BINS; bin++) {
            int[] its = Arrays.copyOfRange(
                    order, (int) ((long) bin * p.length / BINS), (int) ((bin + 1L) * p.length / BINS));
            if (its.length > 0) {
                double mean =
                        Arrays.stream(its).mapToDouble(i -> p[i]).average().orElse(0);
                double found = Arrays.stream(its).filter(i -> isLoss[i]).count() / (double) its.length;
                rows.add("line", "found", "x", mean, "y", found);
                most = Math.max(most, mean);
            }
        }
        rows.add("line", "perfectly reliable", "x", 0, "y", 0);
        rows.add("line", "perfectly reliable", "x", most, "y", most);
        return rows.table();
    }
}
