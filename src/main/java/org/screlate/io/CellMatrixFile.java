package org.screlate.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.screlate.data.CellFrame;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.io.arrow.ArrowBatches;
import org.screlate.io.arrow.ArrowColumns;
import org.screlate.io.arrow.ArrowMetadata;
import org.screlate.io.file.Compression;
import org.screlate.io.file.Json;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/**
 * Cell matrices as Arrow files, one row a cell. Sparse: {@code indices} list&lt;int32&gt; rising and {@code data}
 * list&lt;int32&gt; for counts, list&lt;float32&gt; else. Dense: {@code values} fixed_size_list&lt;float32&gt;, and {@code
 * imputed} fixed_size_list&lt;bool&gt; where an imputation filled values. Every further column is cell metadata, words by
 * dictionary; genes and their metadata are JSON in the schema.
 */
public final class CellMatrixFile {
    /** The kind of a sparse file. */
    public static final String SPARSE = "sparse cell matrix";
    /** The kind of a dense file. */
    public static final String DENSE = "dense cell matrix";

    static final String CELL = "cell";
    static final String INDICES = "indices";
    static final String DATA = "data";
    static final String VALUES = "values";
    static final String IMPUTED = "imputed";

    private CellMatrixFile() {}

    /** Writes a matrix, uncompressed. */
    public static void write(Path path, CellMatrix matrix) {
        write(path, matrix, Compression.NONE);
    }

    /** Writes a matrix. */
    public static void write(Path path, CellMatrix matrix, Compression compression) {
        int stored = matrix.values() instanceof SparseMatrix sparse ? sparse.stored() : -1;
        write(
                path,
                CellFrame.of(matrix),
                valueFields(matrix),
                stored,
                ends(matrix.values()),
                (root, from, to) -> putValues(root, matrix, from, to),
                compression);
    }

    /** Writes a sparse matrix whose values are put into each batch when it is its turn. */
    static void write(Path path, CellFrame frame, int[] ends, int stored, ArrowBatches.Fill values) {
        write(path, frame, sparseFields(frame.layer()), stored, ends, values, Compression.NONE);
    }

    /** @param stored number of values of a sparse matrix; below 0 for a dense one */
    private static void write(
            Path path,
            CellFrame frame,
            List<Field> valueFields,
            int stored,
            int[] ends,
            ArrowBatches.Fill putValues,
            Compression compression) {
        try (BufferAllocator allocator = new RootAllocator();
                DictionaryProvider.MapDictionaryProvider dictionaries =
                        new DictionaryProvider.MapDictionaryProvider()) {
            List<Field> fields = new ArrayList<>();
            fields.add(ArrowColumns.required(CELL, ArrowType.Utf8.INSTANCE));
            fields.addAll(valueFields);
            int values = fields.size();
            frame.cellMetadata().columns().forEach((name, column) -> {
                if (ForeignMatrix.RESERVED.contains(name)) {
                    throw new InvalidInputException(
                            "cell metadata column '" + name + "' has a name that the file needs; rename it");
                }
                fields.add(
                        column instanceof Column.Text text
                                ? ArrowColumns.dictionaryField(name, text, dictionaries, fields.size(), allocator)
                                : ArrowColumns.field(name, column));
            });
            String[] cells = frame.cells().toArray(new String[0]);
            List<PutColumn> metadata = frame.cellMetadata().columns().values().stream()
                    .map(CellMatrixFile::putting)
                    .toList();
            ArrowBatches.write(
                    path,
                    new Schema(fields, metadata(frame, stored)),
                    dictionaries,
                    allocator,
                    ends,
                    (root, from, to) -> {
                        ArrowColumns.putWords((VarCharVector) root.getVector(0), cells, from, to);
                        putValues.rows(root, from, to);
                        for (int c = 0; c < metadata.size(); c++) {
                            metadata.get(c).rows(root.getVector(values + c), from, to);
                        }
                    },
                    compression);
        }
    }

    /** Puts rows of a column of metadata into its vector. */
    private interface PutColumn {
        void rows(FieldVector vector, int from, int to);
    }

    private static PutColumn putting(Column column) {
        if (column instanceof Column.Text text) {
            Map<String, Integer> codes = ArrowColumns.codes(text);
            return (vector, from, to) -> ArrowColumns.putCodes((IntVector) vector, text, codes, from, to);
        }
        return (vector, from, to) -> ArrowColumns.put(vector, column, from, to);
    }

    private static int[] ends(Matrix values) {
        return values instanceof SparseMatrix sparse
                ? ArrowBatches.ends(sparse.rows(), r -> sparse.offsets()[r + 1] - sparse.offsets()[r])
                : ArrowBatches.ends(values.rows(), r -> values.columns());
    }

    private static Map<String, String> metadata(CellFrame frame, int stored) {
        Map<String, String> metadata = ArrowMetadata.of(
                stored >= 0 ? SPARSE : DENSE,
                frame.layer().word(),
                frame.cells().size(),
                frame.provenance());
        if (stored >= 0) {
            metadata.put(ArrowMetadata.STORED, Integer.toString(stored));
        }
        metadata.put(ArrowMetadata.GENES, Json.of(frame.genes()));
        ArrowMetadata.putGeneColumns(metadata, frame.geneMetadata());
        return metadata;
    }

    private static List<Field> sparseFields(Layer layer) {
        ArrowType data = layer == Layer.COUNTS ? ArrowColumns.INT32 : ArrowColumns.FLOAT32;
        return List.of(
                ArrowColumns.required(
                        INDICES, ArrowType.List.INSTANCE, ArrowColumns.required("item", ArrowColumns.INT32)),
                ArrowColumns.required(DATA, ArrowType.List.INSTANCE, ArrowColumns.required("item", data)));
    }

    private static List<Field> valueFields(CellMatrix matrix) {
        if (matrix.values() instanceof SparseMatrix) {
            return sparseFields(matrix.layer());
        }
        ArrowType list = new ArrowType.FixedSizeList(matrix.genes().size());
        Field values = ArrowColumns.required(VALUES, list, ArrowColumns.required("item", ArrowColumns.FLOAT32));
        return matrix.imputed() == null
                ? List.of(values)
                : List.of(
                        values,
                        ArrowColumns.required(IMPUTED, list, ArrowColumns.required("item", ArrowType.Bool.INSTANCE)));
    }

    private static void putValues(VectorSchemaRoot root, CellMatrix matrix, int from, int to) {
        if (matrix.values() instanceof SparseMatrix sparse) {
            putSparse(root, sparse.offsets(), sparse.indices(), sparse.values(), from, to);
        } else if (matrix.values() instanceof DenseMatrix dense) {
            putDense((FixedSizeListVector) root.getVector(VALUES), dense, from, to);
            BitMask imputed = matrix.imputed();
            if (imputed != null) {
                putMask((FixedSizeListVector) root.getVector(IMPUTED), imputed, from, to);
            }
        }
    }

    /** Puts rows {@code from <= row < to} of compressed rows. */
    private static void putSparse(
            VectorSchemaRoot root, int[] offsets, int[] places, float[] values, int from, int to) {
        int first = offsets[from];
        int length = offsets[to] - first;
        ListVector indices = (ListVector) root.getVector(INDICES);
        ListVector data = (ListVector) root.getVector(DATA);
        putOffsets(indices, offsets, from, to);
        putOffsets(data, offsets, from, to);
        ArrowColumns.putInts((IntVector) indices.getDataVector(), places, first, length);
        if (data.getDataVector() instanceof IntVector counts) {
            ArrowColumns.putCounts(counts, values, first, length);
        } else {
            ArrowColumns.putFloats((Float4Vector) data.getDataVector(), values, first, length);
        }
    }

    static void putOffsets(ListVector list, int[] offsets, int from, int to) {
        list.setInitialCapacity(to - from, 0);
        list.allocateNew();
        list.setLastSet(to - from - 1);
        ArrowBuf buffer = list.getOffsetBuffer();
        for (int r = from; r <= to; r++) {
            buffer.setInt(4L * (r - from), offsets[r] - offsets[from]);
        }
        ArrowColumns.allValid(list.getValidityBuffer(), to - from);
    }

    static void putDense(FixedSizeListVector list, DenseMatrix dense, int from, int to) {
        list.setInitialCapacity(to - from);
        list.allocateNew();
        ArrowColumns.putFloats(
                (Float4Vector) list.getDataVector(), dense.values(), dense.offset(from), (to - from) * dense.columns());
        ArrowColumns.allValid(list.getValidityBuffer(), to - from);
    }

    private static void putMask(FixedSizeListVector list, BitMask mask, int from, int to) {
        list.setInitialCapacity(to - from);
        list.allocateNew();
        BitVector bits = (BitVector) list.getDataVector();
        int length = (to - from) * mask.columns();
        bits.allocateNew(length);
        bits.getDataBuffer().setZero(0, bits.getDataBuffer().capacity());
        for (int r = from; r < to; r++) {
            for (int c = 0; c < mask.columns(); c++) {
                if (mask.get(r, c)) {
                    bits.setToOne((r - from) * mask.columns() + c);
                }
            }
        }
        ArrowColumns.allValid(bits.getValidityBuffer(), length);
        bits.setValueCount(length);
        ArrowColumns.allValid(list.getValidityBuffer(), to - from);
    }

    /** Reads a matrix of any layer. */
    public static CellMatrix read(Path path) {
        return ArrowBatches.read(path, List.of(SPARSE, DENSE), CellMatrixFile::contents);
    }

    /** Reads a matrix and refuses other layers than those named, saying why. */
    public static CellMatrix read(Path path, String why, Layer... layers) {
        CellMatrix matrix = read(path);
        if (!List.of(layers).contains(matrix.layer())) {
            String wanted = Stream.of(layers).map(Layer::word).collect(Collectors.joining(" or "));
            throw new InvalidInputException(
                    path + " holds the layer '" + matrix.layer().word() + "', but " + wanted + " is needed: " + why);
        }
        return matrix;
    }

    private static CellMatrix contents(ArrowBatches.Contents contents) throws java.io.IOException {
        Map<String, String> metadata = contents.metadata();
        List<String> genes = ArrowMetadata.names(metadata, ArrowMetadata.GENES);
        List<String> fields =
                contents.schema().getFields().stream().map(Field::getName).toList();
        List<String> names = fields.stream()
                .filter(name -> !ForeignMatrix.RESERVED.contains(name))
                .toList();
        TableFile.ColumnReader columns = new TableFile.ColumnReader(names);
        List<String> cells = new ArrayList<>(contents.rows());
        boolean sparse = SPARSE.equals(metadata.get(ArrowMetadata.KIND));
        Layer layer = Layer.of(metadata.getOrDefault(ArrowMetadata.LAYER, ""));
        if (!sparse) {
            contents.checkFits((long) contents.rows() * genes.size());
        }
        CellMatrixValues values = sparse
                ? new CellMatrixValues.Sparse(
                        contents.rows(), contents.number(ArrowMetadata.STORED), genes.size(), layer)
                : new CellMatrixValues.Dense(contents.rows(), genes.size(), fields.contains(IMPUTED));
        contents.forEachBatch((root, from) -> {
            VarCharVector cellNames = contents.vector(root, CELL, VarCharVector.class);
            for (int r = 0; r < root.getRowCount(); r++) {
                cells.add(ArrowColumns.word(cellNames, r));
            }
            values.take(contents, root, from);
            columns.take(root, contents);
        });
        layer.check(values.stored());
        return new CellMatrix(
                cells,
                genes,
                values.matrix(),
                layer,
                columns.table(contents.rows()),
                ArrowMetadata.geneColumns(metadata, genes.size()),
                values.imputed(),
                ArrowMetadata.provenance(metadata));
    }
}
