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
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.io.arrow.ArrowBatches;
import org.screlate.io.arrow.ArrowColumns;
import org.screlate.io.arrow.ArrowMetadata;
import org.screlate.io.file.Compression;
import org.screlate.io.file.Json;
import org.screlate.matrix.DenseMatrix;

/**
 * Embeddings as Arrow files of kind {@value #KIND}: {@code cell} and {@code values} fixed_size_list&lt;float32&gt;; those of
 * genes are of kind {@value #GENE_KIND}, with {@code gene} in the place of {@code cell}.
 */
public final class EmbeddingFile {
    /** The kind in the file of an embedding of cells. */
    public static final String KIND = "embedding";
    /** The kind in the file of an embedding of genes. */
    public static final String GENE_KIND = "gene embedding";

    private EmbeddingFile() {}

    /** Named rows of numbers, whatever they are of. */
    private record Rows(
            List<String> names, List<String> dimensions, DenseMatrix values, String layer, Provenance provenance) {}

    /** Writes an embedding of cells. */
    public static void write(Path path, Embedding embedding) {
        write(
                path,
                KIND,
                "cell",
                new Rows(
                        embedding.cells(),
                        embedding.dimensions(),
                        embedding.values(),
                        embedding.name(),
                        embedding.provenance()));
    }

    /** Writes an embedding of genes. */
    public static void writeGenes(Path path, GeneEmbedding embedding) {
        write(
                path,
                GENE_KIND,
                "gene",
                new Rows(
                        embedding.genes(),
                        embedding.dimensions(),
                        embedding.values(),
                        embedding.name(),
                        embedding.provenance()));
    }

    /** Reads an embedding of cells. */
    public static Embedding read(Path path) {
        Rows rows = read(path, KIND);
        return new Embedding(rows.names, rows.dimensions, rows.values, rows.layer, rows.provenance);
    }

    /** Reads an embedding of genes. */
    public static GeneEmbedding readGenes(Path path) {
        Rows rows = read(path, GENE_KIND);
        return new GeneEmbedding(rows.names, rows.dimensions, rows.values, rows.layer, rows.provenance);
    }

    private static void write(Path path, String kind, String column, Rows rows) {
        try (BufferAllocator allocator = new RootAllocator()) {
            DenseMatrix values = rows.values;
            Map<String, String> metadata = ArrowMetadata.of(kind, rows.layer, rows.names.size(), rows.provenance);
            metadata.put(ArrowMetadata.DIMENSIONS, Json.of(rows.dimensions));
            Schema schema = new Schema(
                    List.of(
                            ArrowColumns.required(column, ArrowType.Utf8.INSTANCE),
                            ArrowColumns.required(
                                    "values",
                                    new ArrowType.FixedSizeList(values.columns()),
                                    ArrowColumns.required("item", ArrowColumns.FLOAT32))),
                    metadata);
            String[] names = rows.names.toArray(new String[0]);
            ArrowBatches.write(
                    path,
                    schema,
                    new DictionaryProvider.MapDictionaryProvider(),
                    allocator,
                    ArrowBatches.ends(values.rows(), r -> values.columns()),
                    (root, from, to) -> {
                        ArrowColumns.putWords((VarCharVector) root.getVector(0), names, from, to);
                        CellMatrixFile.putDense((FixedSizeListVector) root.getVector(1), values, from, to);
                    },
                    Compression.NONE);
        }
    }

    /** The place of the first number that is infinite, none, or so large that its square would be; -1 where all are fit. */
    static int firstUnfit(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= Layer.GREATEST)) {
                return i;
            }
        }
        return -1;
    }

    private static Rows read(Path path, String kind) {
        return ArrowBatches.read(path, List.of(kind), contents -> {
            List<String> dimensions = ArrowMetadata.names(contents.metadata(), ArrowMetadata.DIMENSIONS);
            contents.checkFits((long) contents.rows() * dimensions.size());
            DenseMatrix values = DenseMatrix.zeros(contents.rows(), dimensions.size());
            String column = kind.equals(KIND) ? "cell" : "gene";
            List<String> names = new ArrayList<>(contents.rows());
            contents.forEachBatch((root, from) -> {
                VarCharVector words = contents.vector(root, column, VarCharVector.class);
                for (int r = 0; r < root.getRowCount(); r++) {
                    names.add(ArrowColumns.word(words, r));
                }
                CellMatrixValues.takeDense(
                        contents.vector(root, "values", FixedSizeListVector.class), values, from, root.getRowCount());
            });
            int unfit = firstUnfit(values.values());
            if (unfit >= 0) {
                throw new InvalidInputException(column + " '" + names.get(unfit / dimensions.size())
                        + "' has a value of " + values.values()[unfit] + " in '"
                        + dimensions.get(unfit % dimensions.size()) + "'; make it anew");
            }
            return new Rows(
                    names,
                    dimensions,
                    values,
                    contents.metadata().getOrDefault(ArrowMetadata.LAYER, ""),
                    ArrowMetadata.provenance(contents.metadata()));
        });
    }
}
