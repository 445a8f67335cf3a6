package org.screlate.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.io.hdf5.H5adReader;
import org.screlate.io.hdf5.LoomReader;
import org.screlate.io.hdf5.TenxH5Reader;
import org.screlate.io.text.DelimitedMatrixReader;
import org.screlate.io.text.TenxMtxReader;

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
        FormatOf.refuse(path);
        ForeignOptions.Format format =
                options.format() == ForeignOptions.Format.AUTO ? FormatOf.path(path) : options.format();
        checkFit(path, format, options);
        return switch (format) {
            case H5AD -> H5adReader.read(path, options, memory);
            case TENX_H5 -> TenxH5Reader.read(path, options, memory);
            case LOOM -> LoomReader.read(path, options, memory);
            case MTX -> TenxMtxReader.read(path, options, memory);
            default -> DelimitedMatrixReader.read(path, options, memory);
        };
    }

    private static void checkFit(Path path, ForeignOptions.Format format, ForeignOptions options) {
        boolean layered = format == ForeignOptions.Format.H5AD || format == ForeignOptions.Format.LOOM;
        if ((options.raw() && format != ForeignOptions.Format.H5AD) || (options.layer() != null && !layered)) {
            throw new InvalidInputException(path + " is read as " + format + ", but --layer and --raw are for h5ad");
        }
        if (options.modality() != null && format != ForeignOptions.Format.H5AD) {
            throw new InvalidInputException(path + " is read as " + format + ", but --modality is for h5mu");
        }
        boolean ofGenomes = format == ForeignOptions.Format.TENX_H5 || format == ForeignOptions.Format.MTX;
        if (options.genome() != null && !ofGenomes) {
            throw new InvalidInputException(path + " is read as " + format + ", but --genome is for tenx-h5 and mtx");
        }
        if (!options.featureType().equals(ForeignOptions.DEFAULTS.featureType()) && !ofGenomes) {
            throw new InvalidInputException(
                    path + " is read as " + format + ", but --feature-type is for tenx-h5 and mtx");
        }
        if (options.separator() != null && format != ForeignOptions.Format.TABLE) {
            throw new InvalidInputException(path + " is read as " + format + ", but --separator is for tables");
        }
        if ((layered || format == ForeignOptions.Format.TENX_H5) && options.orientation() != null) {
            throw new InvalidInputException(
                    path + " is read as " + format + ", which says itself what its rows are; leave --orientation out");
        }
    }
}
