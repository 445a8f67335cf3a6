package org.screlate.io.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.EnumDataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
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

    /** Reads a frame. */
    static HdfFrame read(Group parent, String name) {
        Node node = Hdf.child(parent, name);
        if (node instanceof Group group) {
            return ofGroup(group);
        }
        if (node instanceof Dataset dataset && dataset.isCompound()) {
            return ofCompound(dataset);
        }
        throw new InvalidInputException("it has no '" + name + "'; is it an h5ad file?");
    }

    private static HdfFrame ofGroup(Group group) {
        String said = Hdf.text(group, "_index");
        String index = said != null ? said : indexName(Hdf.names(group), group.getPath());
        List<String> names = new ArrayList<>(Hdf.texts(group, "column-order"));
        Hdf.names(group).stream()
                .filter(name -> !names.contains(name) && !name.equals(index) && !name.equals(OLD_CATEGORIES))
                .forEach(names::add);
        Map<String, Column> columns = new LinkedHashMap<>();
        List<String> skipped = new ArrayList<>();
        for (String name : names) {
            Column column = column(group, name);
            if (column == null) {
                skipped.add(name);
            } else {
                columns.put(name, column);
            }
        }
        List<String> rows = Hdf.names(Hdf.dataset(group, index));
        return of(rows, index, columns, skipped);
    }

    private static String indexName(List<String> names, String where) {
        return INDEX_NAMES.stream()
                .filter(names::contains)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("its '" + where + "' names no index"));
    }

    private static HdfFrame of(List<String> rows, String index, Map<String, Column> columns, List<String> skipped) {
        columns.forEach((name, column) -> {
            if (column.size() != rows.size()) {
                throw new InvalidInputException("column '" + name + "' has " + column.size() + " entries for "
                        + rows.size() + " rows; the file is damaged");
            }
        });
        return new HdfFrame(rows, index, new Table(rows.size(), columns), skipped);
    }

    private static HdfFrame ofCompound(Dataset dataset) {
        @SuppressWarnings("unchecked") // jhdf: the data of a compound dataset are a map from name to array
        Map<String, Object> fields = (Map<String, Object>) dataset.getData();
        String index = indexName(List.copyOf(fields.keySet()), dataset.getPath());
        Map<String, Column> columns = new LinkedHashMap<>();
        List<String> skipped = new ArrayList<>();
        fields.forEach((name, data) -> {
            Column column = name.equals(index) ? null : plain(data);
            if (column != null) {
                columns.put(name, column);
            } else if (!name.equals(index)) {
                skipped.add(name);
            }
        });
        if (plain(Objects.requireNonNull(fields.get(index))) instanceof Column.Text names) {
            return of(List.of(texts(names)), index, columns, skipped);
        }
        throw new InvalidInputException("the index of its '" + dataset.getPath() + "' is not text");
    }

    private static String[] texts(Column column) {
        String[] texts = new String[column.size()];
        Arrays.setAll(texts, column::text);
        return texts;
    }

    private static @Nullable Column column(Group frame, String name) {
        Node node = Hdf.child(frame, name);
        if (node instanceof Dataset dataset) {
            Node categories = frame.getChildren().get(OLD_CATEGORIES);
            return categories instanceof Group old && Hdf.child(old, name) instanceof Dataset words
                    ? categorical(words, dataset)
                    : plain(dataset);
        }
        if (node instanceof Group group) {
            return switch (Objects.requireNonNullElse(Hdf.text(group, "encoding-type"), "")) {
                case "categorical" -> categorical(Hdf.dataset(group, "categories"), Hdf.dataset(group, "codes"));
                case "nullable-integer", "nullable-boolean", "nullable-string-array" ->
                    nullable(Hdf.dataset(group, "values"), Hdf.dataset(group, "mask"));
                default -> null;
            };
        }
        return null;
    }

    // A code of -1 means missing.
    private static Column categorical(Dataset categories, Dataset codes) {
        Column column = plain(categories);
        String[] words = column == null ? new String[0] : texts(column);
        return new Column.Text(Arrays.stream(Hdf.ints(codes))
                .mapToObj(code -> code < 0 ? null : words[code])
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
        if (complete) {
            return column;
        }
        if (column instanceof Column.Whole whole) {
            double[] reals = new double[whole.size()];
            Arrays.setAll(reals, i -> missing.values()[i] ? Double.NaN : whole.values()[i]);
            return new Column.Real(reals);
        }
        String[] texts = texts(column);
        Arrays.setAll(texts, i -> missing.values()[i] ? "" : texts[i]);
        return ColumnText.text(texts);
    }

    private static @Nullable Column plain(Dataset dataset) {
        if (dataset.getDimensions().length != 1 || dataset.isCompound()) {
            return null;
        }
        if (Hdf.isEmpty(dataset)) {
            return new Column.Text(new String[0]);
        }
        // h5py writes claims as an enumeration of FALSE and TRUE.
        if (dataset.getDataType() instanceof EnumDataType) {
            return flags((String[]) dataset.getData());
        }
        return plain(dataset.getData());
    }

    private static @Nullable Column flags(String[] words) {
        boolean[] flags = new boolean[words.length];
        for (int i = 0; i < words.length; i++) {
            flags[i] = words[i].equals("TRUE");
        }
        return new Column.Flag(flags);
    }

    private static @Nullable Column plain(Object data) {
        if (data instanceof String[] words) {
            return new Column.Text(words);
        }
        if (data instanceof float[] || data instanceof double[]) {
            return new Column.Real(Hdf.toDoubles(data));
        }
        if (data.getClass().isArray() && !(data instanceof Object[] objects && !isWhole(objects))) {
            return new Column.Whole(Hdf.toLongs(data));
        }
        return null;
    }

    private static boolean isWhole(Object[] objects) {
        return objects instanceof java.math.BigInteger[];
    }
}
