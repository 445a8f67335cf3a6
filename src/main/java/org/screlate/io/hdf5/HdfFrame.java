package org.screlate.io.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.object.datatype.EnumDataType;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.ColumnForm;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.foreign.ColumnText;

/**
 * The {@code obs} or {@code var} of an h5ad: a group with one dataset (or group) a column, as anndata writes since 0.7,
 * or one compound dataset, as it wrote before.
 *
 * @param index the names of the rows
 * @param indexName what the index is called
 * @param columns the others
 * @param skipped columns of a kind that a table of ours cannot hold
 */
record HdfFrame(List<String> index, String indexName, Table columns, List<String> skipped) {
    private static final String OLD_CATEGORIES = "__categories";
    /** What the index is called where the file does not say. */
    private static final List<String> INDEX_NAMES = List.of("_index", "index");

    /**
     * Reads a frame.
     *
     * @param uns where anndata 0.6 put the words of categories; null where there is none
     */
    static HdfFrame read(Group parent, String name, @Nullable Group uns) {
        Node node = Hdf.child(parent, name);
        if (node instanceof Group group) {
            return ofGroup(group);
        }
        if (node instanceof Dataset dataset && dataset.isCompound()) {
            return ofCompound(dataset, uns);
        }
        throw new InvalidInputException("it has no '" + name + "'; is it an h5ad file?");
    }

    private static HdfFrame ofGroup(Group group) {
        String said = HdfAttributes.text(group, "_index");
        String index = said != null ? said : indexName(Hdf.names(group), group.getPath());
        List<String> names = new ArrayList<>(HdfAttributes.texts(group, "column-order"));
        // The first part of a name with a slash is a group that is no column.
        Set<String> parts = names.stream().map(name -> name.split("/", -1)[0]).collect(Collectors.toSet());
        Hdf.names(group).stream()
                .filter(name -> !parts.contains(name) && !name.equals(index) && !name.equals(OLD_CATEGORIES))
                .forEach(names::add);
        List<String> rows = index(group, index);
        Map<String, Column> columns = new LinkedHashMap<>();
        List<String> skipped = new ArrayList<>();
        for (String name : names) {
            Column column = readable(group, name);
            if (column == null || column.size() != rows.size()) {
                skipped.add(name);
            } else {
                columns.put(name, column);
            }
        }
        return new HdfFrame(rows, index, new Table(rows.size(), columns), skipped);
    }

    private static List<String> index(Group group, String name) {
        if (Hdf.child(group, name) instanceof Group nullable) {
            Column column = column(group, name);
            if (column == null) {
                throw new InvalidInputException("the index '" + nullable.getPath() + "' holds no names");
            }
            return List.of(texts(column));
        }
        return Hdf.names(Hdf.dataset(group, name));
    }

    // One odd column never costs the whole file.
    static @Nullable Column readable(Group group, String name) {
        try {
            return column(group, name);
        } catch (HdfFilterException e) {
            if (HdfFaults.isMissingFilter(e)) {
                return null;
            }
            throw e; // damage is no oddity of one column
        } catch (HdfException
                | InvalidInputException
                | IndexOutOfBoundsException
                | ClassCastException
                | ArithmeticException
                | BufferUnderflowException e) {
            return null;
        }
    }

    private static String indexName(List<String> names, String where) {
        return INDEX_NAMES.stream()
                .filter(names::contains)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("its '" + where + "' names no index"));
    }

    private static HdfFrame ofCompound(Dataset dataset, @Nullable Group uns) {
        @SuppressWarnings("unchecked") // jhdf: the data of a compound dataset are a map from name to array
        Map<String, Object> fields = (Map<String, Object>) dataset.getData();
        if (fields == null) {
            throw new InvalidInputException("'" + dataset.getPath() + "' has no rows");
        }
        String index = indexName(List.copyOf(fields.keySet()), dataset.getPath());
        if (!(plain(Objects.requireNonNull(fields.get(index))) instanceof Column.Text names)) {
            throw new InvalidInputException("the index of its '" + dataset.getPath() + "' is not text");
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        List<String> skipped = new ArrayList<>();
        fields.forEach((name, data) -> {
            Column column = name.equals(index) ? null : categorised(plain(data), name, uns);
            if (column != null) {
                columns.put(name, column);
            } else if (!name.equals(index)) {
                skipped.add(name);
            }
        });
        return new HdfFrame(List.of(texts(names)), index, new Table(names.size(), columns), skipped);
    }

    // anndata 0.6 wrote codes into the column and their words into uns/NAME_categories.
    private static @Nullable Column categorised(@Nullable Column column, String name, @Nullable Group uns) {
        if (uns == null
                || !(column instanceof Column.Whole codes)
                || !(Hdf.child(uns, name + "_categories") instanceof Dataset words)) {
            return column;
        }
        Column categories = plain(words);
        boolean fit = categories != null
                && Arrays.stream(codes.values()).allMatch(code -> code >= -1 && code < categories.size());
        return fit && categories != null ? coded(categories, codes.values()) : column;
    }

    private static String[] texts(Column column) {
        String[] texts = new String[column.size()];
        Arrays.setAll(texts, column::text);
        return texts;
    }

    private static @Nullable Column column(Group frame, String name) {
        Node node = Hdf.descend(frame, name);
        if (node instanceof Dataset dataset) {
            Node categories = Hdf.child(frame, OLD_CATEGORIES);
            return categories instanceof Group old && Hdf.child(old, name) instanceof Dataset words
                    ? coded(Objects.requireNonNull(plain(words)), codes(dataset))
                    : plain(dataset);
        }
        if (node instanceof Group group) {
            return switch (Objects.requireNonNullElse(HdfAttributes.text(group, "encoding-type"), "")) {
                case "categorical" -> {
                    Column categories = column(group, "categories");
                    yield categories == null
                            ? null
                            : coded(categories, codes(Hdf.dataset(group, "codes")))
                                    .as(HdfForms.ofCategories(group, categories));
                }
                case "nullable-integer", "nullable-boolean", "nullable-string-array" ->
                    nullable(Hdf.dataset(group, "values"), Hdf.dataset(group, "mask"));
                default -> null;
            };
        }
        return null;
    }

    private static long[] codes(Dataset codes) {
        return Arrays.stream(Hdf.ints(codes)).asLongStream().toArray();
    }

    // A code of -1 means missing.
    private static Column coded(Column categories, long[] codes) {
        String[] words = texts(categories);
        return new Column.Text(Arrays.stream(codes)
                .mapToObj(code -> code < 0 ? null : words[(int) code])
                .toArray(String[]::new));
    }

    private static @Nullable Column nullable(Dataset values, Dataset mask) {
        Column column = plain(values);
        if (column == null || !(plain(mask) instanceof Column.Flag missing)) {
            return null;
        }
        boolean complete = true;
        for (boolean flag : missing.values()) {
            complete &= !flag;
        }
        ColumnForm form = HdfForms.nullable(values, column);
        if (complete) {
            return column.as(form);
        }
        if (column instanceof Column.Whole whole) {
            double[] reals = new double[whole.size()];
            Arrays.setAll(reals, i -> missing.values()[i] ? Double.NaN : whole.values()[i]);
            return new Column.Real(reals, form);
        }
        String[] texts = texts(column);
        Arrays.setAll(texts, i -> missing.values()[i] ? "" : texts[i]);
        return ColumnText.text(texts).as(form);
    }

    private static @Nullable Column plain(Dataset dataset) {
        if (dataset.getDimensions().length != 1 || dataset.isCompound()) {
            return null;
        }
        if (Hdf.isEmpty(dataset)) {
            return new Column.Text(new String[0]);
        }
        if (dataset.getDataType() instanceof EnumDataType) {
            return enumerated((String[]) Hdf.data(dataset));
        }
        Column column = plain(Hdf.data(dataset));
        return column == null ? null : column.as(HdfForms.plain(dataset));
    }

    // h5py writes claims as an enumeration of FALSE and TRUE, R's hdf5r its factors as one of any words, and its
    // logicals as FALSE, TRUE and NA. A code without a word is a missing one.
    private static Column enumerated(@Nullable String[] words) {
        boolean claims = Arrays.stream(words).allMatch(word -> "TRUE".equals(word) || "FALSE".equals(word));
        if (!claims) {
            return new Column.Text(Arrays.stream(words)
                    .map(word -> "NA".equals(word) ? null : word)
                    .toArray(String[]::new));
        }
        boolean[] flags = new boolean[words.length];
        for (int i = 0; i < words.length; i++) {
            flags[i] = "TRUE".equals(words[i]);
        }
        return new Column.Flag(flags);
    }

    private static @Nullable Column plain(Object data) {
        if (data instanceof String[] words) {
            return new Column.Text(words);
        }
        if (data instanceof float[] || data instanceof double[]) {
            return new Column.Real(HdfNumbers.doubles(data));
        }
        if (data.getClass().isArray() && !(data instanceof Object[] objects && !isWhole(objects))) {
            return new Column.Whole(HdfNumbers.longs(data));
        }
        return null;
    }

    private static boolean isWhole(Object[] objects) {
        return objects instanceof java.math.BigInteger[];
    }
}
