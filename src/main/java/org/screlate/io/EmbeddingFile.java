package org.screlate.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.screlate.data.Embedding;
import org.screlate.matrix.DenseMatrix;

/** Embeddings as Arrow files of kind {@value #KIND}: {@code cell} and {@code values} fixed_size_list&lt;float32&gt;. */
public final class EmbeddingFile {
    /** The kind in the file. */
    public static final String KIND = "embedding";

    private EmbeddingFile() {}

    /** Writes an embedding. */
    public static void write(Path path, Embedding embedding) {
        try (BufferAllocator allocator = new RootAllocator()) {
            DenseMatrix values = embedding.values();
            Map<String, String> metadata =
                    ArrowMetadata.of(KIND, embedding.name(), embedding.cells().size(), embedding.provenance());
            metadata.put(ArrowMetadata.DIMENSIONS, ArrowMetadata.json(embedding.dimensions()));
            Schema schema = new Schema(
                    List.of(
                            ArrowColumns.required("cell", ArrowType.Utf8.INSTANCE),
                            ArrowColumns.required(
                                    "values",
                                    new ArrowType.FixedSizeList(values.columns()),
                                    ArrowColumns.required("item", ArrowColumns.FLOAT32))),
                    metadata);
            String[] cells = embedding.cells().toArray(new String[0]);
            ArrowBatches.write(
                    path,
                    schema,
                    new DictionaryProvider.MapDictionaryProvider(),
                    allocator,
                    ArrowBatches.ends(values.rows(), r -> values.columns()),
                    (root, from, to) -> {
                        ArrowColumns.putWords((VarCharVector) root.getVector(0), cells, from, to);
                        CellMatrixFile.putDense((FixedSizeListVector) root.getVector(1), values, from, to);
                    },
                    Compression.NONE);
        }
    }

    /** Reads an embedding. */
    public static Embedding read(Path path) {
        return ArrowBatches.read(path, List.of(KIND), contents -> {
            List<String> dimensions = ArrowMetadata.names(contents.metadata(), ArrowMetadata.DIMENSIONS);
            DenseMatrix values = DenseMatrix.zeros(contents.rows(), dimensions.size());
            List<String> cells = new ArrayList<>(contents.rows());
            contents.forEachBatch((root, from) -> {
                VarCharVector names = (VarCharVector) root.getVector(0);
                for (int r = 0; r < root.getRowCount(); r++) {
                    cells.add(ArrowColumns.word(names, r));
                }
                CellMatrixFile.takeDense((FixedSizeListVector) root.getVector(1), values, from, root.getRowCount());
            });
            return new Embedding(
                    cells,
                    dimensions,
                    values,
                    contents.metadata().getOrDefault(ArrowMetadata.LAYER, ""),
                    ArrowMetadata.provenance(contents.metadata()));
        });
    }
}
