package org.screlate.io.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.ForeignOptions;

/** What an HDF5 file is, by what is in it. */
public final class HdfKind {
    private HdfKind() {}

    /** Whether a file begins as HDF5 files do. */
    public static boolean isHdf(Path path) {
        return Hdf.isHdf(path);
    }

    /** Whether a file is HDF5 by its name, and packed by gzip. */
    public static boolean isPacked(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".h5ad.gz")
                || name.endsWith(".h5.gz")
                || name.endsWith(".h5mu.gz")
                || name.endsWith(".loom.gz");
    }

    /** The format to read a file as; the user's error, with what to do, if it is one that is not read. */
    public static ForeignOptions.Format of(Path path) {
        return Hdf.read(path, HdfKind::of);
    }

    private static ForeignOptions.Format of(HdfFile file) {
        List<String> names = Hdf.names(file);
        if (names.contains("barcode_idx") || names.contains("molecule_info")) {
            throw new InvalidInputException("it is the molecule_info.h5 of Cell Ranger, one row a molecule;"
                    + " give filtered_feature_bc_matrix.h5, which lies beside it");
        }
        if (names.contains("cell.names") || names.contains("assays")) {
            throw new InvalidInputException("it is an h5Seurat file, which is not read; make an h5ad of it in R:"
                    + " SeuratDisk::Convert('OLD.h5Seurat', dest = 'h5ad')");
        }
        if (names.contains("obs") || names.contains("mod") || names.contains("X")) {
            return ForeignOptions.Format.H5AD;
        }
        return names.contains("matrix") && Hdf.child(file, "matrix") instanceof Dataset
                ? ForeignOptions.Format.LOOM
                : ForeignOptions.Format.TENX_H5;
    }

    /** Refuses a file that is of another format than the one it is to be read as. */
    static void check(HdfFile file, ForeignOptions.Format wanted) {
        ForeignOptions.Format found = of(file);
        if (found != wanted) {
            throw new InvalidInputException("it is not " + wanted + " but " + found + "; give --format " + found);
        }
    }
}
