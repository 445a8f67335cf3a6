package org.screlate.io.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.foreign.ColumnText;
import org.screlate.io.foreign.CompressedRows;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;

/** h5ad files: X, a layer or raw, with obs and var; anndata's present encoding and the older ones. */
public final class H5adReader {
    private static final String TURNED = "transpose it (adata.T) and import again";

    private H5adReader() {}

    public static ForeignMatrix read(Path path, ForeignOptions options, LongConsumer memory) {
        return Hdf.read(path, file -> read(file, path.toString(), options, memory));
    }

    private static ForeignMatrix read(HdfFile file, String source, ForeignOptions options, LongConsumer memory) {
        if (Hdf.child(file, "obs") == null && Hdf.child(file, "matrix") != null) {
            throw new InvalidInputException("it is not an h5ad but a 10x file; give --format tenx-h5");
        }
        HdfFrame cells = HdfFrame.read(file, "obs");
        HdfFrame genes = options.raw() ? HdfFrame.read(rawOf(file), "var") : HdfFrame.read(file, "var");
        HdfMatrix matrix = HdfMatrix.of(matrixOf(file, options));
        if (matrix.rows() != cells.index().size()
                || matrix.columns() != genes.index().size()) {
            throw new InvalidInputException("its matrix is " + matrix.rows() + " × " + matrix.columns() + " for "
                    + cells.index().size() + " cells and " + genes.index().size() + " genes; the file is damaged");
        }
        memory.accept(CompressedRows.bytes(matrix.stored()));
        List<String> notes = new ArrayList<>();
        noteSkipped(notes, "obs", cells);
        noteSkipped(notes, "var", genes);
        String geneColumn = options.geneColumn();
        ForeignMatrix bare = new ForeignMatrix(
                source,
                cells.index(),
                geneColumn == null ? genes.index() : List.of(genes.columns().labels(geneColumn)),
                matrix.read(),
                Table.ofRows(cells.index().size()),
                geneColumn == null ? genes.columns() : withIndex(genes),
                elsewhere(file, options),
                TURNED,
                List.of());
        return bare.withCellMetadata(cells.columns(), notes);
    }

    // Other names are chosen, but the ids that came in must go out.
    private static Table withIndex(HdfFrame genes) {
        boolean named =
                !genes.indexName().startsWith("_") && !genes.columns().names().contains(genes.indexName());
        String name = named ? genes.indexName() : "input_name";
        Table first = Table.ofRows(genes.index().size())
                .with(name, ColumnText.text(genes.index().toArray(new String[0])));
        for (String column : genes.columns().names()) {
            first = first.with(column, genes.columns().column(column));
        }
        return first;
    }

    private static Group rawOf(HdfFile file) {
        if (Hdf.child(file, "raw") instanceof Group raw) {
            return raw;
        }
        throw new InvalidInputException("it has no raw; leave --raw out" + layers(file, ", or give --layer: "));
    }

    private static Node matrixOf(HdfFile file, ForeignOptions options) {
        if (options.raw()) {
            return present(Hdf.child(rawOf(file), "X"), "raw has no X");
        }
        String layer = options.layer();
        if (layer == null) {
            return present(Hdf.child(file, "X"), "it has no X" + layers(file, "; give --layer: "));
        }
        Node node = Hdf.child(file, "layers") instanceof Group layers ? Hdf.child(layers, layer) : null;
        return present(node, "it has no layer '" + layer + "'" + layers(file, "; there are: "));
    }

    private static Node present(@Nullable Node node, String message) {
        if (node == null) {
            throw new InvalidInputException(message);
        }
        return node;
    }

    private static String layers(HdfFile file, String before) {
        List<String> names = Hdf.child(file, "layers") instanceof Group layers ? Hdf.names(layers) : List.of();
        return names.isEmpty() ? "" : before + String.join(", ", names);
    }

    private static String elsewhere(HdfFile file, ForeignOptions options) {
        List<String> others = new ArrayList<>();
        if (!options.raw() && Hdf.child(file, "raw") != null) {
            others.add("--raw");
        }
        if (Hdf.child(file, "layers") instanceof Group layers) {
            Hdf.names(layers).stream()
                    .filter(name -> !name.equals(options.layer()))
                    .forEach(name -> others.add("--layer " + name));
        }
        return others.isEmpty() ? "" : "try " + String.join(" or ", others);
    }

    private static void noteSkipped(List<String> notes, String where, HdfFrame frame) {
        if (!frame.skipped().isEmpty()) {
            notes.add("left out columns of " + where + " that hold neither words, numbers nor claims: "
                    + String.join(", ", frame.skipped()));
        }
    }
}
