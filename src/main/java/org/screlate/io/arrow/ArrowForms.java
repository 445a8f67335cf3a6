package org.screlate.io.arrow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.ColumnForm;

/** Forms of columns: types as metadata of the field, the order of categories by an ordered dictionary. */
final class ArrowForms {
    private static final String TYPE = "screlate.type";

    private ArrowForms() {}

    /** Metadata of the field of a column; null where there are none, so that the bytes stay as they were. */
    static @Nullable Map<String, String> of(Column column) {
        ColumnForm form = column.form();
        return form == null || form.isOrdered() ? null : Map.of(TYPE, form.type());
    }

    /** Whether a column of words is written with its categories in their order: all words are among them. */
    static boolean isOrdered(Column.Text column) {
        ColumnForm form = column.form();
        if (form == null || !form.isOrdered()) {
            return false;
        }
        Set<String> categories = new HashSet<>(form.categories());
        return Arrays.stream(column.values()).allMatch(word -> word == null || categories.contains(word));
    }

    static @Nullable ColumnForm of(Field field, DictionaryProvider dictionaries) {
        DictionaryEncoding encoding = field.getDictionary();
        if (encoding != null
                && encoding.isOrdered()
                && dictionaries.lookup(encoding.getId()).getVector() instanceof VarCharVector words) {
            List<String> categories = new ArrayList<>();
            for (int w = 0; w < words.getValueCount(); w++) {
                categories.add(ArrowColumns.word(words, w));
            }
            return ColumnForm.ordered(categories);
        }
        String type = field.getMetadata().get(TYPE);
        return type == null ? null : ColumnForm.of(type);
    }
}
