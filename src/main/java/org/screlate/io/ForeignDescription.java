package org.screlate.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.Description;
import org.screlate.io.hdf5.HdfDescription;
import org.screlate.io.text.TextDescription;

/** Says what a file of another program is, without reading all of it. */
public final class ForeignDescription {
    private ForeignDescription() {}

    /** Lines for the user; a file that is not read at all is the user's error, which says what it is and what to do. */
    public static List<String> of(Path path) {
        if (!Files.exists(path)) {
            throw new InvalidInputException("no such file: " + path);
        }
        Description found =
                switch (FormatOf.path(path)) {
                    case H5AD -> HdfDescription.h5ad(path);
                    case TENX_H5 -> HdfDescription.tenx(path);
                    case LOOM -> HdfDescription.loom(path);
                    case MTX -> TextDescription.mtx(path);
                    default -> TextDescription.table(path);
                };
        return found.lines(path.toString());
    }
}
