package org.screlate.io.arrow;

import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;

/** Columns of a table to Arrow vectors and back; words repeat in metadata, so there they go through a dictionary. */
public final class ArrowColumns {
    public static final ArrowType FLOAT32 = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
    public static final ArrowType INT32 = new ArrowType.Int(32, true);
    private static final ArrowType FLOAT64 = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    private static final ArrowType INT64 = new ArrowType.Int(64, true);
    /** Numbers converted at a time, so that a second copy of a batch is never in memory. */
    private static final int SLICE = 1 << 13;

    private ArrowColumns() {}

    public static Field required(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.notNullable(type), List.of(children));
    }

    /** The field of a column; text is plain. */
    public static Field field(String name, Column column) {
        Map<String, String> form = ArrowForms.of(column);
        if (column instanceof Column.Text) {
            return new Field(name, new FieldType(true, ArrowType.Utf8.INSTANCE, null, form), null);
        } else if (column instanceof Column.Real) {
            return new Field(name, new FieldType(true, FLOAT64, null, form), null);
        } else if (column instanceof Column.Whole) {
            return new Field(name, new FieldType(false, INT64, null, form), List.of());
        }
        return new Field(name, new FieldType(false, ArrowType.Bool.INSTANCE, null, form), List.of());
    }

    /** The field of a text column by dictionary, whose words (sorted, or in their order) are added to the provider. */
    public static Field dictionaryField(
            String name,
            Column.Text column,
            DictionaryProvider.MapDictionaryProvider provider,
            long id,
            BufferAllocator allocator) {
        List<String> words = words(column);
        VarCharVector vector = new VarCharVector(name, FieldType.notNullable(ArrowType.Utf8.INSTANCE), allocator);
        putWords(vector, words.toArray(new String[0]), 0, words.size());
        boolean ordered = ArrowForms.isOrdered(column);
        DictionaryEncoding encoding = new DictionaryEncoding(id, ordered, new ArrowType.Int(32, true));
        provider.put(new Dictionary(vector, encoding));
        return new Field(name, new FieldType(true, INT32, encoding, ArrowForms.of(column)), null);
    }

    private static List<String> words(Column.Text column) {
        if (ArrowForms.isOrdered(column)) {
            return Objects.requireNonNull(column.form()).categories();
        }
        return Arrays.stream(column.values())
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    /** Puts rows of a column into its vector. */
    public static void put(FieldVector vector, Column column, int from, int to) {
        if (column instanceof Column.Text text && vector instanceof VarCharVector words) {
            putWords(words, text.values(), from, to);
        } else if (column instanceof Column.Real real && vector instanceof Float8Vector doubles) {
            doubles.allocateNew(to - from);
            for (int r = from; r < to; r++) {
                if (Double.isNaN(real.values()[r])) {
                    doubles.setNull(r - from);
                } else {
                    doubles.set(r - from, real.values()[r]);
                }
            }
            doubles.setValueCount(to - from);
        } else if (column instanceof Column.Whole whole && vector instanceof BigIntVector longs) {
            longs.allocateNew(to - from);
            for (int r = from; r < to; r++) {
                longs.set(r - from, whole.values()[r]);
            }
            longs.setValueCount(to - from);
        } else if (column instanceof Column.Flag flag && vector instanceof BitVector bits) {
            bits.allocateNew(to - from);
            for (int r = from; r < to; r++) {
                bits.set(r - from, flag.values()[r] ? 1 : 0);
            }
            bits.setValueCount(to - from);
        } else {
            throw new IllegalStateException("no vector for " + column.getClass());
        }
    }

    public static void putWords(VarCharVector vector, @Nullable String[] words, int from, int to) {
        vector.allocateNew();
        for (int r = from; r < to; r++) {
            String word = words[r];
            if (word == null) {
                vector.setNull(r - from);
            } else {
                vector.setSafe(r - from, word.getBytes(StandardCharsets.UTF_8));
            }
        }
        vector.setValueCount(to - from);
    }

    /** The code of each word of a column that goes through a dictionary; the same for all batches, so made once for them. */
    public static Map<String, Integer> codes(Column.Text text) {
        Map<String, Integer> index = new HashMap<>();
        words(text).forEach(word -> index.put(word, index.size()));
        return index;
    }

    /** Puts rows of a column of words into a vector of their codes. */
    public static void putCodes(IntVector codes, Column.Text text, Map<String, Integer> index, int from, int to) {
        codes.allocateNew(to - from);
        for (int r = from; r < to; r++) {
            String word = text.values()[r];
            Integer code = word == null ? null : index.get(word);
            if (code == null) {
                codes.setNull(r - from);
            } else {
                codes.set(r - from, code);
            }
        }
        codes.setValueCount(to - from);
    }

    /** The rows of one batch of a column. */
    public static Column take(FieldVector vector, int rows, DictionaryProvider dictionaries) {
        return takePlain(vector, rows, dictionaries).as(ArrowForms.of(vector.getField(), dictionaries));
    }

    private static Column takePlain(FieldVector vector, int rows, DictionaryProvider dictionaries) {
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding != null && vector instanceof IntVector codes) {
            VarCharVector words =
                    (VarCharVector) dictionaries.lookup(encoding.getId()).getVector();
            @Nullable String[] seen = new @Nullable String[words.getValueCount()];
            return new Column.Text(texts(rows, r -> codes.isNull(r) ? null : word(words, codes.get(r), vector, seen)));
        } else if (vector instanceof VarCharVector words) {
            return new Column.Text(texts(rows, r -> words.isNull(r) ? null : word(words, r)));
        } else if (vector instanceof Float8Vector doubles) {
            double[] values = new double[rows];
            Arrays.setAll(values, r -> doubles.isNull(r) ? Double.NaN : doubles.get(r));
            return new Column.Real(values);
        } else if (vector instanceof BigIntVector longs) {
            long[] values = new long[rows];
            Arrays.setAll(values, longs::get);
            return new Column.Whole(values);
        } else if (vector instanceof BitVector bits) {
            boolean[] values = new boolean[rows];
            for (int r = 0; r < rows; r++) {
                values[r] = bits.get(r) != 0;
            }
            return new Column.Flag(values);
        }
        throw new InvalidInputException("column '" + vector.getName() + "' is of a type this program does not write: "
                + vector.getField().getType());
    }

    private interface TextAt {
        @Nullable
        String at(int row);
    }

    private static @Nullable String[] texts(int rows, TextAt text) {
        @Nullable String[] texts = new @Nullable String[rows];
        for (int r = 0; r < rows; r++) {
            texts[r] = text.at(r);
        }
        return texts;
    }

    /** The word of a code, which must name one: behind the last, Arrow would hand out what lies in memory. */
    private static String word(VarCharVector words, int code, FieldVector column, @Nullable String[] seen) {
        if (code < 0 || code >= seen.length) {
            throw new InvalidInputException(
                    "column '" + column.getName() + "' names word " + code + " of " + seen.length);
        }
        String word = seen[code];
        if (word == null) {
            word = word(words, code);
            seen[code] = word;
        }
        return word;
    }

    public static String word(VarCharVector words, int row) {
        return new String(words.get(row), StandardCharsets.UTF_8);
    }

    /** Fills a vector that cannot be null with {@code length} floats at once. */
    public static void putFloats(Float4Vector vector, float[] values, int from, int length) {
        vector.allocateNew(length);
        little(vector.getDataBuffer(), 4L * length).asFloatBuffer().put(values, from, length);
        allValid(vector.getValidityBuffer(), length);
        vector.setValueCount(length);
    }

    public static void putInts(IntVector vector, int[] values, int from, int length) {
        words(vector, length).put(values, from, length);
    }

    /** Room for as many values of 32 bits, none of them missing. */
    public static IntBuffer words(BaseFixedWidthVector vector, int length) {
        vector.allocateNew(length);
        allValid(vector.getValidityBuffer(), length);
        vector.setValueCount(length);
        return little(vector.getDataBuffer(), 4L * length).asIntBuffer();
    }

    /** Fills a vector with whole numbers that are held as floats. */
    public static void putCounts(IntVector vector, float[] values, int from, int length) {
        IntBuffer counts = words(vector, length);
        int[] slice = new int[SLICE];
        for (int at = 0; at < length; at += SLICE) {
            int n = Math.min(SLICE, length - at);
            for (int i = 0; i < n; i++) {
                slice[i] = (int) values[from + at + i];
            }
            counts.put(slice, 0, n);
        }
    }

    public static void takeCounts(IntVector vector, float[] values, int from, int length) {
        IntBuffer counts = little(vector.getDataBuffer(), 4L * length).asIntBuffer();
        int[] slice = new int[SLICE];
        for (int at = 0; at < length; at += SLICE) {
            int n = Math.min(SLICE, length - at);
            counts.get(slice, 0, n);
            for (int i = 0; i < n; i++) {
                values[from + at + i] = slice[i];
            }
        }
    }

    public static void takeFloats(Float4Vector vector, float[] values, int from, int length) {
        little(vector.getDataBuffer(), 4L * length).asFloatBuffer().get(values, from, length);
    }

    public static void takeInts(IntVector vector, int[] values, int from, int length) {
        little(vector.getDataBuffer(), 4L * length).asIntBuffer().get(values, from, length);
    }

    private static java.nio.ByteBuffer little(ArrowBuf buffer, long bytes) {
        return buffer.nioBuffer(0, Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Marks the first entries valid and clears the bits behind them, so that the bytes do not depend on old memory. */
    public static void allValid(ArrowBuf validity, int length) {
        validity.setZero(0, validity.capacity());
        validity.setOne(0L, (long) length / 8);
        if (length % 8 != 0) {
            validity.setByte(length / 8, (1 << length % 8) - 1);
        }
    }
}
