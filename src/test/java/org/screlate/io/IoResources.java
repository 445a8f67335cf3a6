package org.screlate.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.screlate.data.Layer;
import org.screlate.io.foreign.ForeignChecks;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;

/** The small files of src/test/oracles/io_files.py, and the counts that are in each of them. */
public final class IoResources {
    public static final List<String> CELLS = List.of("cell-1", "cell-2", "Zelle-ä", "cell-4");
    public static final List<String> GENES = List.of("Gad1", "Gad2", "Sst");
    public static final float[] COUNTS = {1, 0, 2, 0, 0, 0, 0, 70000, 3, 4, 0, 0};

    private IoResources() {}

    /** Puts a resource into a folder, unpacked. */
    public static Path unpack(String name, Path folder) {
        try (InputStream in = Objects.requireNonNull(IoResources.class.getResourceAsStream(name + ".gz"), name)) {
            Path path = folder.resolve(Path.of(name).getFileName());
            Files.copy(new GZIPInputStream(in), path);
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ForeignMatrix read(Path path, ForeignOptions options) {
        return ForeignFile.read(path, options, bytes -> {});
    }

    public static ForeignOptions layer(String name) {
        return new ForeignOptions(
                ForeignOptions.Format.AUTO, name, false, null, null, "Gene Expression", null, null, null);
    }

    public static ForeignOptions options(ForeignOptions.Orientation orientation, String geneColumn) {
        return new ForeignOptions(
                ForeignOptions.Format.AUTO, null, false, orientation, geneColumn, "Gene Expression", null, null, null);
    }

    public static ForeignChecks counts() {
        return new ForeignChecks(Layer.COUNTS, false);
    }

    /** Every value, row after row. */
    public static float[] values(Matrix matrix) {
        DenseMatrix dense = matrix.toDense();
        return dense.values();
    }
}
