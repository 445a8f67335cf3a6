package org.screlate.io.hdf5;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.ColumnForm;

/** Columns of an h5ad in the forms that anndata gives them: widths of numbers, entries that may be missing, order. */
final class HdfForms {
    private HdfForms() {}

    /** The form of a dataset; null for numbers of 64 bits and all that is no number. */
    static @Nullable ColumnForm plain(Dataset dataset) {
        String type = type(dataset);
        return type == null || type.endsWith("64") ? null : ColumnForm.of(type);
    }

    /** The form of a column whose entries may be missing. */
    static @Nullable ColumnForm nullable(Dataset values, Column column) {
        if (column instanceof Column.Flag) {
            return ColumnForm.of("boolean");
        }
        String type = type(values);
        if (type == null || type.startsWith("float")) {
            return null;
        }
        return ColumnForm.of(type.startsWith("u") ? "UInt" + type.substring(4) : "Int" + type.substring(3));
    }

    /** The order of categories, where the file says that there is one. */
    static @Nullable ColumnForm ofCategories(Group group, Column categories) {
        Attribute ordered = group.getAttributes().get("ordered");
        if (ordered == null
                || !List.of("true", "1")
                        .contains(String.valueOf(ordered.getData()).toLowerCase(Locale.ROOT))) {
            return null;
        }
        List<String> words =
                IntStream.range(0, categories.size()).mapToObj(categories::text).toList();
        return words.stream().distinct().count() == words.size() ? ColumnForm.ordered(words) : null;
    }

    private static @Nullable String type(Dataset dataset) {
        DataType type = dataset.getDataType();
        int bits = Byte.SIZE * type.getSize();
        if (type instanceof FixedPoint fixed) {
            return (fixed.isSigned() ? "int" : "uint") + bits;
        }
        return type instanceof FloatingPoint && bits >= 32 ? "float" + bits : null;
    }

    /** Writes a column in its form; in the plain one where its entries do not fit the form. */
    static void put(HdfWriter.Group frame, String name, Column column) throws IOException {
        ColumnForm form = column.form();
        if (column instanceof Column.Text text) {
            putText(frame, name, text);
        } else if (form != null && form.isNullableInteger() && fits(column, form.type())) {
            putNullable(frame, name, column, form.type());
        } else if (column instanceof Column.Flag flag && form != null && form.isNullableClaim()) {
            putNullableClaims(frame, name, flag.values(), new boolean[flag.size()]);
        } else if (column instanceof Column.Flag flag) {
            frame.claims(name, flag.values());
        } else if (column instanceof Column.Whole whole) {
            frame.whole(name, whole.values(), form != null && fits(column, form.type()) ? form.type() : "int64");
        } else if (column instanceof Column.Real real) {
            frame.reals(name, real.values(), form != null && form.type().equals("float32"));
        }
    }

    // Whole numbers, or missing, within the range of the type.
    private static boolean fits(Column column, String type) {
        String plain = type.toLowerCase(Locale.ROOT);
        if (!plain.matches("u?int(8|16|32|64)")) {
            return false;
        }
        boolean signed = plain.startsWith("int");
        int bits = Integer.parseInt(plain.replaceAll("\\D", ""));
        // Beyond 2⁵³ a number that was real is not certain to be the whole one that it came from.
        double most = Math.min(
                Math.scalb(1.0, signed ? bits - 1 : bits),
                column instanceof Column.Real ? Math.scalb(1.0, 53) : Long.MAX_VALUE);
        double least = signed ? -most : 0;
        if (column instanceof Column.Whole whole) {
            return Arrays.stream(whole.values())
                    .allMatch(value -> (bits == 64 && signed) || (value >= least && value < most));
        }
        return column instanceof Column.Real real
                && Arrays.stream(real.values())
                        .allMatch(value ->
                                Double.isNaN(value) || (value == Math.rint(value) && value >= least && value < most));
    }

    private static void putNullable(HdfWriter.Group frame, String name, Column column, String type) throws IOException {
        boolean[] missing = new boolean[column.size()];
        long[] values = new long[column.size()];
        for (int r = 0; r < values.length; r++) {
            missing[r] = column.isMissing(r);
            values[r] = column instanceof Column.Whole whole
                    ? whole.values()[r]
                    : missing[r] || !(column instanceof Column.Real real) ? 0 : (long) real.values()[r];
        }
        frame.group(name, "nullable-integer", "0.1.0", group -> {
            group.whole("values", values, type.toLowerCase(Locale.ROOT));
            group.claims("mask", missing);
        });
    }

    private static void putNullableClaims(HdfWriter.Group frame, String name, boolean[] values, boolean[] missing)
            throws IOException {
        frame.group(name, "nullable-boolean", "0.1.0", group -> {
            group.claims("values", values);
            group.claims("mask", missing);
        });
    }

    private static void putText(HdfWriter.Group frame, String name, Column.Text text) throws IOException {
        ColumnForm form = text.form();
        @Nullable String[] all = text.values();
        if (form != null && form.isNullableClaim() && Arrays.stream(all).allMatch(HdfForms::isClaim)) {
            boolean[] values = new boolean[all.length];
            boolean[] missing = new boolean[all.length];
            for (int r = 0; r < all.length; r++) {
                values[r] = "true".equals(all[r]);
                missing[r] = text.isMissing(r);
            }
            putNullableClaims(frame, name, values, missing);
            return;
        }
        String[] words =
                Arrays.stream(all).filter(Objects::nonNull).distinct().sorted().toArray(String[]::new);
        if (form != null && form.isOrdered() && form.categories().containsAll(List.of(words))) {
            putCategories(frame, name, all, form.categories().toArray(new String[0]), true);
        } else if (words.length == text.size() && text.size() > 0) {
            frame.words(name, Arrays.stream(all).map(Objects::requireNonNull).toArray(String[]::new));
        } else {
            // As anndata does: words that repeat, or are missing, become categories.
            putCategories(frame, name, all, words, false);
        }
    }

    private static boolean isClaim(@Nullable String word) {
        return word == null || word.isEmpty() || word.equals("true") || word.equals("false");
    }

    private static void putCategories(
            HdfWriter.Group frame, String name, @Nullable String[] all, String[] words, boolean ordered)
            throws IOException {
        Map<String, Integer> codeOf = new HashMap<>();
        for (String word : words) {
            codeOf.put(word, codeOf.size());
        }
        int[] codes = Arrays.stream(all)
                .mapToInt(word -> word == null ? -1 : Objects.requireNonNull(codeOf.get(word)))
                .toArray();
        frame.group(name, "categorical", "0.2.0", group -> {
            group.attribute("ordered", ordered);
            group.words("categories", words);
            group.ints("codes", codes);
        });
    }
}
