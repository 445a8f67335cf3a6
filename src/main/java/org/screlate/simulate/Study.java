package org.screlate.simulate;

import java.util.List;
import java.util.Map;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.Table;

/**
 * A simulated study and all that was planted in it.
 *
 * @param counts with the cell columns {@code cell_type}, {@code subject}, {@code group} and the gene column {@code gene_ids}
 * @param network interactions: columns {@code g1_symbol}, {@code g2_symbol}, {@code conn} in (0, 1)
 * @param geneSets modules, markers and random sets
 * @param truth one row for each planted thing: {@code kind}, {@code gene_1}, {@code gene_2} (pairs only), {@code name},
 *     {@code control}, {@code treated}
 */
public record Study(CellMatrix counts, Table network, List<GeneSet> geneSets, Table truth) {
    /** Keeps its own copy. */
    public Study {
        geneSets = List.copyOf(geneSets);
    }

    /** The cells' names, in the column {@code cell}, and metadata. */
    public static Table cells(CellMatrix counts) {
        Table table = Table.ofRows(counts.cells().size())
                .with("cell", new Column.Text(counts.cells().toArray(new String[0])));
        for (Map.Entry<String, Column> column : counts.cellMetadata().columns().entrySet()) {
            table = table.with(column.getKey(), column.getValue());
        }
        return table;
    }

    /** The two groups; every subject gives cells to both. */
    static final List<String> GROUPS = List.of("control", "treated");

    /**
     * How much of everything; counts of things.
     *
     * @param subjects each sampled in both groups
     * @param cellsPerSubject cells of one subject in one group
     * @param types cell types, mixed in each sample
     * @param genes in all
     * @param markers for each type
     * @param modules groups of genes that are coexpressed and interact
     * @param moduleSize genes in each module
     * @param pairs of genes, coexpressed as their kind says
     */
    public record Sizes(
            int subjects,
            int cellsPerSubject,
            int types,
            int genes,
            int markers,
            int modules,
            int moduleSize,
            int pairs) {
        /** A small study. */
        public static final Sizes DEFAULTS = new Sizes(6, 25, 3, 150, 8, 4, 6, 10);

        /** Checks each number, and that the genes suffice for all roles. */
        public Sizes {
            atLeast(1, "subjects", subjects);
            atLeast(1, "cells per subject", cellsPerSubject);
            atLeast(1, "types", types);
            atLeast(0, "markers", markers);
            atLeast(0, "modules", modules);
            atLeast(2, "module size", moduleSize);
            atLeast(0, "pairs", pairs);
            long needed =
                    (long) types * markers + (long) modules * moduleSize + 2L * pairs + StudyGenes.MITOCHONDRIAL.size();
            if (genes < needed) {
                throw new IllegalArgumentException("genes < " + needed + ", which markers, modules, pairs and the "
                        + StudyGenes.MITOCHONDRIAL.size() + " mitochondrial genes need: " + genes);
            }
        }

        /** Cells in all. */
        long cells() {
            return (long) subjects * GROUPS.size() * cellsPerSubject;
        }

        private static void atLeast(int least, String name, int value) {
            if (value < least) {
                throw new IllegalArgumentException(name + " < " + least + ": " + value);
            }
        }
    }

    /**
     * How strong everything is; logs are natural.
     *
     * @param meanCount expected count of a usual gene in a usual cell; genes of modules and pairs have four times as much
     * @param dispersion \(\sigma\): variance is \(\mu + \sigma \mu^2\)
     * @param librarySd standard deviation of the log size factors of cells
     * @param subjectSd standard deviation of the log effects of subjects on genes
     * @param markerLogFold log fold change of a marker in its type
     * @param responseLogFold log fold change of the genes of the first module in treated cells
     * @param moduleRho correlation of the normal scores of two genes of a module, in [0, 1)
     * @param pairRho correlation, in absolute value, of the normal scores of a coexpressed pair, in [0, 1)
     */
    public record Effects(
            double meanCount,
            double dispersion,
            double librarySd,
            double subjectSd,
            double markerLogFold,
            double responseLogFold,
            double moduleRho,
            double pairRho) {
        /** Clear, but not beyond real data. */
        public static final Effects DEFAULTS = new Effects(0.4, 0.3, 0.3, 0.2, 2, 0.7, 0.6, 0.7);

        /** Checks each strength. */
        public Effects {
            between(1e-3, 100, "mean count", meanCount);
            between(0.01, 100, "dispersion", dispersion);
            between(0, 2, "library sd", librarySd);
            between(0, 2, "subject sd", subjectSd);
            between(-5, 5, "marker log fold", markerLogFold);
            between(-5, 5, "response log fold", responseLogFold);
            between(0, 0.99, "module rho", moduleRho);
            between(0, 0.99, "pair rho", pairRho);
        }

        private static void between(double least, double most, String name, double value) {
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException(name + " not in [" + least + ", " + most + "]: " + value);
            }
        }
    }

    /**
     * Modules whose correlation changes with treatment.
     *
     * @param modules the last so many
     * @param treatedRho their correlation in treated cells, in [0, 1)
     */
    public record Rewired(int modules, double treatedRho) {
        /** None. */
        public static final Rewired DEFAULTS = new Rewired(0, 0.1);

        /** Checks the numbers. */
        public Rewired {
            if (modules < 0) {
                throw new IllegalArgumentException("rewired modules < 0: " + modules);
            }
            Effects.between(0, 0.99, "rewired rho", treatedRho);
        }
    }

    /** How coexpression of a pair differs between the groups, as multiples of {@link Effects#pairRho}. */
    enum PairKind {
        GAIN(0, 1),
        LOSS(1, 0),
        FLIP(-1, 1),
        CONSTANT(1, 1),
        NONE(0, 0);

        private final int control;
        private final int treated;

        PairKind(int control, int treated) {
            this.control = control;
            this.treated = treated;
        }

        /** The kinds take turns. */
        static PairKind of(int pair) {
            return values()[pair % values().length];
        }

        /**
         * The correlation in a group.
         *
         * @param group number in {@link #GROUPS}
         */
        double rho(int group, Effects effects) {
            return (group == 0 ? control : treated) * effects.pairRho();
        }
    }
}
