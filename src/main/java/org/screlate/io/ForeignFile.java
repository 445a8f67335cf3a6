package org.screlate.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;

/** Matrices in the files of other programs. */
public final class ForeignFile {
    private ForeignFile() {}

    /** A kind of file. */
    public enum Format {
        /** Told from the name. */
        AUTO,
        /** AnnData in HDF5. */
        H5AD,
        /** What 10x Cell Ranger writes in HDF5, versions 2 and 3. */
        TENX_H5,
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
     */
    public record Options(
            Format format,
            @Nullable String layer,
            boolean raw,
            @Nullable Orientation orientation,
            @Nullable String geneColumn,
            String featureType) {
        /** Everything as is usual. */
        public static final Options DEFAULTS = new Options(Format.AUTO, null, false, null, null, "Gene Expression");

        /** Checks that they fit each other. */
        public Options {
            if (raw && layer != null) {
                throw new IllegalArgumentException("--layer and --raw name two matrices; give one");
            }
        }
    }

    /**
     * Reads a matrix.
     *
     * @param memory told the bytes of memory that reading will need, once, before the work
     */
    public static ForeignMatrix read(Path path, Options options, LongConsumer memory) {
        if (!Files.exists(path)) {
            throw new InvalidInputException("no such file: " + path);
        }
        Format format = options.format() == Format.AUTO ? formatOf(path) : options.format();
        if (format != Format.H5AD && (options.raw() || options.layer() != null)) {
            throw new InvalidInputException(path + " is read as " + format + ", but --layer and --raw are for h5ad");
        }
        if ((format == Format.H5AD || format == Format.TENX_H5) && options.orientation() != null) {
            throw new InvalidInputException(
                    path + " is read as " + format + ", which says itself what its rows are; leave --orientation out");
        }
        return switch (format) {
            case H5AD -> H5adReader.read(path, options, memory);
            case TENX_H5 -> TenxH5Reader.read(path, options, memory);
            case MTX -> TenxMtxReader.read(path, options, memory);
            default -> DelimitedMatrixReader.read(path, options, memory);
        };
    }

    private static Format formatOf(Path path) {
        String name = TextFile.nameUnpacked(path);
        if (Files.isDirectory(path) || name.endsWith(".mtx")) {
            return Format.MTX;
        } else if (name.endsWith(".h5ad")) {
            return Format.H5AD;
        } else if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            return Format.TENX_H5;
        } else if (name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt")) {
            return Format.TABLE;
        }
        throw new InvalidInputException("the name of " + path + " does not tell its kind; give --format");
    }

    /** Bytes that a sparse matrix of so many stored values needs while it is read, checked and written. */
    static long bytes(long stored) {
        return 24 * stored;
    }
}
