package org.screlate.simulate;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.random.Streams;

/**
 * Fewer or more cells than a matrix of counts has, to see how work grows with them.
 *
 * <p>Up to their number, cells are drawn without replacement and kept as they are, in their order. Beyond it they are
 * drawn with replacement, and each count y of a drawn cell is drawn anew from the Poisson distribution of mean y, so
 * that no two cells are the same; such cells are named cell1, cell2, ….
 */
public final class Resampling {
    // Below this mean, a sum from 0 up is quick and its first term a normal double.
    private static final double SUMMED = 500;

    private final Options options;

    /** Creates the method; nothing is drawn until {@link #draw}. */
    public Resampling(Options options) {
        this.options = options;
    }

    /**
     * Settings.
     *
     * @param cells how many to draw, at least 1
     */
    public record Options(int cells, long seed) {
        /** A thousand cells. */
        public static final Options DEFAULTS = new Options(1000, 0);

        /** Checks the number. */
        public Options {
            if (cells < 1) {
                throw new IllegalArgumentException("cell number < 1: " + cells);
            }
        }
    }

    /** Bytes that {@link #draw} needs at its peak: the input and what is drawn of it. */
    public long memory(CellMatrix counts) {
        long stored = counts.values() instanceof SparseMatrix sparse
                ? sparse.stored()
                : (long) counts.cells().size() * counts.genes().size();
        long cells = Math.max(1, counts.cells().size());
        long read = stored * (Integer.BYTES + Float.BYTES);
        return (long) (read * (1 + (double) options.cells / cells)) + Math.min(read, 33 << 20);
    }

    /** Draws the cells, with their metadata. */
    public CellMatrix draw(CellMatrix counts) {
        if (counts.layer() != Layer.COUNTS) {
            throw new InvalidInputException(
                    "values of the layer '" + counts.layer().word() + "' cannot be drawn anew; give counts");
        }
        int n = counts.cells().size();
        if (n == 0) {
            throw new InvalidInputException("there are no cells to draw from");
        }
        CellMatrix sparse = counts.withValues(counts.values().toSparse(), Layer.COUNTS);
        return options.cells() <= n ? sparse.selectCells(withoutReplacement(n)) : redrawn(sparse);
    }

    // Knuth's algorithm S: each cell is taken with probability (still to take) / (still to visit).
    private int[] withoutReplacement(int n) {
        SplittableRandom random = Streams.of(options.seed(), "cells without replacement");
        int[] chosen = new int[options.cells()];
        int taken = 0;
        for (int c = 0; c < n; c++) {
            if (random.nextDouble() * (n - c) < chosen.length - taken) {
                chosen[taken++] = c;
            }
        }
        return chosen;
    }

    private CellMatrix redrawn(CellMatrix counts) {
        SplittableRandom cells = Streams.of(options.seed(), "cells with replacement");
        SplittableRandom molecules = Streams.of(options.seed(), "counts");
        int[] chosen = new int[options.cells()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = cells.nextInt(counts.cells().size());
        }
        SparseMatrix values = counts.values().selectRows(chosen).toSparse();
        float[] drawn = new float[values.stored()];
        for (int k = 0; k < drawn.length; k++) {
            drawn[k] = poisson(molecules.nextDouble(), values.values()[k]);
        }
        return new CellMatrix(
                IntStream.rangeClosed(1, chosen.length)
                        .mapToObj(i -> "cell" + i)
                        .toList(),
                counts.genes(),
                values.withValues(drawn),
                Layer.COUNTS,
                counts.cellMetadata().select(chosen),
                counts.geneMetadata(),
                null,
                counts.provenance());
    }

    /** The least count whose distribution function reaches a probability. */
    static int poisson(double probability, double mean) {
        if (mean > SUMMED) {
            return PoissonDistribution.of(mean).inverseCumulativeProbability(probability);
        }
        double mass = Math.exp(-mean);
        double cumulated = mass;
        int count = 0;
        while (cumulated < probability && (count < mean || mass > Double.MIN_NORMAL)) {
            mass *= mean / ++count;
            cumulated += mass;
        }
        return count;
    }
}
