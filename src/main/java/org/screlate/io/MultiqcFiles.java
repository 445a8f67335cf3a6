package org.screlate.io;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.file.Json;

/**
 * Custom content for MultiQC: a JSON file for each section, and one of versions. JSON, for in YAML a sample called 123 or
 * 1e3 would be a number; the kind of plot is always named, for MultiQC makes a heat map of a plain table.
 */
public final class MultiqcFiles {
    private static final ObjectMapper JSON = new ObjectMapper(Json.FACTORY);

    private MultiqcFiles() {}

    /**
     * Writes a section.
     *
     * @param rows numbers by the title of their column, by sample
     */
    public static void write(
            Path folder, String id, String title, String description, Map<String, Map<String, Double>> rows) {
        ObjectNode section = JSON.createObjectNode()
                .put("id", id)
                .put("parent_id", "screlate")
                .put("parent_name", "screlate")
                .put("section_name", title)
                .put("description", description)
                .put("plot_type", "table");
        section.putObject("pconfig")
                .put("id", id + "_table")
                .put("title", "screlate: " + title)
                .put("namespace", "screlate");
        Set<String> columns = new LinkedHashSet<>();
        rows.values().forEach(row -> columns.addAll(row.keySet()));
        ObjectNode headers = section.putObject("headers");
        columns.forEach(column -> headers.putObject(column).put("title", column).put("format", format(rows, column)));
        ObjectNode data = section.putObject("data");
        rows.forEach((sample, row) -> {
            ObjectNode values = data.putObject(sample);
            row.forEach(values::put);
        });
        save(folder.resolve(id + "_mqc.json"), section);
    }

    /** Whole numbers plainly, others with four digits. */
    private static String format(Map<String, Map<String, Double>> rows, String column) {
        boolean whole = rows.values().stream()
                .map(row -> row.getOrDefault(column, 0.0))
                .allMatch(value -> value == Math.rint(value) && Math.abs(value) < 1e15);
        return whole ? "{:,.0f}" : "{:,.4g}";
    }

    /** Writes versions by program, as MultiQC gathers them. */
    public static void writeVersions(Path folder, Map<String, String> versions) {
        StringBuilder yaml = new StringBuilder("screlate:\n");
        versions.forEach((tool, version) -> yaml.append("  \"")
                .append(tool)
                .append("\": \"")
                .append(version)
                .append("\"\n"));
        if (!versions.isEmpty()) {
            AtomicFile.write(folder.resolve("screlate_mqc_versions.yml"), beside -> Files.writeString(beside, yaml));
        }
    }

    private static void save(Path path, ObjectNode content) {
        try {
            byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
            AtomicFile.write(path, beside -> Files.write(beside, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
