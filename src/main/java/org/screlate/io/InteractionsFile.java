package org.screlate.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.screlate.data.Interactions;
import org.screlate.io.text.TextColumns;

/**
 * Lists of interactions as text, packed or not, or as Arrow tables: any table with two columns of genes and perhaps one of scores; STRING's
 * protein.links; BioGRID's tab, tab2 and tab3, of which the physical interactions are taken; Cytoscape's SIF.
 */
public final class InteractionsFile {
    private InteractionsFile() {}

    /** What kind of list. */
    public enum Format {
        /** Told from the first line. */
        AUTO,
        /** Any table. */
        TABLE,
        /** Columns protein1, protein2, combined_score. */
        STRING,
        /** Official symbols of the interactors. */
        BIOGRID,
        /** Cytoscape's simple interaction format: a gene, a kind of relation, its partners. */
        SIF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the interactions in their order. */
    public static Interactions read(Path path, Options options) {
        return DelimitedTableFile.readLines(
                path, reader -> new InteractionLines(new TextColumns(reader), options).read());
    }

    /**
     * What to read.
     *
     * @param format of the list
     * @param columns two of genes and perhaps one of scores, by name or position; if empty, the first two, and the third
     *     where it holds numbers
     * @param minScore interactions below it, or without a score, are left out; NaN keeps all
     * @param taxon number of the species to keep, in STRING and BioGRID; empty keeps all
     */
    public record Options(Format format, List<String> columns, double minScore, String taxon) {
        /** Everything, as the first line tells. */
        public static final Options DEFAULTS = new Options(Format.AUTO, List.of(), Double.NaN, "");

        /** Checks how many columns there are. */
        public Options {
            columns = List.copyOf(columns);
            if (columns.size() == 1 || columns.size() > 3) {
                throw new IllegalArgumentException(
                        "--ppi-columns are two of genes and perhaps one of scores, not " + columns.size());
            }
            if (!taxon.matches("\\d*")) {
                throw new IllegalArgumentException("--taxon is a number such as 9606, not '" + taxon + "'");
            }
        }
    }
}
