package org.screlate.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.io.hdf5.H5adReader;
import org.screlate.io.hdf5.TenxH5Reader;
import org.screlate.io.text.DelimitedMatrixReader;
import org.screlate.io.text.TenxMtxReader;
import org.screlate.io.text.TextFile;

/** Matrices in the files of other programs. */
public final class ForeignFile {
    private ForeignFile() {}

    /**
     * Reads a matrix.
     *
     * @param memory told the bytes of memory that reading will need, once, before the work
     */
    public static ForeignMatrix read(Path path, ForeignOptions options, LongConsumer memory) {
        if (!Files.exists(path)) {
            throw new InvalidInputException("no such file: " + path);
        }
        ForeignOptions.Format format =
                options.format() == ForeignOptions.Format.AUTO ? formatOf(path) : options.format();
        if (format != ForeignOptions.Format.H5AD && (options.raw() || options.layer() != null)) {
            throw new InvalidInputException(path + " is read as " + format + ", but --layer and --raw are for h5ad");
        }
        if ((format == ForeignOptions.Format.H5AD || format == ForeignOptions.Format.TENX_H5)
                && options.orientation() != null) {
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

    private static ForeignOptions.Format formatOf(Path path) {
        String name = TextFile.nameUnpacked(path);
        if (Files.isDirectory(path) || name.endsWith(".mtx")) {
            return ForeignOptions.Format.MTX;
        } else if (name.endsWith(".h5ad")) {
            return ForeignOptions.Format.H5AD;
        } else if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            return ForeignOptions.Format.TENX_H5;
        } else if (name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt")) {
            return ForeignOptions.Format.TABLE;
        }
        throw new InvalidInputException("the name of " + path + " does not tell its kind; give --format");
    }
}
