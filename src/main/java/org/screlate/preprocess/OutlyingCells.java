package org.screlate.preprocess;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.ShortestDecimal;
import org.screlate.stats.math.Median;

/**
 * Cells to drop beside those beyond fixed limits: those flagged as doublets, and those that lie far from the others of their
 * sample. With \(m\) the median and \(s = 1.4826 \cdot \mathrm{median} |x - m|\) of a figure over the cells of a sample, a cell is
 * an outlier where its log counts or log genes are below \(m - k s\), or its mitochondrial percent above \(m + k s\).
 *
 * @see <a href="https://doi.org/10.1093/bioinformatics/btw777">McCarthy et al. (2017)</a>, whose directions and logs these are
 */
public final class OutlyingCells {
    /** Makes the median deviation that of a normal distribution. */
    private static final double NORMAL = 1.4826;

    private final Options options;

    /** Creates it; nothing is decided until {@link #reasons}. */
    public OutlyingCells(Options options) {
        this.options = options;
    }

    /**
     * Settings.
     *
     * @param deviations k; 0: no outliers are sought
     * @param sampleColumn of cell metadata, in whose samples medians are taken; null: of all cells
     * @param doubletColumn of cell metadata that flags doublets; null for none
     */
    public record Options(double deviations, @Nullable String sampleColumn, @Nullable String doubletColumn) {
        /** None are sought. */
        public static final Options DEFAULTS = new Options(0, null, null);

        /** Checks the range. */
        public Options {
            if (!(deviations >= 0 && deviations < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("median absolute deviations not from 0 up: " + deviations);
            }
        }
    }

    /** The reason to drop each cell, null where there is none. Cells without counts are passed over. */
    public @Nullable String[] reasons(CellMatrix counts, QualityControl.Cells cells) {
        @Nullable String[] reasons = new @Nullable String[cells.counts().length];
        if (options.doubletColumn != null) {
            flag(counts.cellMetadata().texts(options.doubletColumn), options.doubletColumn, reasons);
        }
        if (options.deviations > 0) {
            for (int[] sample : samples(counts, cells, reasons).values()) {
                String low = "by more than " + number(options.deviations) + " MAD";
                mark(sample, c -> -Math.log((double) cells.counts()[c]), "counts low " + low, reasons);
                mark(sample, c -> -Math.log(cells.genes()[c]), "genes low " + low, reasons);
                mark(sample, c -> cells.mitoPercent()[c], "mito high " + low, reasons);
            }
        }
        return reasons;
    }

    private static void flag(String[] flags, String column, @Nullable String[] reasons) {
        for (int c = 0; c < flags.length; c++) {
            switch (flags[c].toLowerCase(Locale.ROOT)) {
                case "true", "1", "1.0", "yes", "doublet" -> reasons[c] = "flagged by " + column;
                case "false", "0", "0.0", "no", "singlet", "" -> {}
                default ->
                    throw new InvalidInputException("column '" + column + "' holds '" + flags[c]
                            + "'; true or doublet flags a cell, false, singlet or nothing does not");
            }
        }
    }

    private Map<String, int[]> samples(CellMatrix counts, QualityControl.Cells cells, @Nullable String[] reasons) {
        String[] samples = options.sampleColumn == null
                ? new String[0]
                : counts.cellMetadata().labels(options.sampleColumn);
        Map<String, List<Integer>> members = IntStream.range(0, reasons.length)
                .filter(c -> reasons[c] == null && cells.counts()[c] > 0)
                .boxed()
                .collect(Collectors.groupingBy(
                        c -> samples.length == 0 ? "" : samples[c], TreeMap::new, Collectors.toList()));
        Map<String, int[]> numbers = new TreeMap<>();
        members.forEach((sample, list) ->
                numbers.put(sample, list.stream().mapToInt(c -> c).toArray()));
        return numbers;
    }

    /** Marks those whose figure is too high; all figures are of the same cells, whether marked before or not. */
    private void mark(int[] sample, IntToDoubleFunction figure, String reason, @Nullable String[] reasons) {
        double[] figures = IntStream.of(sample).mapToDouble(figure).toArray();
        double median = Median.of(figures);
        double deviation = NORMAL
                * Median.of(
                        Arrays.stream(figures).map(x -> Math.abs(x - median)).toArray());
        double limit = median + options.deviations * deviation;
        for (int i = 0; i < sample.length; i++) {
            // A hair's breadth beyond the limit is rounding, which counts where all deviations are 0.
            if (figures[i] > limit + 1e-12 * Math.abs(limit) && reasons[sample[i]] == null) {
                reasons[sample[i]] = reason;
            }
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : ShortestDecimal.of(value);
    }
}
