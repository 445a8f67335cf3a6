package org.screlate.io;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.AnnotatedMatrix;
import org.screlate.io.hdf5.H5adWriter;
import org.screlate.io.text.DelimitedMatrixWriter;
import org.screlate.io.text.TenxMtxWriter;
import org.screlate.io.text.TextFile;

/** Files for other programs. */
public final class ExportFile {
    private ExportFile() {}

    /** A kind of file. */
    public enum Format {
        /** Told from the name. */
        AUTO,
        /** AnnData in HDF5, with all parts. */
        H5AD,
        /** A folder as 10x Cell Ranger 3 writes: the main matrix only. */
        MTX,
        /** Commas between numbers: the main matrix only. */
        CSV,
        /** Tabs between numbers: the main matrix only. */
        TSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which genes to write where matrices differ in them. */
    public enum Genes {
        /** Those of the main matrix. */
        ALL,
        /** Those that all matrices have. */
        SHARED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Writes a file or folder. */
    public static void write(Path path, AnnotatedMatrix data, Format format) {
        Format kind = format == Format.AUTO ? formatOf(path) : format;
        if (kind != Format.H5AD && data.hasParts()) {
            throw new InvalidInputException("layers, obsm, obsp and varm fit into h5ad only, not into " + kind
                    + "; leave them out or write .h5ad");
        }
        switch (kind) {
            case H5AD -> H5adWriter.write(path, data);
            case MTX -> TenxMtxWriter.write(path, data.main());
            default -> DelimitedMatrixWriter.write(path, data.main(), kind == Format.CSV ? ',' : '\t');
        }
    }

    /** Refuses a name that does not tell a format, or tells another than the one that was chosen. */
    public static void checkName(Path path, Format format) {
        Format said = said(path);
        if (format == Format.AUTO) {
            formatOf(path);
        } else if (said != null && said != format) {
            throw new InvalidInputException("the name of " + path + " says " + said + ", but --format is " + format
                    + "; give one of them, or both alike");
        }
    }

    private static Format formatOf(Path path) {
        Format said = said(path);
        if (said == null && TextFile.nameUnpacked(path).contains(".")) {
            throw new InvalidInputException(
                    "the name of " + path + " does not tell its kind; end it in .h5ad, .csv or .tsv, or give --format");
        }
        return said == null ? Format.MTX : said;
    }

    /** The format that the end of a name stands for; null where it stands for none. */
    private static @Nullable Format said(Path path) {
        String name = TextFile.nameUnpacked(path);
        if (name.endsWith(".h5ad")) {
            return Format.H5AD;
        } else if (name.endsWith(".csv")) {
            return Format.CSV;
        } else if (name.endsWith(".tsv") || name.endsWith(".txt")) {
            return Format.TSV;
        }
        return name.endsWith("_mtx") || name.endsWith(".mtx") ? Format.MTX : null;
    }
}
