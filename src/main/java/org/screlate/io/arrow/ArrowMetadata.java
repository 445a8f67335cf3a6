package org.screlate.io.arrow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.screlate.data.Column;
import org.screlate.data.ColumnForm;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.file.Json;

/** The key-value metadata of our Arrow schemas: kind, version, layer, history, and names too many for columns. */
public final class ArrowMetadata {
    public static final String KIND = "screlate.kind";
    static final String SCHEMA = "screlate.schema";
    public static final String LAYER = "screlate.layer";
    static final String PROVENANCE = "screlate.provenance";
    public static final String ROWS = "screlate.rows";
    public static final String STORED = "screlate.stored";
    public static final String GENES = "screlate.genes";
    public static final String NODES = "screlate.nodes";
    public static final String DIMENSIONS = "screlate.dimensions";
    /** Says nothing; see {@link #settled}. */
    static final String SPARE = "screlate.spare";

    static final String GENE_COLUMN = "screlate.var.";
    private static final String FORM = "form";
    /** Version of the layout of the files; a reader refuses a greater one. */
    static final int SCHEMA_VERSION = 1;

    private ArrowMetadata() {}

    /** The entries every file has. */
    public static Map<String, String> of(String kind, String layer, int rows, Provenance provenance) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(KIND, kind);
        metadata.put(SCHEMA, Integer.toString(SCHEMA_VERSION));
        metadata.put(LAYER, layer);
        metadata.put(ROWS, Integer.toString(rows));
        metadata.put(PROVENANCE, Json.of(provenance.steps()));
        return metadata;
    }

    /**
     * The schema with metadata whose order in the file is the same on each Java. Arrow copies the entries into a hash map; of a
     * number of them that fills one to its last place, 3 · 2ᵏ, Java from 19 on makes a smaller map, and so another order. One
     * more entry, which says nothing, avoids those numbers.
     */
    static Schema settled(Schema schema) {
        int entries = schema.getCustomMetadata().size();
        if (entries % 3 != 0 || Integer.bitCount(entries / 3) != 1) {
            return schema;
        }
        Map<String, String> metadata = new TreeMap<>(schema.getCustomMetadata());
        metadata.put(SPARE, "");
        return new Schema(schema.getFields(), metadata);
    }

    public static <T> T parse(Map<String, String> metadata, String key, TypeReference<T> type) {
        String text = metadata.get(key);
        if (text == null) {
            throw new InvalidInputException("it has no '" + key + "' in its schema metadata");
        }
        try {
            return Json.MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("its '" + key + "' is not the JSON that was expected", e);
        }
    }

    public static List<String> names(Map<String, String> metadata, String key) {
        List<String> names = parse(metadata, key, new TypeReference<List<String>>() {});
        if (names == null || names.contains(null)) {
            throw new InvalidInputException("its '" + key + "' lacks a name; make it anew");
        }
        return names;
    }

    public static Provenance provenance(Map<String, String> metadata) {
        return new Provenance(parse(metadata, PROVENANCE, new TypeReference<List<Provenance.Step>>() {}));
    }

    /** Gene columns, one JSON object each: its type and its values. */
    public static void putGeneColumns(Map<String, String> metadata, Table genes) {
        genes.columns().forEach((name, column) -> {
            Map<String, Object> entry = new TreeMap<>();
            if (column instanceof Column.Text text) {
                entry.put("text", text.values());
            } else if (column instanceof Column.Real real) {
                entry.put("number", real.values());
            } else if (column instanceof Column.Whole whole) {
                entry.put("whole", whole.values());
            } else if (column instanceof Column.Flag flag) {
                entry.put("flag", flag.values());
            }
            ColumnForm form = column.form();
            if (form != null) {
                // The type, then the categories.
                entry.put(
                        FORM,
                        Stream.concat(Stream.of(form.type()), form.categories().stream())
                                .toList());
            }
            metadata.put(GENE_COLUMN + name, Json.of(entry));
        });
        metadata.put("screlate.var", Json.of(genes.names()));
    }

    public static Table geneColumns(Map<String, String> metadata, int genes) {
        Table table = Table.ofRows(genes);
        for (String name : names(metadata, "screlate.var")) {
            table = table.with(name, geneColumn(metadata, GENE_COLUMN + name));
        }
        return table;
    }

    private static Column geneColumn(Map<String, String> metadata, String key) {
        Map<String, Object> entry = parse(metadata, key, new TypeReference<Map<String, Object>>() {});
        Object form = entry.remove(FORM);
        Column column = plainColumn(entry, key);
        if (form == null) {
            return column;
        }
        List<String> words = List.of(Json.MAPPER.convertValue(form, String[].class));
        return column.as(new ColumnForm(words.get(0), words.subList(1, words.size())));
    }

    private static Column plainColumn(Map<String, Object> entry, String key) {
        String type = entry.keySet().stream().findFirst().orElse("");
        Object values = entry.get(type);
        return switch (type) {
            case "text" -> new Column.Text(Json.MAPPER.convertValue(values, String[].class));
            case "number" -> new Column.Real(Json.MAPPER.convertValue(values, double[].class));
            case "whole" -> new Column.Whole(Json.MAPPER.convertValue(values, long[].class));
            case "flag" -> new Column.Flag(Json.MAPPER.convertValue(values, boolean[].class));
            default -> throw new InvalidInputException("its '" + key + "' is of an unknown type '" + type + "'");
        };
    }
}
