package org.screlate.io.foreign;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What to read of a file.
 *
 * @param format its kind
 * @param layer of an h5ad: the layer to read in place of X
 * @param raw of an h5ad: whether to read raw/X in place of X
 * @param orientation of a table or Matrix Market file; null for what is usual: cells in rows of a table, genes in
 *     rows of a Matrix Market file
 * @param geneColumn which of the gene columns names the genes; null for the usual one
 * @param featureType of 10x files that hold several: the type to keep
 * @param modality of a MuData file: the one to read; null where it has but one
 * @param genome of a 10x HDF5 file with several: the one to read; null for all
 * @param separator of a table: what stands between columns; null to find out
 */
public record ForeignOptions(
        Format format,
        @Nullable String layer,
        boolean raw,
        @Nullable Orientation orientation,
        @Nullable String geneColumn,
        String featureType,
        @Nullable String modality,
        @Nullable String genome,
        @Nullable Character separator) {
    /** Everything as is usual. */
    public static final ForeignOptions DEFAULTS =
            new ForeignOptions(Format.AUTO, null, false, null, null, "Gene Expression", null, null, null);

    /** Checks that they fit each other. */
    public ForeignOptions {
        if (raw && layer != null) {
            throw new IllegalArgumentException("--layer and --raw name two matrices; give one");
        }
    }

    /** A separator by its word or as it is; null for null. */
    public static @Nullable Character separator(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "tab", "\\t" -> '\t';
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "space" -> ' ';
            default -> {
                if (word.length() != 1) {
                    throw new IllegalArgumentException(
                            "--separator is tab, comma, semicolon, space or one character, not '" + word + "'");
                }
                yield word.charAt(0);
            }
        };
    }

    /** A kind of file. */
    public enum Format {
        /** Told from the name. */
        AUTO,
        /** AnnData in HDF5. */
        H5AD,
        /** What 10x Cell Ranger writes in HDF5, versions 2 and 3. */
        TENX_H5,
        /** What loompy writes in HDF5. */
        LOOM,
        /** A folder with matrix.mtx, barcodes.tsv and features.tsv or genes.tsv. */
        MTX,
        /** A table of numbers as text. */
        TABLE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Which names the rows of a matrix carry. */
    public enum Orientation {
        /** A row is a cell. */
        CELLS_IN_ROWS,
        /** A row is a gene. */
        GENES_IN_ROWS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
