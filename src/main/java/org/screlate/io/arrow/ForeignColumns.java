package org.screlate.io.arrow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.ValueVectorUtility;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

/**
 * Tables in Arrow files of pyarrow, pandas, polars or R: words of every layout, whole and real numbers of every width, truth
 * values, and dictionaries (categories, factors) of them.
 */
public final class ForeignColumns {
    private static final long EXACT = 1L << 53;

    private ForeignColumns() {}

    /**
     * All rows of an open file. Whole numbers with gaps become real ones, truth values with gaps words.
     *
     * @throws InvalidInputException where a column is of another type, such as lists or dates
     */
    public static Table table(ArrowBatches.Contents contents) throws IOException {
        List<Field> fields = contents.schema().getFields();
        List<List<@Nullable Object>> entries = new ArrayList<>();
        fields.forEach(field -> entries.add(new ArrayList<>()));
        while (contents.reader().loadNextBatch()) {
            List<FieldVector> vectors = contents.reader().getVectorSchemaRoot().getFieldVectors();
            for (int c = 0; c < vectors.size(); c++) {
                take(vectors.get(c), contents, entries.get(c));
            }
        }
        Table table = Table.ofRows(entries.isEmpty() ? 0 : entries.get(0).size());
        for (int c = 0; c < fields.size(); c++) {
            String name = fields.get(c).getName();
            if (table.names().contains(name)) {
                throw new InvalidInputException("column '" + name + "' appears twice; rename one");
            }
            table = table.with(name, column(entries.get(c)));
        }
        return table;
    }

    private static void take(FieldVector vector, ArrowBatches.Contents contents, List<@Nullable Object> entries) {
        validate(vector);
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding == null || !(vector instanceof BaseIntVector codes)) {
            for (int r = 0; r < vector.getValueCount(); r++) {
                entries.add(entry(vector, r, vector.getName()));
            }
            return;
        }
        FieldVector words = contents.lookup(encoding.getId()).getVector();
        validate(words);
        for (int r = 0; r < vector.getValueCount(); r++) {
            long code = vector.isNull(r) ? -1 : whole(codes, r);
            if (!vector.isNull(r) && (code < 0 || code >= words.getValueCount())) {
                throw new InvalidInputException("column '" + vector.getName() + "' names word " + code + " of "
                        + words.getValueCount() + "; make it anew");
            }
            entries.add(code < 0 ? null : entry(words, (int) code, vector.getName()));
        }
    }

    // Arrow's own check knows neither views nor half floats; the bounds of those are checked when they are read.
    private static void validate(FieldVector vector) {
        if (!(vector instanceof BaseVariableWidthViewVector || vector instanceof Float2Vector)) {
            try {
                ValueVectorUtility.validateFull(vector);
            } catch (UnsupportedOperationException e) {
                throw otherType(vector.getName(), vector.getField().getType()); // run-end encoded, views of lists
            }
        }
    }

    private static InvalidInputException otherType(String column, ArrowType type) {
        return new InvalidInputException("column '" + column + "' is of the Arrow type " + type
                + ", but words, numbers or truth values are needed; write the file without it");
    }

    private static @Nullable Object entry(FieldVector vector, int row, String column) {
        ArrowType type = vector.getField().getType();
        if (vector.isNull(row) || type instanceof ArrowType.Null) {
            return null;
        } else if (type instanceof ArrowType.Utf8
                || type instanceof ArrowType.LargeUtf8
                || type instanceof ArrowType.Utf8View) {
            return Objects.requireNonNull(vector.getObject(row)).toString();
        } else if (vector instanceof BaseIntVector whole) {
            return whole(whole, row);
        } else if (vector instanceof FloatingPointVector real) {
            return real.getValueAsDouble(row);
        } else if (vector instanceof BitVector bits) {
            return bits.get(row) != 0;
        }
        throw otherType(column, type);
    }

    /** Without the sign that a wider type would give to a number that has none. */
    private static long whole(BaseIntVector vector, int row) {
        ArrowType.Int type = (ArrowType.Int) vector.getField().getType();
        long value = vector.getValueAsLong(row);
        if (type.getIsSigned()) {
            return value;
        }
        if (type.getBitWidth() == Long.SIZE && value < 0) {
            throw new InvalidInputException("column '" + vector.getField().getName() + "' has "
                    + Long.toUnsignedString(value) + ", which is too large");
        }
        return type.getBitWidth() == Long.SIZE ? value : value & ((1L << type.getBitWidth()) - 1);
    }

    private static Column column(List<@Nullable Object> entries) {
        boolean gaps = entries.contains(null);
        Object first = entries.stream().filter(Objects::nonNull).findFirst().orElse("");
        // Real numbers, which have gaps, hold whole ones up to 2^53: larger are names of something.
        if (gaps && entries.stream().anyMatch(entry -> entry instanceof Long n && Math.abs(n) > EXACT)) {
            return new Column.Text(entries.stream()
                    .map(entry -> entry == null ? null : entry.toString())
                    .toArray(String[]::new));
        }
        if (first instanceof Double || (first instanceof Long && gaps)) {
            return new Column.Real(entries.stream()
                    .mapToDouble(entry -> entry instanceof Number number ? number.doubleValue() : Double.NaN)
                    .toArray());
        } else if (first instanceof Long) {
            return new Column.Whole(entries.stream()
                    .mapToLong(entry -> (Long) Objects.requireNonNull(entry))
                    .toArray());
        } else if (first instanceof Boolean && !gaps) {
            boolean[] flags = new boolean[entries.size()];
            for (int r = 0; r < flags.length; r++) {
                flags[r] = Boolean.TRUE.equals(entries.get(r));
            }
            return new Column.Flag(flags);
        }
        @Nullable String[] words = new @Nullable String[entries.size()];
        for (int r = 0; r < words.length; r++) {
            Object entry = entries.get(r);
            words[r] = entry == null ? null : entry.toString();
        }
        return new Column.Text(words);
    }
}
