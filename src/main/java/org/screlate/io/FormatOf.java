package org.screlate.io;

import java.nio.file.Files;
import java.nio.file.Path;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.io.hdf5.HdfKind;
import org.screlate.io.text.TextFile;

/** Tells the format of a file: HDF5 by what is in it, all else by its name. */
final class FormatOf {
    private static final String ZARR =
            "an h5ad of it: pip install anndata zarr; python -c \"import anndata; anndata.read_zarr('%s').write_h5ad('NEW.h5ad')\"";
    // anndata 0.13 takes the name of a folder only.
    private static final String ZARR_PACKED =
            "an h5ad of it: pip install anndata zarr; python -c \"import anndata, zarr; "
                    + "anndata.read_zarr(zarr.storage.ZipStore('%s', mode='r')).write_h5ad('NEW.h5ad')\"";
    private static final String ZARR_MUDATA =
            "an h5mu of it: pip install mudata zarr; python -c \"import mudata; mudata.read_zarr('%s').write('NEW.h5mu')\"";
    private static final String SEURAT = "anndataR::write_h5ad(anndataR::as_AnnData(readRDS('%s')), 'NEW.h5ad')";

    private FormatOf() {}

    static ForeignOptions.Format path(Path path) {
        String name = TextFile.nameUnpacked(path);
        refuse(path);
        if (Files.isDirectory(path) || name.endsWith(".mtx")) {
            return ForeignOptions.Format.MTX;
        } else if (HdfKind.isHdf(path) || name.endsWith(".h5ad") || name.endsWith(".h5mu") || name.endsWith(".loom")) {
            return HdfKind.of(path);
        } else if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            return ForeignOptions.Format.TENX_H5;
        } else if (name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt")) {
            return ForeignOptions.Format.TABLE;
        }
        throw new InvalidInputException(
                "the name of " + path + " does not tell its kind; give --format, such as h5ad, tenx-h5 or table");
    }

    /** Refuses what no format reads, with the way to make something of it that is read. */
    static void refuse(Path path) {
        String name = TextFile.nameUnpacked(path);
        if (Files.exists(path.resolve(".zgroup"))
                || Files.exists(path.resolve("zarr.json"))
                || name.endsWith(".zarr")
                || name.endsWith(".zarr.zip")) {
            throw new InvalidInputException(path + " is a zarr store, which is not read; make "
                    + zarr(path, name).formatted(path));
        }
        if (name.endsWith(".xlsx") || name.endsWith(".xls") || name.endsWith(".parquet")) {
            throw new InvalidInputException(
                    path + " is a spreadsheet or a Parquet file, which is not read; save it as .tsv");
        }
        if (name.endsWith(".tar") || name.endsWith(".zip") || name.endsWith(".tgz") || HdfKind.isPacked(path)) {
            throw new InvalidInputException(path + " is packed; unpack it first, and give what is in it");
        }
        if (name.endsWith(".rds") || name.endsWith(".rdata")) {
            throw new InvalidInputException(
                    path + " is a file of R, which is not read; make an h5ad of it in R: " + SEURAT.formatted(path));
        }
    }

    private static String zarr(Path path, String name) {
        if (Files.isDirectory(path.resolve("mod"))) {
            return ZARR_MUDATA;
        }
        return name.endsWith(".zip") ? ZARR_PACKED : ZARR;
    }
}
