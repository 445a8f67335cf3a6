package org.screlate.io.hdf5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.file.Json;
import org.screlate.io.foreign.AnnotatedLayer;
import org.screlate.io.foreign.AnnotatedMatrix;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/** h5ad files, as anndata has written them since 0.8; counts go to {@code layers['counts']} too. */
public final class H5adWriter {
    private static final String DICT = "dict";
    private static final String VERSION = "0.1.0";

    private H5adWriter() {}

    /** Writes a file. */
    public static void write(Path path, AnnotatedMatrix data) {
        AtomicFile.write(path, beside -> {
            try (HdfWriter file = new HdfWriter(beside)) {
                file.root(root -> {
                    HdfWriter.encode(root, "anndata", VERSION);
                    putAll(root, data);
                });
            }
        });
    }

    private static void putAll(HdfWriter.Group root, AnnotatedMatrix data) throws IOException {
        CellMatrix main = data.main();
        putMatrix(root, "X", main.values());
        root.group("layers", DICT, VERSION, group -> {
            if (hasOwnCounts(data)) {
                putMatrix(group, Layer.COUNTS.word(), main.values());
            }
            for (Map.Entry<String, AnnotatedLayer> layer : data.layers().entrySet()) {
                putLayer(group, layer.getKey(), layer.getValue());
            }
        });
        putFrame(root, "obs", main.cells(), main.cellMetadata());
        putFrame(root, "var", main.genes(), main.geneMetadata());
        root.group("obsm", DICT, VERSION, group -> {
            for (Map.Entry<String, DenseMatrix> entry : data.coordinates().entrySet()) {
                putMatrix(group, entry.getKey(), entry.getValue());
            }
        });
        root.group("obsp", DICT, VERSION, group -> {
            for (Map.Entry<String, SparseMatrix> entry : data.graphs().entrySet()) {
                putMatrix(group, entry.getKey(), entry.getValue());
            }
        });
        root.group("varm", DICT, VERSION, group -> {
            for (Map.Entry<String, DenseMatrix> entry : data.geneCoordinates().entrySet()) {
                putMatrix(group, entry.getKey(), entry.getValue());
            }
        });
        root.group("varp", DICT, VERSION, group -> {});
        root.group("uns", DICT, VERSION, group -> {
            group.text("screlate_provenance", Json.of(data.provenance().steps()));
            group.group("screlate", DICT, VERSION, notes -> putNotes(notes, data));
        });
    }

    private static boolean hasOwnCounts(AnnotatedMatrix data) {
        return data.main().layer() == Layer.COUNTS && !data.layers().containsKey(Layer.COUNTS.word());
    }

    /** What the values of X and of each layer are, in a sentence. */
    private static void putNotes(HdfWriter.Group notes, AnnotatedMatrix data) throws IOException {
        notes.text("X", data.main().layer().description());
        notes.group("layers", DICT, VERSION, group -> {
            if (hasOwnCounts(data)) {
                group.text(Layer.COUNTS.word(), Layer.COUNTS.description());
            }
            for (Map.Entry<String, AnnotatedLayer> layer : data.layers().entrySet()) {
                group.text(layer.getKey(), layer.getValue().description());
            }
        });
    }

    private static void putLayer(HdfWriter.Group layers, String name, AnnotatedLayer layer) throws IOException {
        if (layer.isSparse()) {
            putMatrix(layers, name, layer.sparse());
        } else {
            layers.rows(name, layer.values().cells().size(), layer.columns(), layer::row);
        }
    }

    private static void putMatrix(HdfWriter.Group parent, String name, Matrix matrix) throws IOException {
        if (matrix instanceof DenseMatrix dense) {
            parent.floats(name, dense.values(), dense.rows(), dense.columns());
            return;
        }
        SparseMatrix sparse = matrix.toSparse();
        parent.group(name, "csr_matrix", VERSION, group -> {
            group.attribute("shape", new long[] {sparse.rows(), sparse.columns()});
            group.growingFloats("data", sparse.values());
            group.growingInts("indices", sparse.indices());
            group.growingInts("indptr", sparse.offsets());
        });
    }

    private static void putFrame(HdfWriter.Group root, String name, List<String> index, Table table)
            throws IOException {
        Map<String, Column> columns = new java.util.LinkedHashMap<>();
        // A slash would begin a group, and the index has a name of its own.
        table.columns().forEach((column, values) -> columns.put(free(column), values));
        root.group(name, "dataframe", "0.2.0", frame -> {
            frame.attribute("_index", "_index");
            frame.attribute("column-order", new ArrayList<>(columns.keySet()));
            frame.words("_index", index.toArray(new String[0]));
            for (Map.Entry<String, Column> column : columns.entrySet()) {
                HdfForms.put(frame, column.getKey(), column.getValue());
            }
        });
    }

    private static String free(String column) {
        return column.equals("_index") ? "index" : column.replace('/', '_');
    }
}
