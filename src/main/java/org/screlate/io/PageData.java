package org.screlate.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.screlate.data.Column;
import org.screlate.data.Page;
import org.screlate.data.Table;
import org.screlate.io.file.Json;

/**
 * What a page's script reads: tables by columns, each once, and parts that name them. Real numbers have six digits,
 * words that recur are numbers of a list. Categories are always strings: to Vega-Lite 1 and "1" are two.
 */
final class PageData {
    private static final ObjectMapper JSON = Json.MAPPER;

    private static final MathContext DIGITS = new MathContext(6);

    private final ObjectNode tables = JSON.createObjectNode();
    private final IdentityHashMap<Table, String> names = new IdentityHashMap<>();

    private PageData() {}

    static String json(Page page) {
        PageData data = new PageData();
        ArrayNode parts = data.parts(page);
        ObjectNode root = JSON.createObjectNode();
        root.set("tables", data.tables);
        root.set("parts", parts);
        return text(root);
    }

    /** The same with its tables, most of what a page weighs, packed by gzip and written in base 64. */
    static String packedJson(Page page) {
        PageData data = new PageData();
        ArrayNode parts = data.parts(page);
        ObjectNode root = JSON.createObjectNode();
        root.put("packed", packed(gzip -> gzip.write(text(data.tables).getBytes(StandardCharsets.UTF_8))));
        root.set("parts", parts);
        return text(root);
    }

    private ArrayNode parts(Page page) {
        ArrayNode parts = JSON.createArrayNode();
        page.sections().forEach(section -> section.parts().forEach(part -> add(parts, part)));
        return parts;
    }

    private static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Fill {
        void of(OutputStream gzip) throws IOException;
    }

    private static String packed(Fill fill) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            fill.of(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private void add(ArrayNode parts, Page.Part part) {
        if (part instanceof Page.Figure figure) {
            ObjectNode node = parts.addObject().put("kind", "figure").put("id", figure.id());
            node.set("spec", spec(figure));
            node.put("chooseBy", figure.chooseBy());
            ObjectNode used = node.putObject("tables");
            new TreeMap<>(figure.tables()).forEach((name, table) -> used.put(name, name(table)));
            if (figure.colours() != null) {
                node.set("colours", colours(figure.colours()));
            }
        } else if (part instanceof Page.Grid grid) {
            parts.addObject()
                    .put("kind", "grid")
                    .put("id", grid.id())
                    .put("title", grid.title())
                    .put("table", name(grid.table()));
        } else if (part instanceof Page.Graph graph) {
            parts.addObject()
                    .put("kind", "graph")
                    .put("id", graph.id())
                    .put("title", graph.title())
                    .put("layered", graph.layered())
                    .put("nodes", name(graph.nodes()))
                    .put("edges", name(graph.edges()));
        }
    }

    private String name(Table table) {
        return names.computeIfAbsent(table, added -> {
            String name = "t" + tables.size();
            tables.set(name, table(added));
            return name;
        });
    }

    static ObjectNode table(Table table) {
        ObjectNode node = JSON.createObjectNode().put("rows", table.rows());
        ObjectNode columns = node.putObject("columns");
        table.columns().forEach((name, column) -> columns.set(name, column(column)));
        return node;
    }

    private static JsonNode column(Column column) {
        if (column instanceof Column.Text text) {
            return words(text);
        }
        ArrayNode values = JSON.createArrayNode();
        for (int r = 0; r < column.size(); r++) {
            values.add(value(column, r));
        }
        return values;
    }

    /** One entry as JSON; missing ones and those that JSON has no word for are null. */
    static JsonNode value(Column column, int row) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (column instanceof Column.Real real) {
            double value = real.values()[row];
            return Double.isFinite(value) ? number(value) : make.nullNode();
        } else if (column instanceof Column.Whole whole) {
            return make.numberNode(whole.values()[row]);
        } else if (column instanceof Column.Flag flag) {
            return make.textNode(flag.values()[row] ? "yes" : "no");
        }
        String text = column.text(row);
        return text.isEmpty() ? make.nullNode() : make.textNode(text);
    }

    private static JsonNode number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return JsonNodeFactory.instance.numberNode((long) value);
        }
        return JsonNodeFactory.instance.numberNode(
                new BigDecimal(value).round(DIGITS).doubleValue());
    }

    private static ObjectNode words(Column.Text text) {
        ObjectNode node = JSON.createObjectNode();
        Map<String, Integer> known = new LinkedHashMap<>();
        ArrayNode codes = JSON.createArrayNode();
        for (int r = 0; r < text.size(); r++) {
            String word = text.text(r);
            codes.add(word.isEmpty() ? -1 : known.computeIfAbsent(word, added -> known.size()));
        }
        ArrayNode words = node.putArray("words");
        known.keySet().forEach(words::add);
        node.set("codes", codes);
        return node;
    }

    private static ObjectNode colours(Page.Colours colours) {
        ObjectNode node = JSON.createObjectNode();
        node.set("columns", JSON.valueToTree(colours.columns()));
        node.set("genes", JSON.valueToTree(colours.genes()));
        node.set("layers", JSON.valueToTree(colours.layers()));
        ArrayNode tops = node.putArray("tops");
        return node.put("levels", packed(gzip -> {
            for (int l = 0; l < colours.layers().size(); l++) {
                ArrayNode ofLayer = tops.addArray();
                for (int g = 0; g < colours.genes().size(); g++) {
                    ofLayer.add(number(colours.tops().get(l)[g]));
                    gzip.write(colours.levels().get(l)[g]);
                }
            }
        }));
    }

    /** A figure's template with its placeholders ({@code "$name"}) filled; its rows stay outside. */
    static JsonNode spec(Page.Figure figure) {
        try {
            JsonNode template = JSON.readTree(PageFile.resource("figures/" + figure.template() + ".vl.json"));
            ObjectNode spec = (ObjectNode) filled(template, figure.words());
            return spec.put("description", figure.title() + ". " + figure.description());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the template " + figure.template() + " is no JSON", e);
        }
    }

    private static JsonNode filled(JsonNode node, Map<String, Object> words) {
        if (node.isTextual()
                && node.textValue().startsWith("$")
                && !node.textValue().startsWith("$schema")) {
            String word = node.textValue().substring(1);
            if (!words.containsKey(word)) {
                throw new IllegalStateException(
                        "a figure's template wants '" + word + "', the figure has " + words.keySet());
            }
            return JSON.valueToTree(words.get(word));
        } else if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.properties().forEach(entry -> copy.set(entry.getKey(), filled(entry.getValue(), words)));
            return copy;
        } else if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(entry -> copy.add(filled(entry, words)));
            return copy;
        }
        return node;
    }
}
