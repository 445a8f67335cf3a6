package org.screlate.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a column stood in the file of another program, where that is more than {@link Column} says: kept on the way
 * through, and used again when a file for that program is written. No computation looks at it.
 *
 * @param type as pandas calls it: {@code int8} to {@code uint64} and {@code float32}; with entries that may be missing
 *     {@code Int8} to {@code UInt64} and {@code boolean}; {@code category} where the categories have an order
 * @param categories all categories in their order; empty for other types
 */
public record ColumnForm(String type, List<String> categories) {
    private static final String CATEGORY = "category";

    /** Keeps its own copy. */
    public ColumnForm {
        categories = List.copyOf(categories);
    }

    /** A form without categories. */
    public static ColumnForm of(String type) {
        return new ColumnForm(type, List.of());
    }

    /** Categories in their order. */
    public static ColumnForm ordered(List<String> categories) {
        return new ColumnForm(CATEGORY, categories);
    }

    /** The form of a column's entries once some of them are missing; null where nothing more is known. */
    public static @Nullable ColumnForm withMissing(Column column) {
        ColumnForm form = column.form();
        if (column instanceof Column.Flag) {
            return of("boolean");
        }
        return column instanceof Column.Text || (form != null && form.isNullableInteger()) ? form : null;
    }

    /** Whether the categories have an order. */
    public boolean isOrdered() {
        return type.equals(CATEGORY);
    }

    /** Whether entries are whole numbers or missing. */
    public boolean isNullableInteger() {
        return type.startsWith("Int") || type.startsWith("UInt");
    }

    /** Whether entries are true, false or missing. */
    public boolean isNullableClaim() {
        return type.equals("boolean");
    }
}
