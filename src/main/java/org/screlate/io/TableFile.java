package org.screlate.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.screlate.data.Column;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

/**
 * Tables as Arrow files of kind {@value #KIND}: plain columns. Where the name ends in .tsv or .csv (.gz) the file is
 * text, see {@link DelimitedTableFile}; text carries neither name nor history.
 */
public final class TableFile {
    /** The kind in the file. */
    public static final String KIND = "table";

    private TableFile() {}

    /** A table and the steps that led to it. */
    public record Contents(Table table, String name, Provenance provenance) {}

    /**
     * Writes a table.
     *
     * @param name what the rows are: clusters, metrics, qc
     */
    public static void write(Path path, Table table, String name, Provenance provenance) {
        if (DelimitedTableFile.isNameOf(path)) {
            DelimitedTableFile.write(path, table);
            return;
        }
        try (BufferAllocator allocator = new RootAllocator()) {
            List<Field> fields = new ArrayList<>();
            table.columns().forEach((column, values) -> fields.add(ArrowColumns.field(column, values)));
            Map<String, String> metadata = ArrowMetadata.of(KIND, name, table.rows(), provenance);
            List<Column> columns = List.copyOf(table.columns().values());
            ArrowBatches.write(
                    path,
                    new Schema(fields, metadata),
                    new DictionaryProvider.MapDictionaryProvider(),
                    allocator,
                    ArrowBatches.ends(table.rows(), r -> 1),
                    (root, from, to) -> {
                        for (int c = 0; c < columns.size(); c++) {
                            ArrowColumns.put(root.getVector(c), columns.get(c), from, to);
                        }
                    },
                    Compression.NONE);
        }
    }

    /** Reads a table. */
    public static Contents read(Path path) {
        if (DelimitedTableFile.isNameOf(path)) {
            return new Contents(DelimitedTableFile.read(path), "", Provenance.NONE);
        }
        return ArrowBatches.read(path, List.of(KIND), contents -> {
            Table table = ColumnReader.read(
                    contents,
                    contents.schema().getFields().stream().map(Field::getName).toList());
            return new Contents(
                    table,
                    contents.metadata().getOrDefault(ArrowMetadata.LAYER, ""),
                    ArrowMetadata.provenance(contents.metadata()));
        });
    }

    /** Gathers named columns over the batches of an open file. */
    static final class ColumnReader {
        private final List<String> names;
        private final List<List<Column>> parts = new ArrayList<>();

        ColumnReader(List<String> names) {
            this.names = names;
            names.forEach(name -> parts.add(new ArrayList<>()));
        }

        void take(org.apache.arrow.vector.VectorSchemaRoot root, DictionaryProvider dictionaries) {
            for (int i = 0; i < names.size(); i++) {
                FieldVector vector = root.getVector(names.get(i));
                parts.get(i).add(ArrowColumns.take(vector, root.getRowCount(), dictionaries));
            }
        }

        Table table(int rows) {
            Table table = Table.ofRows(rows);
            for (int i = 0; rows > 0 && i < names.size(); i++) {
                table = table.with(names.get(i), ArrowColumns.collect(parts.get(i)));
            }
            return table;
        }

        static Table read(ArrowBatches.Contents contents, List<String> names) throws java.io.IOException {
            ColumnReader columns = new ColumnReader(names);
            contents.forEachBatch((root, from) -> columns.take(root, contents));
            return columns.table(contents.rows());
        }
    }
}
