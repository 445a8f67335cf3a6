package org.screlate.io.hdf5;

import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why an HDF5 file could not be read, and what to do. */
final class HdfFaults {
    private static final Pattern FILTER = Pattern.compile("name='([^';]*)[^']*' id=(\\d+)");
    private static final String REWRITE = "python -c \"import hdf5plugin, anndata;"
            + " anndata.read_h5ad('OLD').write_h5ad('NEW', compression='gzip')\"";

    private static final String OPAQUE = "io.jhdf.object.datatype.OpaqueDataType";
    private static final String TAKE_OUT = "python -c \"import h5py; f = h5py.File('COPY', 'r+'); found = [];"
            + " f.visititems(lambda n, d: found.append(n) if getattr(d, 'dtype', None) and d.dtype.kind == 'V'"
            + " and not d.dtype.names else None); [f.__delitem__(n) for n in found]\"";

    private HdfFaults() {}

    /** Whether a fault was raised in the library that reads HDF5, not in our code. */
    static boolean isOfTheReader(RuntimeException fault) {
        for (StackTraceElement at : fault.getStackTrace()) {
            if (at.getClassName().startsWith("io.jhdf.")) {
                return true;
            }
            if (at.getClassName().startsWith("org.screlate.")) {
                return false;
            }
        }
        return false;
    }

    /** Whether a dataset is packed by a filter that cannot be read here, which says nothing of others. */
    static boolean isMissingFilter(HdfFilterException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (FILTER.matcher(String.valueOf(cause.getMessage())).find()) {
                return true;
            }
        }
        return false;
    }

    /** The end of a sentence that begins with the name of the file. */
    static String explain(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            Matcher filter = FILTER.matcher(message);
            if (cause instanceof HdfFilterException && filter.find()) {
                return "is compressed by the HDF5 filter '" + filter.group(1).strip() + "' (number " + filter.group(2)
                        + "), which cannot be read here; write it with gzip: " + REWRITE;
            }
            if (Arrays.stream(cause.getStackTrace())
                    .anyMatch(at -> at.getClassName().equals(OPAQUE))) {
                return "holds an array of an opaque type (numpy's void), which hides all others of its group here; take it out of a"
                        + " copy: " + TAKE_OUT;
            }
            if (cause instanceof UnsupportedHdfException && message.contains("data layout message version")) {
                return "has the newest layout of HDF5 2.0, which cannot be read yet; write it without"
                        + " libver='latest', or by h5repack OLD NEW";
            }
            if (cause instanceof UnsupportedHdfException) {
                return "has a part of HDF5 that cannot be read here ("
                        + message.lines().findFirst().orElse("") + "); write it anew: " + REWRITE;
            }
        }
        return "is not an HDF5 file, or is damaged; fetch or make it again";
    }
}
