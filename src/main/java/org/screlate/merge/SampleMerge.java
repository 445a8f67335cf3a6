package org.screlate.merge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellFrame;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

/**
 * Several samples as one matrix: what its cells and genes are called, what is known of them, and where each gene of a sample
 * goes. Decided from the {@link CellFrame}s alone, so that the values can be copied one sample after another.
 *
 * <p>Samples stay in their order, cells in that of their sample. Genes are those of the first sample in its order, then what
 * each further sample adds ({@link Join#UNION}; a gene that a sample lacks is 0 there), or those that all have ({@link
 * Join#INTERSECTION}).
 */
public final class SampleMerge {
    private final Options options;

    /** Creates it; nothing is decided until {@link #plan}. */
    public SampleMerge(Options options) {
        this.options = options;
    }

    /** Which genes. */
    public enum Join {
        /** All that any sample has. */
        UNION,
        /** Those that all samples have. */
        INTERSECTION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When the name of the sample goes before that of the cell. */
    public enum Rename {
        /** In all samples, if two have a cell of one name. */
        NEEDED,
        /** In all samples. */
        ALWAYS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of words about a gene that differ between samples. */
    public enum Conflicts {
        /** They are refused. */
        REFUSE,
        /** The first sample's hold. */
        FIRST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A sample under its name. */
    public record Sample(String name, CellFrame frame) {}

    /**
     * Decides.
     *
     * @param samples at least one
     * @param about one row a sample, which its cells get, see {@link SampleColumns}; null for nothing
     */
    public Result plan(List<Sample> samples, @Nullable Table about) {
        Layer layer = layer(samples);
        List<String> account = new ArrayList<>();
        SampleGenes genes = SampleGenes.of(samples, options.join, options.conflicts, account);
        List<String> cells = cells(samples, account);
        Table metadata = new SampleColumns(options.sampleColumn, account).of(samples, about);
        Provenance history = samples.get(0).frame.provenance();
        for (Sample sample : samples) {
            history = history.with(sample.frame.provenance());
        }
        account.add(String.format(
                Locale.ROOT,
                "merged %d samples: %,d cells × %,d genes",
                samples.size(),
                cells.size(),
                genes.names().size()));
        CellFrame merged = new CellFrame(cells, genes.names(), layer, metadata, genes.metadata(), history);
        return new Result(merged, genes.places(), account);
    }

    private static Layer layer(List<Sample> samples) {
        Sample first = samples.get(0);
        for (Sample sample : samples) {
            if (sample.frame.layer() != first.frame.layer()) {
                throw new InvalidInputException("sample '" + first.name + "' holds "
                        + first.frame.layer().word() + ", sample '" + sample.name + "' "
                        + sample.frame.layer().word() + "; merge one kind of values");
            }
        }
        return first.frame.layer();
    }

    private List<String> cells(List<Sample> samples, List<String> account) {
        Map<String, String> sampleOf = new LinkedHashMap<>();
        String shared = null;
        for (Sample sample : samples) {
            for (String cell : sample.frame.cells()) {
                String before = sampleOf.putIfAbsent(cell, sample.name);
                shared = before == null || shared != null
                        ? shared
                        : "'" + cell + "' is in " + before + " and " + sample.name;
            }
        }
        if (shared == null && options.rename == Rename.NEEDED) {
            return List.copyOf(sampleOf.keySet());
        }
        account.add("cells are named <sample>" + options.separator + "<cell>" + (shared == null ? "" : ": " + shared));
        List<String> cells = new ArrayList<>();
        samples.forEach(
                sample -> sample.frame.cells().forEach(cell -> cells.add(sample.name + options.separator + cell)));
        Set<String> unique = new HashSet<>();
        for (String cell : cells) {
            if (!unique.add(cell)) {
                throw new InvalidInputException("two cells would be called '" + cell + "'; choose another --separator");
            }
        }
        return cells;
    }

    /**
     * Settings.
     *
     * @param separator between the names of sample and cell
     * @param sampleColumn of the cells, that will name their sample
     */
    public record Options(Join join, Conflicts conflicts, Rename rename, String separator, String sampleColumn) {
        /** All genes; cells renamed where needed. */
        public static final Options DEFAULTS = new Options(Join.UNION, Conflicts.REFUSE, Rename.NEEDED, "_", "sample");

        /** Checks the name. */
        public Options {
            if (sampleColumn.isBlank()) {
                throw new IllegalArgumentException("the column of the samples has no name");
            }
        }
    }

    /**
     * What was decided.
     *
     * @param merged names and metadata of the whole
     * @param places for each sample the place of each of its genes in the whole, -1 where it is left out
     * @param account what was joined, renamed and left out, one line each
     */
    public record Result(CellFrame merged, List<int[]> places, List<String> account) {}

    /** Whether every gene stays where it was. */
    public static boolean isIdentity(int[] places) {
        for (int g = 0; g < places.length; g++) {
            if (places[g] != g) {
                return false;
            }
        }
        return true;
    }
}
