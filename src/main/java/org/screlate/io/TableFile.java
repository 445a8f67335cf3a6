package org.screlate.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.screlate.data.Column;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.arrow.ArrowBatches;
import org.screlate.io.arrow.ArrowColumns;
import org.screlate.io.arrow.ArrowMetadata;
import org.screlate.io.arrow.ForeignColumns;
import org.screlate.io.file.Compression;

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

    /** Rows of a table that are made when they are wanted. */
    @FunctionalInterface
    public interface Rows {
        /** Rows {@code from <= row < to}; the columns are the same each time, also where there are no rows. */
        Table between(int from, int to);
    }

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
        List<Column> columns = List.copyOf(table.columns().values());
        int[] ends = ArrowBatches.ends(table.rows(), r -> 1);
        write(path, table, ends, name, provenance, (root, from, to) -> {
            for (int c = 0; c < columns.size(); c++) {
                ArrowColumns.put(root.getVector(c), columns.get(c), from, to);
            }
        });
    }

    /**
     * Writes a table whose rows are made while it is written, so that only one batch of them is ever in memory.
     *
     * @param rows how many there will be
     * @param batch how many to ask for at a time
     */
    public static void write(Path path, int rows, int batch, Rows source, String name, Provenance provenance) {
        int[] ends = IntStream.rangeClosed(1, (int) (((long) rows + batch - 1) / batch))
                .map(b -> (int) Math.min(rows, (long) b * batch))
                .toArray();
        if (DelimitedTableFile.isNameOf(path)) {
            DelimitedTableFile.write(path, ends, source);
            return;
        }
        write(path, source.between(0, 0), ends, name, provenance, (root, from, to) -> {
            List<Column> columns =
                    List.copyOf(source.between(from, to).columns().values());
            for (int c = 0; c < columns.size(); c++) {
                ArrowColumns.put(root.getVector(c), columns.get(c), 0, to - from);
            }
        });
    }

    private static void write(
            Path path, Table columns, int[] ends, String name, Provenance provenance, ArrowBatches.Fill fill) {
        try (BufferAllocator allocator = new RootAllocator()) {
            List<Field> fields = new ArrayList<>();
            columns.columns().forEach((column, values) -> fields.add(ArrowColumns.field(column, values)));
            int rows = ends.length == 0 ? 0 : ends[ends.length - 1];
            ArrowBatches.write(
                    path,
                    new Schema(fields, ArrowMetadata.of(KIND, name, rows, provenance)),
                    new DictionaryProvider.MapDictionaryProvider(),
                    allocator,
                    ends,
                    fill,
                    Compression.NONE);
        }
    }

    /** Reads a table, also of an Arrow file that another program wrote. */
    public static Contents read(Path path) {
        if (!FileKind.isArrow(path)) {
            return new Contents(DelimitedTableFile.read(path), "", Provenance.NONE);
        }
        return ArrowBatches.read(path, List.of(KIND, ArrowBatches.FOREIGN), contents -> {
            if (!contents.metadata().containsKey(ArrowMetadata.KIND)) {
                return new Contents(ForeignColumns.table(contents), "", Provenance.NONE);
            }
            Table table = ColumnReader.read(
                    contents,
                    contents.schema().getFields().stream().map(Field::getName).toList());
            return new Contents(
                    table,
                    contents.metadata().getOrDefault(ArrowMetadata.LAYER, ""),
                    ArrowMetadata.provenance(contents.metadata()));
        });
    }

    /**
     * Reads a table of labels, such as one about samples: names like 007, 1e3 or 1.0 stay words as written, and only columns of
     * plain numbers (34, 0.75) are numbers.
     */
    public static Table readLabels(Path path) {
        return FileKind.isArrow(path) ? read(path).table() : DelimitedTableFile.readLabels(path);
    }

    /** Whether a table has a column, by its first line or its schema. */
    public static boolean hasColumn(Path path, String name) {
        return FileKind.isArrow(path)
                ? ArrowBatches.read(
                        path, List.of(KIND, ArrowBatches.FOREIGN), contents -> contents.schema().getFields().stream()
                                .anyMatch(field -> field.getName().equals(name)))
                : DelimitedTableFile.header(path).contains(name);
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
                table = table.with(names.get(i), Column.stacked(parts.get(i)));
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
